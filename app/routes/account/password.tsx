import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { PasswordChangeSchema } from '../../domain/account/registration.ts';
import { accountActor, limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { changePassword } from '../../services/account/change-password.server.ts';
import { NewPasswordInputs } from './new-password-inputs.tsx';
import { CurrentPasswordInput } from './current-password-input.tsx';

export const meta: MetaFunction = () => [{ title: '修改密码 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireSettledAccount(incoming);
  return null;
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const form = await readForm(incoming, PasswordChangeSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['sign-in-account', visit.session.accountId]], form.values);
  if (stop) return stop;
  const { context } = incoming;
  const result = await changePassword(context.ports, accountActor(visit), visit.moment, {
    ...form.value,
    sessionId: visit.session.id,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  await context.limiter.reset('sign-in-account', visit.session.accountId);
  return redirectWith('/account', w.passwordChanged, { isSecure: context.isSecure });
}

export default function Password() {
  const t = useText();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.changePassword)} lead={t(w.passwordLead)}>
      <ErrorSummary
        refused={answer}
        labels={{
          currentPassword: t(w.currentPassword),
          password: t(w.chosenPassword),
          passwordAgain: t(w.passwordAgain),
        }}
      />
      <PostForm className="sh-card">
        <CurrentPasswordInput field={field} />
        <NewPasswordInputs field={field} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.changePassword)}</Button>
          <Link to="/account">{t(w.backToAccount)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
