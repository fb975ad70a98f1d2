import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { EmailVerificationSchema } from '../../domain/account/registration.ts';
import { limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { localAddress, redirectWith, refused } from '../../http/response.server.ts';
import { beginSession } from '../../http/session.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { verifyEmail } from '../../services/account/verify-email.server.ts';

export const meta: MetaFunction = () => [{ title: '验证电子邮箱 · 数衡 Shuheng' }];

/** Shows a form only: programs that follow links in mails must not verify anything. */
export function loader({ request }: LoaderFunctionArgs) {
  return { back: localAddress(new URL(request.url).searchParams.get('back'), '') };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context, params, request } = incoming;
  const { ports } = context;
  const form = await readForm(incoming, EmailVerificationSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const token = params.token ?? '';
  const stop = await limited(
    incoming,
    [
      ['sign-in-address', context.address],
      ['sign-in-account', `verify:${token}`],
    ],
    form.values,
  );
  if (stop) return stop;
  const moment = context.clock.moment();
  const result = await verifyEmail(ports, moment, { token, password: form.value.password });
  if (!result.ok) return refused(result.refusal, form.values);
  const { accountId, hasTotp } = result.value;
  const { isSecure } = context;
  const session = await beginSession(accountId, request, {
    db: ports.db,
    site: ports.site,
    moment,
    isSecure,
  });
  const back = localAddress(form.value.back, '/start');
  return redirectWith(hasTotp ? `/second-factor?back=${encodeURIComponent(back)}` : back, w.verified, {
    isSecure,
    headers: new Headers({ 'Set-Cookie': session.cookie }),
  });
}

export default function VerifyEmail() {
  const t = useText();
  const { back } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  if (answer?.refusal.code === 'gone') {
    return (
      <EmptyState isPage title={t(w.linkOver)} action={<Link to="/verify-email">{t(w.resend)}</Link>}>
        <p>{t(w.linkOverText)}</p>
      </EmptyState>
    );
  }
  return (
    <NarrowPage title={t(w.verifyTitle)} lead={t(w.verifyLead)}>
      <ErrorSummary refused={answer} labels={{ password: t(w.password) }} />
      <PostForm className="sh-card">
        <input type="hidden" name="back" value={back} />
        <TextInput
          {...field('password')}
          type="password"
          label={t(w.password)}
          autoComplete="current-password"
          required
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.verifySubmit)}</Button>
          <Link to="/forgot">{t(w.forgot)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
