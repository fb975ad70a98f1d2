import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { AcknowledgeBox } from '../../components/form/acknowledge-box.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { RegistrationSchema } from '../../domain/account/registration.ts';
import { limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { localAddress, refused } from '../../http/response.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { registerAccount } from '../../services/account/register-account.server.ts';
import { MailSent } from './mail-sent.tsx';
import { NewPasswordInputs } from './new-password-inputs.tsx';

export const meta: MetaFunction = () => [{ title: '注册账号 · 数衡 Shuheng' }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const back = localAddress(new URL(request.url).searchParams.get('back'), '');
  return { back, isDemo: context.ports.site.isDemo };
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const form = await readForm(incoming, RegistrationSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['register-address', context.address]], form.values);
  if (stop) return stop;
  const result = await registerAccount(context.ports, context.clock.moment(), {
    ...form.value,
    back: localAddress(form.value.back, ''),
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return { sent: true };
}

export default function Register() {
  const t = useText();
  const { back, isDemo } = useLoaderData<typeof loader>();
  const data = useActionData<typeof action>();
  const answer = refusedIn(data);
  const field = postedFields(answer, t);
  if (data && 'sent' in data)
    return <MailSent text={t(w.sentRegister)} again="/verify-email" isDemo={isDemo} />;
  return (
    <NarrowPage title={t(w.registerTitle)} lead={t(w.registerLead)}>
      <ErrorSummary
        refused={answer}
        labels={{
          name: t(w.name),
          email: t(w.email),
          mobile: t(w.mobile),
          password: t(w.newPassword),
          passwordAgain: t(w.passwordAgain),
        }}
      />
      <PostForm className="sh-card">
        <input type="hidden" name="back" value={back} />
        <TextInput
          {...field('name')}
          label={t(w.name)}
          description={t(w.nameHelp)}
          autoComplete="name"
          required
          mb="md"
        />
        <TextInput
          {...field('email')}
          type="email"
          label={t(w.email)}
          description={t(w.emailHelp)}
          autoComplete="email"
          required
          mb="md"
        />
        <TextInput
          {...field('mobile')}
          type="tel"
          label={t(w.mobile)}
          description={t(w.mobileHelp)}
          autoComplete="tel"
          mb="md"
        />
        <NewPasswordInputs field={field} label={w.newPassword} />
        <AcknowledgeBox about="own" field={field('acknowledged')} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.registerSubmit)}</Button>
          <span>
            {t(w.haveAccount)}{' '}
            <Link to={back ? `/sign-in?back=${encodeURIComponent(back)}` : '/sign-in'}>{t(w.signIn)}</Link>
          </span>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
