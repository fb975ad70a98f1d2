import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listGrantsOfClient } from '#db/queries/grant.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { GRANT_PURPOSES, GRANT_RIGHTS, grantState } from '../../domain/organisation/grant.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';

export const meta: MetaFunction = () => [{ title: '咨询授权 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const grants = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listGrantsOfClient(trx, visit.scope.organisationId),
  );
  return {
    canManage: can(visit.acting.role, 'manageGrants'),
    grants: grants.map((grant) => ({ ...grant, state: grantState(grant, visit.moment.today) })),
  };
}

const TONES = { alive: 'green', expired: 'grey', revoked: 'grey' } as const;

export default function Grants() {
  const t = useText();
  const { grants, canManage } = useLoaderData<typeof loader>();
  const add = canManage && (
    <Button component={Link} to="/grants/new">
      {t(w.grantNew)}
    </Button>
  );
  return (
    <>
      <PageHeader title={t(w.grantsTitle)} lead={t(w.grantsLead)} actions={grants.length > 0 && add} />
      {grants.length === 0 ? (
        <EmptyState title={t(w.grantsEmpty)} action={add}>
          <p>{t(w.grantsEmptyText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th>{t(w.consultancyName)}</th>
                <th>{t(w.purpose)}</th>
                <th>{t(w.rights)}</th>
                <th>{t(w.expiresOn)}</th>
                <th>{t(w.givenBy)}</th>
                <th>{t(w.grantState)}</th>
                {canManage && <th>{t(w.action)}</th>}
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <tr key={grant.id}>
                  <td data-label={t(w.consultancyName)}>{grant.consultancyName}</td>
                  <td data-label={t(w.purpose)}>{t(GRANT_PURPOSES[grant.purpose])}</td>
                  <td data-label={t(w.rights)}>{t(GRANT_RIGHTS[grant.rights])}</td>
                  <td data-label={t(w.expiresOn)}>{grant.expiresOn}</td>
                  <td data-label={t(w.givenBy)}>{grant.createdByName}</td>
                  <td data-label={t(w.grantState)}>
                    <Sign tone={TONES[grant.state]}>{t(w.grantStates[grant.state])}</Sign>
                  </td>
                  {canManage && (
                    <td data-label={t(w.action)}>
                      {grant.state === 'alive' ? (
                        <Link
                          to={`/grants/${grant.id}/revoke`}
                          aria-label={`${t(w.revoke)} ${grant.consultancyName}`}
                        >
                          {t(w.revoke)}
                        </Link>
                      ) : (
                        '—'
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
