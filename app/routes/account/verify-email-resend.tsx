import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { EmailFormSchema } from '../../domain/account/registration.ts';
import { limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { resendVerification } from '../../services/account/resend-verification.server.ts';
import { AddressForm } from './address-form.tsx';
import { MailSent } from './mail-sent.tsx';

export const meta: MetaFunction = () => [{ title: '重新发送验证邮件 · 数衡 Shuheng' }];

export function loader({ context }: LoaderFunctionArgs) {
  return { isDemo: context.ports.site.isDemo };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const { ports } = context;
  const form = await readForm(incoming, EmailFormSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const key = ports.sealer.blindIndex('account.email', form.value.email);
  const stop = await limited(
    incoming,
    [
      ['mail-address', context.address],
      ['mail-account', key],
    ],
    form.values,
  );
  if (stop) return stop;
  await resendVerification(ports, context.clock.moment(), form.value);
  return { sent: true };
}

export default function ResendVerification() {
  const t = useText();
  const { isDemo } = useLoaderData<typeof loader>();
  const data = useActionData<typeof action>();
  if (data && 'sent' in data)
    return <MailSent text={t(w.sentResend)} again="/verify-email" isDemo={isDemo} />;
  return <AddressForm title={t(w.resendTitle)} lead={t(w.resendLead)} answer={refusedIn(data)} />;
}
