import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { plainDateInShanghai, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { exportColumns } from '#app/domain/filing/body-text.ts';
import { timeliness } from '#app/domain/filing/deadline.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { FILING_KINDS } from '#app/domain/filing/option.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listQueue, type QueueQuery, type QueueRow, type RegulatorScope } from '#db/queries/queue.read.ts';
import { listReviewBodies } from '#db/queries/review.read.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';
import { officerWho } from './regulator.step.server.ts';

/** Filings read at a time: each batch is a short transaction of its own, however long the download takes. */
const BATCH = 200;

interface ExportRow extends QueueRow {
  readonly body: FilingBody | null;
}

/** What is exported, and as what. */
export interface ExportRequest {
  readonly query: QueueQuery;
  readonly format: 'xlsx' | 'csv';
  readonly calendar: Calendar;
}

const textColumn = (header: string, width: number, value: (row: ExportRow) => string): Column<ExportRow> => ({
  header,
  width,
  value,
});

function columnsOf(today: PlainDate, calendar: Calendar): Column<ExportRow>[] {
  const day = (instant: string | null) => (instant === null ? '' : plainDateInShanghai(instant));
  const own = [
    textColumn('平台流水号', 22, (row) => row.serialNo ?? ''),
    textColumn('状态', 12, (row) => displayState(row.status, 'to_seal').label.zh),
    textColumn('类型', 14, (row) => (row.isVoluntary ? '自愿建档' : FILING_KINDS[row.kind].zh)),
    textColumn('期限', 12, (row) => row.dueOn ?? ''),
    textColumn('期限是否暂定', 12, (row) => (row.dueOn !== null && row.dueProvisional ? '暂定' : '')),
    textColumn('首次报送日期', 12, (row) => row.paperConfirmedOn ?? row.firstSubmittedOn ?? ''),
    textColumn('是否按期', 18, (row) =>
      row.dueOn === null ? '' : timeliness({ ...row, today, calendar, voluntary: row.isVoluntary }).words.zh,
    ),
    textColumn('最近报送日期', 12, (row) => day(row.submittedAt)),
    textColumn('存档日期', 12, (row) => day(row.recordedAt)),
    textColumn('经办人', 10, (row) => row.assigneeName ?? ''),
  ];
  // Personal contacts are masked, whoever exports: a spreadsheet leaves the platform's control.
  const filed = exportColumns.map((column) =>
    textColumn(column.header.zh, 20, (row) => (row.body === null ? '' : column.read(row.body, 'masked'))),
  );
  return [...own, ...filed];
}

/** Rows with what each filing says, a page at a time. */
function exportRows(
  ports: Pick<Ports, 'db' | 'sealer'>,
  scope: RegulatorScope,
  query: QueueQuery,
): AsyncGenerator<ExportRow> {
  return allRows(async (after) => {
    const at: QueueQuery = { ...query, filter: { ...query.filter, after } };
    const { page, bodies } = await ports.db.transaction(scope, async (trx) => {
      const read = await listQueue(trx, scope, at, BATCH);
      return { page: read, bodies: await listReviewBodies(trx, scope, read.rows) };
    });
    const rows = page.rows.map((row): ExportRow => {
      const stored = bodies.get(row.id);
      const body = stored === undefined ? null : openBody(ports.sealer, row.organisationId, stored);
      return { ...row, body };
    });
    return { rows, next: page.next };
  });
}

/**
 * 导出名册: the filings of a filter as a stream of XLSX or CSV, personal contacts masked. Who exported what is an event in
 * the office's own journal; a search text stays out of it, since it may be a person's name.
 */
export async function exportQueue(
  ports: Pick<Ports, 'db' | 'sealer' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  request: ExportRequest,
): Promise<Result<Readable>> {
  const officer = officerWho(actor, 'exportRegister');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  const { q, after: _, ...filter } = request.query.filter;
  await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'register.exported',
      payload: { format: request.format, filter, searched: q !== '' },
      shared: false,
    }),
  );
  const columns = columnsOf(moment.today, request.calendar);
  const rows = exportRows(ports, scope, request.query);
  return done(
    request.format === 'csv'
      ? ports.spreadsheets.writeCsv(columns, rows)
      : ports.spreadsheets.writeXlsx(columns, rows),
  );
}
