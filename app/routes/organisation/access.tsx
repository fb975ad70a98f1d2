import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { AccessRequestSchema } from '../../domain/organisation/membership.ts';
import { accountActor, limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireSettledAccount } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { requestAccess } from '../../services/organisation/request-access.server.ts';

export const meta: MetaFunction = () => [{ title: '申请加入或收回单位 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireSettledAccount(incoming);
  return { uscc: new URL(incoming.request.url).searchParams.get('uscc') ?? '' };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireSettledAccount(incoming);
  const form = await readForm(incoming, AccessRequestSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['mail-account', visit.session.accountId]], form.values);
  if (stop) return stop;
  const result = await requestAccess(incoming.context.ports, accountActor(visit), visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/account/organisations', w.asked, { isSecure: incoming.context.isSecure });
}

export default function Access() {
  const t = useText();
  const { uscc } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const kind = field('kind', 'join').defaultValue;
  return (
    <NarrowPage title={t(w.accessTitle)} lead={t(w.takenText)}>
      <ErrorSummary refused={answer} labels={{ uscc: t(w.uscc), message: t(w.reason) }} />
      <PostForm className="sh-card">
        <TextInput {...field('uscc', uscc)} label={t(w.uscc)} required mb="md" autoComplete="off" />
        <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
          <legend style={{ fontWeight: 500, padding: 0, marginBottom: 8 }}>{t(w.accessKind)}</legend>
          <Radio name="kind" value="join" defaultChecked={kind === 'join'} label={t(w.join)} mb="xs" />
          <Radio name="kind" value="reclaim" defaultChecked={kind === 'reclaim'} label={t(w.reclaim)} />
        </fieldset>
        <Textarea
          {...field('message')}
          label={t(w.reason)}
          description={t(w.reasonHelp)}
          rows={4}
          required
          mb="md"
        />
        <Button type="submit">{t(w.askSubmit)}</Button>
      </PostForm>
    </NarrowPage>
  );
}
