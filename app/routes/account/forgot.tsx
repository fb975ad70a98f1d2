import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { readMailAddress } from '../../http/account.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { requestReset } from '../../services/account/request-reset.server.ts';
import { AddressForm } from './address-form.tsx';
import { MailSent } from './mail-sent.tsx';

export const meta: MetaFunction = () => [{ title: '重置密码 · 数衡 Shuheng' }];

export function loader({ context }: LoaderFunctionArgs) {
  return { isDemo: context.ports.site.isDemo };
}

export async function action(incoming: ActionFunctionArgs) {
  const asked = await readMailAddress(incoming);
  if (!asked.ok) return asked.answer;
  const { ports, clock } = incoming.context;
  await requestReset(ports, clock.moment(), asked.form);
  return { sent: true };
}

export default function Forgot() {
  const t = useText();
  const { isDemo } = useLoaderData<typeof loader>();
  const data = useActionData<typeof action>();
  if (data && 'sent' in data) return <MailSent text={t(w.sentForgot)} again="/forgot" isDemo={isDemo} />;
  return <AddressForm title={t(w.forgotTitle)} lead={t(w.forgotLead)} answer={refusedIn(data)} />;
}
