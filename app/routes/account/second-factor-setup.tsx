import { Button, TextInput, Title } from '@mantine/core';
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
import { isJustSignedIn, SecondFactorSetupSchema } from '../../domain/account/sign-in.ts';
import { readForm } from '../../http/form.server.ts';
import { withinLimit } from '../../http/limit.server.ts';
import { localAddress, redirectWith, refused, valueOrThrow } from '../../http/response.server.ts';
import { requireAccount, type SignedIn } from '../../http/scope.server.ts';
import { matchTotp, newTotpSecret, totpAddress, totpQrSvg } from '../../http/second-factor.server.ts';
import { renewedSession } from '../../http/session.server.ts';
import { useText } from '../../i18n/language.tsx';
import { accountWords as w } from '../../i18n/account.ts';
import { prepareSecondFactor } from '../../services/account/prepare-second-factor.server.ts';
import { showSecondFactor } from '../../services/account/show-second-factor.server.ts';
import { CurrentPasswordInput } from './current-password-input.tsx';

export const meta: MetaFunction = () => [{ title: '设置动态码 · 数衡 Shuheng' }];

/**
 * Setting a factor up asks for the password again. Who has just signed in with it, and may do nothing before the factor
 * is there, has shown it minutes ago: asking twice in a row would only teach people to type it wherever a page asks.
 */
function asksPassword({ owes, session, moment }: SignedIn): boolean {
  return owes !== 'second-factor-setup' || !isJustSignedIn(session.createdAt, moment.now);
}

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireAccount(incoming);
  const back = localAddress(new URL(incoming.request.url).searchParams.get('back'), '/start');
  if (visit.owes === 'second-factor') throw redirect('/second-factor');
  if (visit.session.hasTotp) {
    throw redirectWith('/account', w.setupAlready, { isSecure: incoming.context.isSecure });
  }
  const { accountId, name } = visit.session;
  const { secret } = valueOrThrow(
    await prepareSecondFactor(
      incoming.context.ports,
      { ...visit.actor, accountId },
      visit.moment,
      newTotpSecret(),
    ),
  );
  const qr = await totpQrSvg(totpAddress(secret, name));
  return { back, secret, qr, asksPassword: asksPassword(visit) };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireAccount(incoming);
  const form = await readForm(incoming, SecondFactorSetupSchema);
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
    confirms: { password: asksPassword(visit) ? form.value.currentPassword : null },
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(localAddress(form.value.back, '/start'), w.setupDone, {
    isSecure: context.isSecure,
    headers: new Headers({ 'Set-Cookie': renewed.cookie }),
  });
}

export default function SecondFactorSetup() {
  const t = useText();
  const { back, secret, qr, asksPassword: wasAsked } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  // It may have come to be asked for since the page was shown.
  const isAsked = wasAsked || answer?.refusal.fields.currentPassword !== undefined;
  const field = postedFields(answer, t);
  return (
    <div className="sh-form" style={{ margin: '0 auto' }}>
      <PageHeader title={t(w.setup)} lead={t(w.setupLead)} />
      <ErrorSummary refused={answer} labels={{ code: t(w.code), currentPassword: t(w.currentPassword) }} />
      <section className="sh-card" style={{ marginBottom: 16 }}>
        <Title order={2}>{t(w.setupStep1)}</Title>
        <p>{t(w.setupStep1Text)}</p>
        <div
          role="img"
          aria-label={t(w.setupQr)}
          style={{ width: 200, height: 200 }}
          dangerouslySetInnerHTML={{ __html: qr }}
        />
        <p>
          {t(w.setupKey)}：
          <code style={{ overflowWrap: 'anywhere' }}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </section>
      <PostForm className="sh-card">
        <Title order={2}>{t(w.setupStep2)}</Title>
        <input type="hidden" name="back" value={back} />
        <TextInput
          {...field('code')}
          label={t(w.code)}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          my="md"
          style={{ maxWidth: 240 }}
        />
        {isAsked && <CurrentPasswordInput field={field} help={w.setupPasswordHelp} />}
        <Button type="submit">{t(w.setupConfirm)}</Button>
      </PostForm>
    </div>
  );
}
