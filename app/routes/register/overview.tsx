import '../../components/list/list.css';
import './register.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { overviewWords as w, registerWords } from '../../i18n/register.ts';
import { asAtOf } from '../plan/load-plan.server.ts';
import { FilingPart } from './overview-filing.tsx';
import { CertificatePart, MaturityPart, PlanPart } from './overview-maturity.tsx';
import { overviewFacts } from './overview-view.server.ts';

export const meta: MetaFunction = () => [{ title: '总览 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const { today } = moment;
  const { asAt, asAtRefusal } = asAtOf(incoming.request, today, today);
  return incoming.context.ports.db.transaction(scope, async (trx) => ({
    asAt,
    asAtRefusal,
    today,
    at: asAt === today ? '' : `?at=${asAt}`,
    mayImport: can(acting.role, 'importRoster'),
    mayExport: can(acting.role, 'exportRegister'),
    ...(await overviewFacts(trx, scope, asAt, today)),
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
          <>
            {page.mayExport && (
              <Button
                component="a"
                href={`/overview/export${page.at}`}
                variant="default"
                className="sh-no-print"
              >
                {t(registerWords.exportXlsx)}
              </Button>
            )}
            {page.filing && (
              <Button
                component={Link}
                to={`/cdo-register${page.at}`}
                variant="default"
                className="sh-no-print"
              >
                {t(w.register)}
              </Button>
            )}
          </>
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
