import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { ProfileSchema } from '../../domain/account/registration.ts';
import { accountActor, limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { accountWords as w } from '../../i18n/account.ts';
import { useText } from '../../i18n/language.tsx';
import { editProfile } from '../../services/account/edit-profile.server.ts';
import { CurrentPasswordInput } from './current-password-input.tsx';

export const meta: MetaFunction = () => [{ title: '个人资料 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const { db, sealer } = incoming.context.ports;
  const { accountId } = visit.session;
  const account = await db.transaction(visit.scope, (trx) => getOwnAccount(trx, accountId));
  const cipher = account?.mobileCipher;
  return {
    name: account?.name ?? '',
    mobile: cipher ? sealer.open('account.mobile', cipher, accountId) : '',
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const form = await readForm(incoming, ProfileSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { context } = incoming;
  const { accountId } = visit.session;
  // A name alone asks for no password and may be saved as often as one likes; what could be a guess is counted.
  const takes = form.value.currentPassword === '' ? [] : [['sign-in-account', accountId] as const];
  const stop = await limited(incoming, takes, form.values);
  if (stop) return stop;
  const result = await editProfile(context.ports, accountActor(visit), visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  if (result.value.passwordShown) await context.limiter.reset('sign-in-account', accountId);
  return redirectWith('/account', w.profileSaved, { isSecure: context.isSecure });
}

export default function Profile() {
  const t = useText();
  const { name, mobile } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.profile)} lead={t(w.profileNote)}>
      <ErrorSummary
        refused={answer}
        labels={{ name: t(w.name), mobile: t(w.mobile), currentPassword: t(w.currentPassword) }}
      />
      <PostForm className="sh-card">
        <TextInput {...field('name', name)} label={t(w.name)} autoComplete="name" required mb="md" />
        <TextInput
          {...field('mobile', mobile)}
          type="tel"
          label={t(w.mobile)}
          description={t(w.mobileHelp)}
          autoComplete="tel"
          mb="md"
        />
        <CurrentPasswordInput field={field} help={w.profilePasswordHelp} required={false} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.saveProfile)}</Button>
          <Link to="/account">{t(w.backToAccount)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
