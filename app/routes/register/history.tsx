import '../../components/list/list.css';
import './register.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listChanges } from '#db/queries/change.read.ts';
import {
  listCertificatesOfEnterprise,
  listDesignationsOfEnterprise,
  listReturnsOfEnterprise,
  listVersionsOfEnterprise,
} from '#db/queries/register.read.ts';
import { getEnterprise, listFilingsOfEnterprise } from '#db/queries/review.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { registerWords as w } from '../../i18n/register.ts';
import { Changes, Certificates, Designations, Filings, Returns } from './history-sections.tsx';
import { certificateHistory, changeHistory, filingHistory, returnHistory } from './history-view.server.ts';

export const meta: MetaFunction = () => [{ title: '企业备案历史 · 数衡 Shuheng' }];

/** No enterprise has more changes than that; the page shows them all. */
const MOST = 500;

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment } = await requireRegulator(incoming);
  const { today } = moment;
  const id = incoming.params.organisationId ?? '';
  const calendar = await incoming.context.calendar();
  const read = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const enterprise = await getEnterprise(trx, scope, id);
    if (!enterprise) throw refusalResponse(refuse('not_found').refusal);
    const whole = { filter: 'all', today, soonUntil: today, after: null, limit: MOST } as const;
    return {
      enterprise,
      filings: await listFilingsOfEnterprise(trx, scope, id),
      versions: await listVersionsOfEnterprise(trx, scope, id),
      changes: await listChanges(trx, { organisationId: id }, whole),
      returns: await listReturnsOfEnterprise(trx, id),
      designations: await listDesignationsOfEnterprise(trx, scope, id),
      certificates: await listCertificatesOfEnterprise(trx, scope, id),
    };
  });
  const { enterprise, filings } = read;
  return {
    enterprise: {
      id: enterprise.id,
      name: enterprise.name,
      uscc: enterprise.uscc,
      licenceNumbers: enterprise.licenceNumbers,
      isDemo: enterprise.isDemo,
      regionName: regionName(enterprise.regionCode),
    },
    isOnRecord: filings.some(({ status }) => status === 'on_record'),
    filings: filings.map((filing) => filingHistory(filing, read.versions, today, calendar)),
    changes: read.changes.map((change) => changeHistory(change, today, calendar)),
    returns: read.returns.map((event) => returnHistory(event, filings)),
    designations: read.designations,
    certificates: read.certificates.map((certificate) => certificateHistory(certificate, today)),
  };
}

/** What the history's page shows. */
export type HistoryPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function RegisterHistory() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { enterprise } = page;
  return (
    <>
      <p className="sh-crumbs sh-no-print">
        <Link to="/cdo-register">{t(w.back)}</Link>
      </p>
      <PageHeader
        title={enterprise.name}
        signs={
          <>
            {page.isOnRecord ? (
              <Sign tone="green">{t(w.standing)}</Sign>
            ) : (
              <Sign tone="grey">{t(w.standingNone)}</Sign>
            )}
            {enterprise.isDemo && <Tag>{t(w.sampleData)}</Tag>}
          </>
        }
        lead={
          <>
            {t(w.historyOf)} · {enterprise.uscc ?? '–'} · {t(enterprise.regionName)}
            {enterprise.licenceNumbers && ` · ${enterprise.licenceNumbers}`}
          </>
        }
        actions={
          <Button component={Link} to={`/enterprises/${enterprise.id}`} variant="default">
            {t(w.enterprisePage)}
          </Button>
        }
      />
      <Filings page={page} />
      <Changes page={page} />
      <Returns page={page} />
      <Designations page={page} />
      <Certificates page={page} />
    </>
  );
}
