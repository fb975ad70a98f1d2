import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { regionName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { ENTRY_STATES, entryState } from '#app/domain/target/entry-filter.ts';
import { IMPORT_COLUMNS } from '#app/domain/target/entry-import.ts';
import { LINE_KINDS } from '#app/domain/target/line.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { type EntryQuery, type EntryRow, listEntries } from '#db/queries/entry.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';

/** Rows read at a time: each batch is a short transaction of its own. */
const BATCH = 500;

interface Exported {
  readonly content: PlanContent;
  readonly query: EntryQuery;
  readonly isDemo: boolean;
}

/** The columns of the import come first, under the same heads: what was exported can be read as it stands. */
function columnsOf({ content, query, isDemo }: Exported): Column<EntryRow>[] {
  const named = new Map<string, string>([
    ...content.targets.map(({ id, indicator }) => [id, indicator.zh] as const),
    ...content.deliverables.map(({ id, text }) => [id, text.zh] as const),
  ]);
  const units = new Map(content.targets.map(({ id, unit }) => [id, unit.zh]));
  const column = (
    header: string,
    width: number,
    value: (row: EntryRow) => string | number | null,
  ): Column<EntryRow> => ({ header, width, value });
  const c = IMPORT_COLUMNS;
  return [
    column(c.target, 10, (row) => row.targetId),
    column(c.kind, 10, (row) => LINE_KINDS[row.kind].zh),
    column(c.name, 30, (row) => row.name),
    column(c.uscc, 22, (row) => row.uscc ?? ''),
    column(c.region, 10, (row) => row.regionCode),
    column(c.onDate, 12, (row) => row.onDate),
    column(c.endedOn, 12, (row) => row.endedOn ?? ''),
    column(c.quantity, 10, (row) => (row.kind === 'item' ? row.quantity : null)),
    column(c.value, 12, (row) => row.value),
    column(c.source, 24, (row) => row.source),
    column(c.document, 24, (row) => row.document),
    column(c.note, 24, (row) => row.note),
    column('指标名称', 30, (row) => named.get(row.targetId) ?? ''),
    column('单位', 8, (row) => units.get(row.targetId) ?? ''),
    column('地区名称', 16, (row) => regionName(row.regionCode).zh),
    column('状态', 16, (row) => ENTRY_STATES[entryState(row, query.asAt)].zh),
    column('截至日期', 12, () => query.asAt),
    column('填写人', 12, (row) => row.createdByName),
    column('入库日期', 12, (row) => plainDateInShanghai(row.createdAt)),
    column('最近改动', 12, (row) => plainDateInShanghai(row.updatedAt)),
    column('示例数据', 10, () => (isDemo ? '示例数据' : '')),
  ];
}

/**
 * The entries of a filter, exactly as listed, as a stream of XLSX or CSV. Who exported what is an event in the house's
 * own journal, without the search text.
 */
export async function exportEntries(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: Exported & { readonly format: 'xlsx' | 'csv' },
): Promise<Result<Readable>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'exportRegister')) return refuse('forbidden');
  const { q, after: _, ...narrowed } = input.query.filter;
  await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'entries.exported',
      payload: { plan: input.query.planId, asAt: input.query.asAt, filter: narrowed, searched: q !== '' },
      subjectId: input.query.planId,
      shared: false,
    }),
  );
  const columns = columnsOf(input);
  const { query } = input;
  const rows = allRows((after) =>
    ports.db.transaction(scope, (trx) =>
      listEntries(trx, scope, { ...query, filter: { ...query.filter, after } }, BATCH),
    ),
  );
  return done(
    input.format === 'csv'
      ? ports.spreadsheets.writeCsv(columns, rows)
      : ports.spreadsheets.writeXlsx(columns, rows),
  );
}
