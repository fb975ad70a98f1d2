import '../../components/filing/filing.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { can } from '#app/domain/organisation/organisation.ts';
import { timeliness } from '#app/domain/filing/deadline.ts';
import { FILING_KINDS } from '#app/domain/filing/option.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { listFilings } from '#db/queries/filing.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { requireEnterprise } from '../../http/scope.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '首席数据官备案 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const { scope, moment } = visit;
  const isVoluntary = new URL(incoming.request.url).searchParams.get('tab') === 'voluntary';
  const filings = await incoming.context.ports.db.transaction(scope, (trx) =>
    listFilings(trx, scope.organisationId, isVoluntary),
  );
  const calendar = await incoming.context.calendar();
  return {
    isVoluntary,
    mayBegin: can(scope.role, 'edit'),
    filings: filings.map((filing) => ({
      id: filing.id,
      kind: filing.kind,
      cdoName: filing.cdoName,
      serialNo: filing.serialNo,
      dueOn: filing.dueOn,
      isDueProvisional: filing.isDueProvisional,
      updatedAt: filing.updatedAt,
      state: displayState(filing.status, filing.stage),
      due: timeliness({
        dueOn: filing.dueOn,
        firstSubmittedOn: filing.firstSubmittedOn,
        paperConfirmedOn: filing.paperConfirmedOn,
        today: moment.today,
        calendar,
        voluntary: filing.isVoluntary,
      }),
    })),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['filings'][number];

function FilingRow({ filing }: { filing: Row }) {
  const t = useText();
  return (
    <tr>
      <td data-label={t(w.colKind)}>
        <Link to={`/filings/${filing.id}`}>{t(FILING_KINDS[filing.kind])}</Link>
      </td>
      <td data-label={t(w.colState)}>
        <Sign tone={filing.state.tone}>{t(filing.state.label)}</Sign>
      </td>
      <td data-label={t(w.colSerial)}>{filing.serialNo ?? t(w.none)}</td>
      <td data-label={t(w.colCdo)}>{filing.cdoName || t(w.none)}</td>
      <td data-label={t(w.colDue)}>
        {filing.dueOn ? (
          <>
            {filing.dueOn} <Sign tone={filing.due.tone}>{t(filing.due.words)}</Sign>
            {filing.isDueProvisional && (
              <Sign tone="grey" dashed>
                {t(w.provisional)}
              </Sign>
            )}
          </>
        ) : (
          t(w.none)
        )}
      </td>
      <td data-label={t(w.colUpdated)}>{t(instantText(filing.updatedAt))}</td>
    </tr>
  );
}

export default function FilingList() {
  const t = useText();
  const { filings, isVoluntary, mayBegin } = useLoaderData<typeof loader>();
  const begin = mayBegin ? (
    <Button component={Link} to="/filings/new">
      {t(w.newFiling)}
    </Button>
  ) : null;
  const tabs = [
    { to: '/filings', label: w.tabRequired, isHere: !isVoluntary },
    { to: '/filings?tab=voluntary', label: w.tabVoluntary, isHere: isVoluntary },
  ];
  const columns = [w.colKind, w.colState, w.colSerial, w.colCdo, w.colDue, w.colUpdated];
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} actions={filings.length > 0 ? begin : null} />
      <nav className="sh-tabs" aria-label={t(w.title)}>
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} aria-current={tab.isHere ? 'page' : undefined}>
            {t(tab.label)}
          </Link>
        ))}
      </nav>
      {isVoluntary && filings.length > 0 && (
        <p className="sh-muted">
          <Tag>{t(w.voluntary)}</Tag> {t(w.emptyVoluntaryText)}
        </p>
      )}
      {filings.length === 0 ? (
        <EmptyState title={t(isVoluntary ? w.emptyVoluntary : w.emptyTitle)} action={begin}>
          <p>{t(isVoluntary ? w.emptyVoluntaryText : w.emptyText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.en} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {filings.map((filing) => (
                <FilingRow key={filing.id} filing={filing} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
