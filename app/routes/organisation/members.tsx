import { Button, NativeSelect, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOpenRequests, type AccessRequest } from '#db/queries/access-request.read.ts';
import { listOpenInvitations, type OpenInvitation } from '#db/queries/invitation.read.ts';
import { listMembers, type Member } from '#db/queries/membership.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { can, ROLES, rolesOf, type OrganisationKind } from '../../domain/organisation/organisation.ts';
import { requireMembership } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';

export const meta: MetaFunction = () => [{ title: '成员 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireMembership(incoming);
  const { organisationId, organisationKind: kind, role } = visit.acting;
  const canManage = visit.scope.kind === 'member' && can(role, 'manageMembers');
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    kind,
    canManage,
    accountId: visit.session.accountId,
    now: visit.moment.now,
    members: await listMembers(trx, organisationId),
    invitations: canManage ? await listOpenInvitations(trx, organisationId, 'colleague') : [],
    requests: canManage ? await listOpenRequests(trx, organisationId, 'join') : [],
  }));
}

function RoleForm({ member, kind }: { member: Member; kind: OrganisationKind }) {
  const t = useText();
  return (
    <details>
      <summary>{t(w.changeRole)}</summary>
      <PostForm action="/members/role" style={{ display: 'flex', gap: 8, marginTop: 8, flexWrap: 'wrap' }}>
        <input type="hidden" name="member" value={member.id} />
        <NativeSelect
          name="role"
          aria-label={`${t(w.role)}：${member.name}`}
          defaultValue={member.role}
          data={rolesOf(kind).map((role) => ({ value: role, label: t(ROLES[role].name) }))}
        />
        <Button type="submit" variant="default">
          {t(w.roleSave)}
        </Button>
      </PostForm>
    </details>
  );
}

function MemberTable({
  rows,
  kind,
  canManage,
  me,
}: {
  rows: readonly Member[];
  kind: OrganisationKind;
  canManage: boolean;
  me: string;
}) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.person)}</th>
            <th>{t(w.email)}</th>
            <th>{t(w.role)}</th>
            <th>{t(w.since)}</th>
            {canManage && <th>{t(w.action)}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((member) => (
            <tr key={member.id}>
              <td data-label={t(w.person)}>
                {member.name} {member.accountId === me && <Tag>{t(w.you)}</Tag>}
              </td>
              <td data-label={t(w.email)}>{member.emailMask}</td>
              <td data-label={t(w.role)}>{t(ROLES[member.role].name)}</td>
              <td data-label={t(w.since)}>{t(instantText(member.createdAt))}</td>
              {canManage && (
                <td data-label={t(w.action)}>
                  <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'flex-start' }}>
                    {rolesOf(kind).length > 1 && <RoleForm member={member} kind={kind} />}
                    <Link to={`/members/${member.id}/end`} aria-label={`${t(w.end)} ${member.name}`}>
                      {t(w.end)}
                    </Link>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Invitations({ rows, now }: { rows: readonly OpenInvitation[]; now: string }) {
  const t = useText();
  return (
    <section className="sh-card">
      <Title order={2} mb="sm">
        {t(w.invitations)}
      </Title>
      {rows.length === 0 && <p className="sh-muted">{t(w.invitationsEmpty)}</p>}
      {rows.map((row) => (
        <div
          key={row.id}
          style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center', padding: '6px 0' }}
        >
          <span style={{ flex: '1 1 220px' }}>
            {row.emailMask} · {t(ROLES[row.role].name)}
            <span className="sh-muted">
              {' '}
              {t(w.invitedBy)} {row.createdByName} ·{' '}
              {row.expiresAt > now ? `${t(w.validUntil)} ${t(instantText(row.expiresAt))}` : t(w.over)}
            </span>
          </span>
          <PostForm action="/members/invitations/revoke">
            <input type="hidden" name="id" value={row.id} />
            <Button
              type="submit"
              variant="default"
              size="compact-sm"
              aria-label={`${t(w.revokeInvitation)} ${row.emailMask}`}
            >
              {t(w.revokeInvitation)}
            </Button>
          </PostForm>
        </div>
      ))}
    </section>
  );
}

function Requests({ rows, kind }: { rows: readonly AccessRequest[]; kind: OrganisationKind }) {
  const t = useText();
  return (
    <section className="sh-card">
      <Title order={2} mb="sm">
        {t(w.requests)}
      </Title>
      {rows.length === 0 && <p className="sh-muted">{t(w.requestsEmpty)}</p>}
      {rows.map((row) => (
        <div key={row.id} style={{ borderTop: '1px solid #d9dee3', padding: '10px 0' }}>
          <div>
            <strong>{row.accountName}</strong> {row.emailMask}{' '}
            <span className="sh-muted">
              {t(w.askedAt)} {t(instantText(row.createdAt))}
            </span>
          </div>
          <p style={{ margin: '4px 0', whiteSpace: 'pre-wrap' }}>{row.message}</p>
          <PostForm
            action="/members/requests/decide"
            style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}
          >
            <input type="hidden" name="request" value={row.id} />
            <NativeSelect
              name="role"
              aria-label={`${t(w.role)}：${row.accountName}`}
              defaultValue={kind === 'enterprise' ? 'viewer' : 'consultant'}
              data={rolesOf(kind).map((role) => ({ value: role, label: t(ROLES[role].name) }))}
            />
            <Button type="submit" name="decision" value="accepted" variant="default">
              {t(w.letIn)}
            </Button>
            <Button type="submit" name="decision" value="refused" variant="default" color="red">
              {t(w.refuse)}
            </Button>
          </PostForm>
        </div>
      ))}
    </section>
  );
}

export default function Members() {
  const t = useText();
  const { members, invitations, requests, canManage, kind, accountId, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(w.membersTitle)}
        lead={t(w.membersLead)}
        actions={
          canManage && (
            <Button component={Link} to="/members/invite">
              {t(w.invite)}
            </Button>
          )
        }
      />
      <div style={{ display: 'grid', gap: 16 }}>
        {requests.length > 0 && <Requests rows={requests} kind={kind} />}
        <MemberTable rows={members} kind={kind} canManage={canManage} me={accountId} />
        {canManage && <Invitations rows={invitations} now={now} />}
        {canManage && requests.length === 0 && <Requests rows={requests} kind={kind} />}
      </div>
    </>
  );
}
