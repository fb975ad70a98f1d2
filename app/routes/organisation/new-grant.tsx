import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { addDays } from '../../domain/calendar/plain-date.ts';
import {
  GRANT_DAYS_MAX,
  GRANT_PURPOSES,
  GRANT_RIGHTS,
  GrantSchema,
} from '../../domain/organisation/grant.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { giveGrant } from '../../services/grant/give-grant.server.ts';
import { optionsOf } from './select-options.ts';

export const meta: MetaFunction = () => [{ title: '新增授权 · 数衡 Shuheng' }];

/** The term that the form proposes, in days. */
const PROPOSED_DAYS = 90;

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageGrants');
  const { today } = visit.moment;
  return { today, latest: addDays(today, GRANT_DAYS_MAX), proposed: addDays(today, PROPOSED_DAYS) };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageGrants');
  const form = await readForm(incoming, GrantSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await giveGrant(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    organisationId: visit.scope.organisationId,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/grants', w.granted, { isSecure: incoming.context.isSecure });
}

export default function NewGrant() {
  const t = useText();
  const { today, latest, proposed } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.grantNew)} lead={t(w.grantsLead)}>
      <ErrorSummary
        refused={answer}
        labels={{
          uscc: t(w.consultancyUscc),
          purpose: t(w.purpose),
          rights: t(w.rights),
          expiresOn: t(w.expiresOn),
        }}
      />
      <PostForm className="sh-card">
        <TextInput {...field('uscc')} label={t(w.consultancyUscc)} required mb="md" autoComplete="off" />
        <NativeSelect
          {...field('purpose', 'help')}
          label={t(w.purpose)}
          data={optionsOf(GRANT_PURPOSES, t)}
          required
          mb="md"
        />
        <NativeSelect
          {...field('rights', 'read')}
          label={t(w.rights)}
          data={optionsOf(GRANT_RIGHTS, t)}
          required
          mb="md"
        />
        <TextInput
          {...field('expiresOn', proposed)}
          type="date"
          min={today}
          max={latest}
          label={t(w.expiresOn)}
          description={t(w.expiresHelp)}
          required
          mb="md"
          style={{ maxWidth: 240 }}
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.grantSubmit)}</Button>
          <Link to="/grants">{t(w.backToGrants)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
