import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isId } from '#db/identifier.ts';
import { listOpenInvitations } from '#db/queries/invitation.read.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { ROLES, rolesOf } from '../../domain/organisation/organisation.ts';
import { regionName } from '../../domain/organisation/region.ts';
import { RegulatorInvitationSchema } from '../../domain/organisation/regulator-house.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { operatorWords as w } from '../../i18n/operator.ts';
import { inviteRegulator } from '../../services/operator/invite-regulator.server.ts';

export const meta: MetaFunction = () => [{ title: '主管部门人员 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  const id = incoming.params.id ?? '';
  if (!isId(id)) throw refusalResponse(refuse('not_found').refusal);
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const house = await getOrganisation(trx, id);
    if (house?.kind !== 'regulator') throw refusalResponse(refuse('not_found').refusal);
    return {
      house: { id: house.id, name: house.name, regionCode: house.regionCode },
      members: await listMembers(trx, id),
      invitations: await listOpenInvitations(trx, id, 'regulator'),
    };
  });
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireOperator(incoming);
  const form = await readForm(incoming, RegulatorInvitationSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    inviteRegulator(incoming.context.ports, visit.actor, visit.moment, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/operator/regulators/${form.value.organisation}`, w.invited, {
    isSecure: incoming.context.isSecure,
  });
}

export default function Regulator() {
  const t = useText();
  const { house, members, invitations } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      <PageHeader
        title={house.name}
        lead={
          <>
            {t(regionName(house.regionCode))} · <Link to="/operator/regulators">{t(w.back)}</Link>
          </>
        }
      />
      <div className="sh-two">
        <div style={{ display: 'grid', gap: 16 }}>
          <section className="sh-card">
            <Title order={2} mb="sm">
              {t(w.people)}
            </Title>
            {members.length === 0 && <p className="sh-muted">{t(w.noPeople)}</p>}
            {members.map((member) => (
              <div
                key={member.id}
                style={{
                  borderTop: '1px solid #d9dee3',
                  padding: '8px 0',
                  display: 'flex',
                  gap: 12,
                  flexWrap: 'wrap',
                }}
              >
                <span style={{ flex: '1 1 240px' }}>
                  <strong>{member.name}</strong> {member.emailMask} · {t(ROLES[member.role].name)}
                </span>
                <details>
                  <summary>
                    {t(w.end)} {member.name}
                  </summary>
                  <p className="sh-muted">{t(w.endConsequence)}</p>
                  <PostForm action={`/operator/regulators/${house.id}/end`}>
                    <input type="hidden" name="member" value={member.id} />
                    <Button type="submit" color="red" size="compact-sm">
                      {t(w.endConfirm)}
                    </Button>
                  </PostForm>
                </details>
              </div>
            ))}
          </section>
          {invitations.length > 0 && (
            <section className="sh-card">
              <Title order={2} mb="sm">
                {t(w.openInvitations)}
              </Title>
              <ul style={{ margin: 0, paddingLeft: 20 }}>
                {invitations.map((one) => (
                  <li key={one.id}>
                    {one.emailMask} · {t(ROLES[one.role].name)}{' '}
                    <span className="sh-muted">{t(instantText(one.createdAt))}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div>
          <ErrorSummary refused={answer} labels={{ email: t(w.email), role: t(w.role) }} />
          <PostForm className="sh-card">
            <Title order={2} mb="sm">
              {t(w.inviteTitle)}
            </Title>
            <input type="hidden" name="organisation" value={house.id} />
            <TextInput
              {...field('email')}
              type="email"
              label={t(w.email)}
              required
              mb="md"
              autoComplete="off"
            />
            <NativeSelect
              {...field('role', 'reviewer')}
              label={t(w.role)}
              data={rolesOf('regulator').map((role) => ({ value: role, label: t(ROLES[role].name) }))}
              required
              mb="md"
            />
            <Button type="submit">{t(w.invite)}</Button>
          </PostForm>
        </div>
      </div>
    </>
  );
}
