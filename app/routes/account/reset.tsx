import { Button } from '@mantine/core';
import type { ActionFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { PasswordResetSchema } from '../../domain/account/registration.ts';
import { limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { resetPassword } from '../../services/account/reset-password.server.ts';
import { NewPasswordInputs } from './new-password-inputs.tsx';

export const meta: MetaFunction = () => [{ title: '设置新密码 · 数衡 Shuheng' }];

export async function action(incoming: ActionFunctionArgs) {
  const { context, params } = incoming;
  const form = await readForm(incoming, PasswordResetSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['sign-in-address', context.address]], form.values);
  if (stop) return stop;
  const result = await resetPassword(context.ports, context.clock.moment(), {
    ...form.value,
    token: params.token ?? '',
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/sign-in', w.resetDone, { isSecure: context.isSecure });
}

export default function Reset() {
  const t = useText();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  if (answer?.refusal.code === 'gone') {
    return (
      <EmptyState isPage title={t(w.linkOver)} action={<Link to="/forgot">{t(w.forgotTitle)}</Link>}>
        <p>{t(w.linkOverText)}</p>
      </EmptyState>
    );
  }
  return (
    <NarrowPage title={t(w.resetTitle)} lead={t(w.resetLead)}>
      <ErrorSummary
        refused={answer}
        labels={{ password: t(w.chosenPassword), passwordAgain: t(w.passwordAgain) }}
      />
      <PostForm className="sh-card">
        <NewPasswordInputs field={field} />
        <Button type="submit">{t(w.resetSubmit)}</Button>
      </PostForm>
    </NarrowPage>
  );
}
