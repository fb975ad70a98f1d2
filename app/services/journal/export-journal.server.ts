import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { type JournalFilter, journalQuery } from '#app/domain/journal/journal-filter.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { eventWords } from '#app/i18n/filing-event.ts';
import { instantText } from '#app/i18n/instant.ts';
import { SIDES } from '#app/i18n/journal.ts';
import { type JournalEntry, listJournal } from '#db/queries/journal.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';

/** Rows read at a time: each batch is a short transaction of its own. */
const BATCH = 500;

const column = (
  header: string,
  width: number,
  value: (row: JournalEntry) => string | number,
): Column<JournalEntry> => ({ header, width, value });

const COLUMNS: Column<JournalEntry>[] = [
  column('序号', 8, (row) => row.seq),
  column('时间（北京时间）', 18, (row) => instantText(row.at).zh),
  column('时间（UTC）', 26, (row) => row.at),
  column('操作人', 16, (row) => row.actorName),
  column('一方', 12, (row) => SIDES[row.actorSide]?.zh ?? row.actorSide),
  column('事项', 28, (row) => eventWords(row.type).zh),
  column('类型代码', 26, (row) => row.type),
  column('对象编号', 38, (row) => row.subjectId ?? ''),
  column('主管部门可见', 14, (row) => (row.isShared ? '是' : '否')),
  column('内容（JSON）', 60, (row) => row.payload),
  column('前一条摘要（SM3）', 66, (row) => row.previousDigest),
  column('摘要（SM3）', 66, (row) => row.digest),
];

/**
 * The audit log of a filter as a stream of XLSX or CSV. That it was exported is an event of the own chain, without the
 * name that was searched for; the export ends before that event.
 */
export async function exportJournal(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filter: JournalFilter; readonly format: 'xlsx' | 'csv' },
): Promise<Result<Readable>> {
  const { scope } = actor;
  if (scope.kind !== 'member' && scope.kind !== 'regulator' && scope.kind !== 'operator') {
    return refuse('forbidden');
  }
  const { person, after: _, ...rest } = input.filter;
  const narrowed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  const own = await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'journal.exported',
      payload: { format: input.format, filter: narrowed, searched: person !== '' },
      shared: false,
    }),
  );
  const isOwn = input.filter.of === '' || input.filter.of === scope.organisationId;
  const rows = allRows((after) => {
    const query = journalQuery({ ...input.filter, after }, scope.organisationId);
    const before = after === '' && isOwn ? own.seq : query.before;
    return ports.db.transaction(scope, (trx) => listJournal(trx, { ...query, before }, BATCH));
  });
  return done(
    input.format === 'csv'
      ? ports.spreadsheets.writeCsv(COLUMNS, rows)
      : ports.spreadsheets.writeXlsx(COLUMNS, rows),
  );
}
