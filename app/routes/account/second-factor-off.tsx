import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { z } from 'zod';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { CurrentPasswordSchema } from '../../domain/account/password.ts';
import { accountActor, limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { removeSecondFactor } from '../../services/account/remove-second-factor.server.ts';
import { CurrentPasswordInput } from './current-password-input.tsx';

export const meta: MetaFunction = () => [{ title: '更换或停用动态码 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireSettledAccount(incoming);
  return null;
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const form = await readForm(incoming, z.object({ password: CurrentPasswordSchema }));
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['second-factor', visit.session.accountId]], form.values);
  if (stop) return stop;
  const result = await removeSecondFactor(
    incoming.context.ports,
    accountActor(visit),
    visit.moment,
    form.value,
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/account', w.offDone, { isSecure: incoming.context.isSecure, tone: 'warning' });
}

export default function SecondFactorOff() {
  const t = useText();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.offTitle)} lead={t(w.offLead)}>
      <ErrorSummary refused={answer} labels={{ password: t(w.currentPassword) }} />
      <PostForm className="sh-card">
        <CurrentPasswordInput field={field} name="password" />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.offSubmit)}
          </Button>
          <Link to="/account">{t(w.backToAccount)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
