import '../../components/list/list.css';
import './register.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import { CDO_PROGRAMME } from '../../domain/filing/guideline.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { overviewWords as w } from '../../i18n/register.ts';
import { asAtOf } from '../plan/load-plan.server.ts';
import { FilingPart } from './overview-filing.tsx';
import { CertificatePart, MaturityPart, PlanPart } from './overview-maturity.tsx';
import {
  certificateOverview,
  filingOverview,
  maturityOverview,
  planOverview,
} from './overview-view.server.ts';

export const meta: MetaFunction = () => [{ title: '总览 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const { today } = moment;
  const { asAt, asAtRefusal } = asAtOf(incoming.request, today, today);
  const isFilingDuty = scope.programmeId === CDO_PROGRAMME;
  return incoming.context.ports.db.transaction(scope, async (trx) => ({
    asAt,
    asAtRefusal,
    today,
    at: asAt === today ? '' : `?at=${asAt}`,
    mayImport: can(acting.role, 'importRoster'),
    filing: isFilingDuty ? await filingOverview(trx, scope, asAt) : null,
    maturity: await maturityOverview(trx, scope, asAt),
    certificates: await certificateOverview(trx, scope, asAt),
    plans: await planOverview(trx, scope, asAt, today),
  }));
}

/** What the overview shows. */
export type OverviewPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Overview() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  return (
    <div className="sh-overview">
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          page.filing && (
            <Button component={Link} to={`/cdo-register${page.at}`} variant="default" className="sh-no-print">
              {t(w.register)}
            </Button>
          )
        }
      />
      <AsAtBar asAt={page.asAt} today={page.today} refusal={page.asAtRefusal} />
      {page.filing && <FilingPart filing={page.filing} at={page.at} mayImport={page.mayImport} />}
      {page.plans.length > 0 && <PlanPart plans={page.plans} />}
      <MaturityPart tables={page.maturity} />
      <CertificatePart certificates={page.certificates} />
    </div>
  );
}
