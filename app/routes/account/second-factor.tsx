import { Button, TextInput } from '@mantine/core';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { SecondFactorSchema } from '../../domain/account/sign-in.ts';
import { readForm } from '../../http/form.server.ts';
import { withinLimit } from '../../http/limit.server.ts';
import { localAddress, refused } from '../../http/response.server.ts';
import { requireAccount } from '../../http/scope.server.ts';
import { matchTotp } from '../../http/second-factor.server.ts';
import { renewedSession } from '../../http/session.server.ts';
import { useText } from '../../i18n/language.tsx';
import { accountWords as w } from '../../i18n/account.ts';
import { showSecondFactor } from '../../services/account/show-second-factor.server.ts';

export const meta: MetaFunction = () => [{ title: '动态码验证 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireAccount(incoming);
  const back = localAddress(new URL(incoming.request.url).searchParams.get('back'), '/start');
  if (visit.owes !== 'second-factor') throw redirect(back);
  return { back };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireAccount(incoming);
  const form = await readForm(incoming, SecondFactorSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { accountId } = visit.session;
  const limit = await withinLimit(context.limiter, 'second-factor', accountId);
  if (!limit.ok) return refused(limit.refusal, form.values);
  const { now } = visit.moment;
  const renewed = renewedSession(context.isSecure);
  const result = await showSecondFactor(context.ports, { ...visit.actor, accountId }, visit.moment, {
    sessionId: visit.session.id,
    renewedId: renewed.digest,
    match: (secret, lastStep) => matchTotp(secret, form.value.code, now, lastStep),
    confirms: false,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  await context.limiter.reset('second-factor', accountId);
  return redirect(localAddress(form.value.back, '/start'), { headers: { 'Set-Cookie': renewed.cookie } });
}

export default function SecondFactor() {
  const t = useText();
  const { back } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <div className="sh-form" style={{ margin: '0 auto' }}>
      <PageHeader title={t(w.secondFactor)} lead={t(w.secondFactorLead)} />
      <ErrorSummary refused={answer} labels={{ code: t(w.code) }} />
      <PostForm className="sh-card">
        <input type="hidden" name="back" value={back} />
        <TextInput
          {...field('code')}
          label={t(w.code)}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          mb="md"
          style={{ maxWidth: 240 }}
        />
        <Button type="submit">{t(w.verifyCode)}</Button>
      </PostForm>
    </div>
  );
}
