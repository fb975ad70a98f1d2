import { Alert, Button, TextInput } from '@mantine/core';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { identifierOf, SignInSchema } from '../../domain/account/sign-in.ts';
import { readForm } from '../../http/form.server.ts';
import { withinLimit } from '../../http/limit.server.ts';
import { localAddress, refused } from '../../http/response.server.ts';
import { visitOf } from '../../http/scope.server.ts';
import { beginSession } from '../../http/session.server.ts';
import { useText } from '../../i18n/language.tsx';
import { accountWords as w } from '../../i18n/account.ts';
import { signIn } from '../../services/account/sign-in.server.ts';

export const meta: MetaFunction = () => [{ title: '登录 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await visitOf(incoming);
  const back = localAddress(new URL(incoming.request.url).searchParams.get('back'), '/start');
  if (visit.session) throw redirect(back);
  return { back, isDemo: incoming.context.ports.site.isDemo };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context, request } = incoming;
  const { ports, limiter } = context;
  const form = await readForm(incoming, SignInSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { purpose, value } = identifierOf(form.value.identifier);
  const accountKey = ports.sealer.blindIndex(purpose, value);
  for (const [name, key] of [
    ['sign-in-address', context.address],
    ['sign-in-account', accountKey],
  ] as const) {
    const limit = await withinLimit(limiter, name, key);
    if (!limit.ok) return refused(limit.refusal, form.values);
  }
  const moment = context.clock.moment();
  const result = await signIn(ports, moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  await limiter.reset('sign-in-account', accountKey);
  const { accountId, hasTotp } = result.value;
  const session = await beginSession(accountId, request, {
    db: ports.db,
    site: ports.site,
    moment,
    isSecure: context.isSecure,
  });
  const back = localAddress(form.value.back, '/start');
  return redirect(hasTotp ? `/second-factor?back=${encodeURIComponent(back)}` : back, {
    headers: { 'Set-Cookie': session.cookie },
  });
}

export default function SignIn() {
  const t = useText();
  const { back, isDemo } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <div className="sh-form" style={{ margin: '0 auto' }}>
      <PageHeader title={t(w.signIn)} lead={t(w.signInLead)} />
      <ErrorSummary refused={answer} labels={{ identifier: t(w.identifier), password: t(w.password) }} />
      {answer?.refusal.code === 'not_allowed_now' && (
        <p>
          <Link to="/verify-email">{t(w.resend)}</Link>
        </p>
      )}
      <PostForm className="sh-card">
        <input type="hidden" name="back" value={back} />
        <TextInput
          {...field('identifier')}
          label={t(w.identifier)}
          autoComplete="username"
          required
          mb="md"
        />
        <TextInput
          {...field('password')}
          type="password"
          label={t(w.password)}
          autoComplete="current-password"
          required
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.signIn)}</Button>
          <Link to="/forgot">{t(w.forgot)}</Link>
          <span>
            {t(w.noAccount)} <Link to="/register">{t(w.register)}</Link>
          </span>
        </div>
      </PostForm>
      {isDemo && (
        <Alert color="gray" variant="light" mt="md" title={t(w.demoTitle)}>
          {t(w.demoText)}
        </Alert>
      )}
    </div>
  );
}
