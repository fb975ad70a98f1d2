import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { maskName } from '#app/domain/organisation/masking.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { regionName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { classesOf } from '#app/domain/register/tally.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listRegister, type RegisterQuery, type RegisterRow } from '#db/queries/register.read.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';

/** Records read at a time: each batch is a short transaction of its own, however long the download takes. */
const BATCH = 500;

const column = (header: string, width: number, value: (row: RegisterRow) => string): Column<RegisterRow> => ({
  header,
  width,
  value,
});

/** Personal names are masked, whoever exports: a spreadsheet leaves the platform's control. */
function columnsOf(asAt: string): Column<RegisterRow>[] {
  return [
    column('截至日期', 12, () => asAt),
    column('企业名称', 30, (row) => row.enterpriseName),
    column('统一社会信用代码', 22, (row) => row.uscc),
    column('所在地区', 18, (row) => regionName(row.regionCode).zh),
    column('许可类别', 16, (row) => classesOf(row).join('、')),
    column('许可证编号', 24, (row) => row.licenceNumbers),
    column('首席数据官（掩码）', 16, (row) => maskName(row.cdoName)),
    column('备案类型', 12, (row) => (row.isVoluntary ? '自愿建档' : '应备案')),
    column('版本', 8, (row) => String(row.versionNo)),
    column('存档日期', 12, (row) => plainDateInShanghai(row.recordedAt)),
    column('平台流水号', 22, (row) => row.serialNo ?? ''),
  ];
}

/**
 * 导出名册: the register as at a day, as filtered, as a stream of XLSX or CSV. Who exported what is an event in the
 * office's own journal; a search text stays out of it, since it may be a person's name.
 */
export async function exportRegister(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  request: { readonly query: RegisterQuery; readonly format: 'xlsx' | 'csv' },
): Promise<Result<Readable>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'exportRegister')) return refuse('forbidden');
  const { filter, asAt } = request.query;
  const { q, after: _, ...named } = filter;
  await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'register.exported',
      payload: { format: request.format, asAt, filter: named, searched: q !== '' },
      shared: false,
    }),
  );
  const columns = columnsOf(asAt);
  const rows = allRows((after) =>
    ports.db.transaction(scope, (trx) =>
      listRegister(trx, scope, { asAt, filter: { ...filter, after } }, BATCH),
    ),
  );
  return done(
    request.format === 'csv'
      ? ports.spreadsheets.writeCsv(columns, rows)
      : ports.spreadsheets.writeXlsx(columns, rows),
  );
}
