import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { AcknowledgeBox } from '../../components/form/acknowledge-box.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { ColleagueInvitationSchema } from '../../domain/organisation/membership.ts';
import { ROLES, rolesOf } from '../../domain/organisation/organisation.ts';
import { accountActor, limited } from '../../http/account.server.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { inviteColleague } from '../../services/membership/invite-colleague.server.ts';

export const meta: MetaFunction = () => [{ title: '邀请同事 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  return { kind: visit.acting.organisationKind };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  const form = await readForm(incoming, ColleagueInvitationSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const stop = await limited(incoming, [['mail-address', incoming.context.address]], form.values);
  if (stop) return stop;
  const result = await onceOnly(incoming, form.value, () =>
    inviteColleague(incoming.context.ports, accountActor(visit), visit.moment, {
      email: form.value.email,
      role: form.value.role,
      organisationId: visit.scope.organisationId,
    }),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/members', w.invited, { isSecure: incoming.context.isSecure });
}

export default function InviteColleague() {
  const t = useText();
  const { kind } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.inviteTitle)} lead={t(w.inviteLead)}>
      <ErrorSummary refused={answer} labels={{ email: t(w.email), role: t(w.role) }} />
      <PostForm className="sh-card">
        <TextInput {...field('email')} type="email" label={t(w.email)} required mb="md" autoComplete="off" />
        <NativeSelect
          {...field('role', kind === 'enterprise' ? 'preparer' : 'consultant')}
          label={t(w.role)}
          data={rolesOf(kind).map((role) => ({ value: role, label: t(ROLES[role].name) }))}
          required
          mb="md"
        />
        <AcknowledgeBox about="colleague" field={field('acknowledged')} />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.inviteSubmit)}</Button>
          <Link to="/members">{t(w.backToMembers)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
