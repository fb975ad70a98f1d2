import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listChanges, type ChangeCursor } from '#db/queries/change.read.ts';
import { z } from 'zod';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { isPlainDate } from '../../domain/calendar/plain-date.ts';
import { soonDate } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { readSearch } from '../../http/form.server.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';
import { changeState } from './change-state.ts';
import { requireChangeHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '变更报告 · 数衡 Shuheng' }];

const PAGE = 30;
const FILTERS = ['open', 'soon', 'overdue', 'all'] as const;

const Search = z.object({
  filter: z.enum(FILTERS).catch('open'),
  after: z.string().catch(''),
});

/** `2026-11-27.<id>`, as the link to the next page has it. */
function cursorOf(text: string): ChangeCursor | null {
  const dueOn = text.slice(0, 10);
  const id = text.slice(11);
  return isPlainDate(dueOn) && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? { dueOn, id }
    : null;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, house, side, mayReport } = await requireChangeHouse(incoming);
  const search = readSearch(incoming.request, Search);
  const { today } = visit.moment;
  const after = cursorOf(search.after);
  const calendar = await incoming.context.calendar();
  const soonUntil = soonDate(today, calendar);
  const rows = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listChanges(trx, house, { filter: search.filter, today, soonUntil, after, limit: PAGE }),
  );
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    side,
    mayReport,
    filter: search.filter,
    isLater: after !== null,
    next: last ? `${last.dueOn}.${last.id}` : null,
    changes: shown.map((change) => ({
      id: change.id,
      enterpriseName: change.enterpriseName,
      kind: change.kind,
      happenedOn: change.happenedOn,
      reportedOn: change.reportedOn,
      dueOn: change.dueOn,
      isProvisional: change.isProvisional && change.closedAt === null,
      isVoluntary: change.isVoluntary,
      isExOfficio: change.openedBySide === 'regulator',
      state: changeState(change, today, calendar),
    })),
  };
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>['changes'][number];

function Row({ change, side }: { change: Listed; side: 'enterprise' | 'regulator' }) {
  const t = useText();
  return (
    <tr>
      {side === 'regulator' && <td data-label={t(w.enterprise)}>{change.enterpriseName}</td>}
      <td data-label={t(w.kind)}>
        <Link to={`/changes/${change.id}`}>{t(CHANGE_KINDS[change.kind])}</Link>{' '}
        {change.isExOfficio && <Tag>{t(w.exOfficio)}</Tag>}{' '}
        {change.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
      </td>
      <td data-label={t(w.happenedOn)}>{change.happenedOn}</td>
      <td data-label={t(w.reportedOn)}>{change.reportedOn}</td>
      <td data-label={t(w.due)}>
        {change.dueOn}{' '}
        {change.isProvisional && (
          <Sign tone="grey" dashed>
            {t(w.provisional)}
          </Sign>
        )}
      </td>
      <td data-label={t(w.state)}>
        <Sign tone={change.state.tone}>{t(change.state.words)}</Sign>
      </td>
    </tr>
  );
}

function Filters({ filter }: { filter: (typeof FILTERS)[number] }) {
  const t = useText();
  return (
    <nav
      aria-label={t(w.filterLabel)}
      style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}
    >
      {FILTERS.map((name) => (
        <Button
          key={name}
          component={Link}
          to={`/changes?filter=${name}`}
          size="compact-md"
          variant={name === filter ? 'light' : 'default'}
          aria-current={name === filter ? 'true' : undefined}
        >
          {t(w[name])}
        </Button>
      ))}
    </nav>
  );
}

export default function Changes() {
  const t = useText();
  const { side, mayReport, filter, changes, next, isLater } = useLoaderData<typeof loader>();
  const canReport = side === 'enterprise' && mayReport;
  const button = canReport ? (
    <Button component={Link} to="/changes/new">
      {t(w.report)}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(side === 'regulator' ? w.leadRegulator : w.lead)} <LawMark id="guideline-refiling" />
          </>
        }
        actions={button}
      />
      <Filters filter={filter} />
      {changes.length === 0 ? (
        <EmptyState title={t(w.none)} action={filter === 'open' ? button : undefined}>
          <p>{t(side === 'regulator' ? w.noneRegulator : w.noneText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                {side === 'regulator' && <th scope="col">{t(w.enterprise)}</th>}
                <th scope="col">{t(w.kind)}</th>
                <th scope="col">{t(w.happenedOn)}</th>
                <th scope="col">{t(w.reportedOn)}</th>
                <th scope="col">{t(w.due)}</th>
                <th scope="col">{t(w.state)}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <Row key={change.id} change={change} side={side} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div style={{ display: 'flex', gap: 16, marginTop: 12 }}>
        {isLater && <Link to={`/changes?filter=${filter}`}>{t(w.first)}</Link>}
        {next && <Link to={`/changes?filter=${filter}&after=${next}`}>{t(w.next)}</Link>}
      </div>
    </>
  );
}
