import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { DESIGNATION_STATES, designationState } from '#app/domain/designation/designation.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { regionName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { DESIGNATIONS } from '#app/domain/target/plan.ts';
import {
  type DesignationQuery,
  type ListedDesignation,
  listDesignations,
} from '#db/queries/designation.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';

/** Rows read at a time: each batch is a short transaction of its own. */
const BATCH = 200;

function columnsOf(on: DesignationQuery['on']): Column<ListedDesignation>[] {
  const column = (
    header: string,
    width: number,
    value: (row: ListedDesignation) => string,
  ): Column<ListedDesignation> => ({ header, width, value });
  return [
    column('企业名称', 30, (row) => row.enterpriseName),
    column('统一社会信用代码', 22, (row) => row.uscc ?? ''),
    column('所在地', 16, (row) => regionName(row.regionCode).zh),
    column('称号', 24, (row) => DESIGNATIONS[row.kind].zh),
    column('授予日期', 12, (row) => row.sinceOn),
    column('终止日期', 12, (row) => row.endedOn ?? ''),
    column('依据', 40, (row) => row.basis),
    column('状态', 10, (row) => DESIGNATION_STATES[designationState(row, on)].zh),
    column('登记人', 12, (row) => row.givenByName),
    column('登记日期', 12, (row) => plainDateInShanghai(row.createdAt)),
    column('删除原因', 24, (row) => row.removeReason ?? ''),
    column('示例数据', 10, (row) => (row.isDemo ? '示例数据' : '')),
  ];
}

/** The designations of a filter as a stream of XLSX. Who exported what is an event in the house's own journal. */
export async function exportDesignations(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  query: DesignationQuery,
): Promise<Result<Readable>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'exportRegister')) return refuse('forbidden');
  const { q, after: _, ...narrowed } = query.filter;
  await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'designations.exported',
      payload: { filter: narrowed, searched: q !== '' },
      shared: false,
    }),
  );
  const rows = allRows((after) =>
    ports.db.transaction(scope, (trx) =>
      listDesignations(trx, scope, { ...query, filter: { ...query.filter, after } }, BATCH),
    ),
  );
  return done(ports.spreadsheets.writeXlsx(columnsOf(query.on), rows));
}
