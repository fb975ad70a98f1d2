import '../../components/list/list.css';
import './roster.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countRoster, listRoster, type RosterEntry } from '#db/queries/roster.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { displayState, type Tone } from '../../domain/filing/state.ts';
import { can } from '../../domain/organisation/organisation.ts';
import {
  regionContains,
  regionShortName,
  SHANDONG_CITIES,
  SHANGHAI_DISTRICTS,
} from '../../domain/organisation/region.ts';
import { RosterFilterSchema, rosterSearch } from '../../domain/roster/roster-filter.ts';
import type { Words } from '../../domain/words.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import { RosterFigures, RosterFilters } from './roster-filters.tsx';
import { RosterTable } from './roster-table.tsx';

export const meta: MetaFunction = () => [{ title: '持证企业名录 · 数衡 Shuheng' }];

/** Where a licence holder stands, as one sign. */
function filingSign(entry: RosterEntry): { words: Words; tone: Tone } {
  if (entry.isRecorded) return { words: w.recorded, tone: 'green' };
  if (entry.openStatus === null) return { words: w.missing, tone: 'grey' };
  const { label, tone } = displayState(entry.openStatus, 'to_seal');
  return { words: label, tone };
}

function owedSign(owedOn: PlainDate | null, today: PlainDate) {
  if (owedOn === null) return null;
  return owedOn < today
    ? { words: w.overdue, tone: 'red' as const, on: owedOn }
    : { words: w.owed, tone: 'amber' as const, on: owedOn };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const filter = readSearch(incoming.request, RosterFilterSchema);
  const { today } = moment;
  const { page, counts } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    page: await listRoster(trx, scope, filter, today),
    counts: await countRoster(trx, scope, today),
  }));
  return {
    filter,
    counts,
    mayImport: can(acting.role, 'importRoster'),
    mayInvite: can(acting.role, 'inviteEnterprise'),
    regions: Object.entries({ ...SHANGHAI_DISTRICTS, ...SHANDONG_CITIES })
      .filter(([code]) => code !== scope.regionCode && regionContains(scope.regionCode, code))
      .map(([code, name]) => ({ code, name })),
    next: page.next === null ? null : `/roster${rosterSearch(filter, { after: page.next })}`,
    rows: page.rows.map((entry) => ({
      id: entry.id,
      name: entry.name,
      uscc: entry.uscc,
      licenceNumber: entry.licenceNumber,
      businessCodes: entry.businessCodes,
      regionName: regionShortName(entry.regionCode),
      contactMask: entry.contactMask,
      lastUrgedAt: entry.lastUrgedAt,
      enterpriseId: entry.enterpriseId,
      filing: filingSign(entry),
      owed: owedSign(entry.owedOn, today),
    })),
  };
}

/** What the roster's page shows. */
export type RosterPage = ReturnType<typeof useLoaderData<typeof loader>>;

function ImportButtons({ variant }: { variant: 'filled' | 'default' }) {
  const t = useText();
  return (
    <>
      <Button component="a" href="/roster/template" variant="default">
        {t(w.template)}
      </Button>
      <Button component={Link} to="/roster/import" variant={variant}>
        {t(w.import)}
      </Button>
    </>
  );
}

export default function Roster() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isEmpty = page.counts.all === 0;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={page.mayImport && !isEmpty && <ImportButtons variant="filled" />}
      />
      {isEmpty ? (
        <EmptyState
          title={t(w.emptyTitle)}
          action={
            page.mayImport && (
              <span className="sh-batch-part" style={{ gap: 8 }}>
                <ImportButtons variant="filled" />
              </span>
            )
          }
        >
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <>
          <RosterFigures page={page} />
          <RosterFilters page={page} />
          {page.rows.length === 0 ? (
            <EmptyState
              title={t(w.emptyFiltered)}
              action={
                <Button component={Link} to="/roster" variant="default">
                  {t(w.clear)}
                </Button>
              }
            >
              <p>{t(w.emptyFilteredText)}</p>
            </EmptyState>
          ) : (
            <RosterTable page={page} />
          )}
        </>
      )}
    </>
  );
}
