import type { Readable } from 'node:stream';
import type { Column } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import {
  CERTIFICATE_EDITIONS,
  CERTIFICATE_KINDS,
  CERTIFICATE_STATES,
  certificateState,
  isEdition,
  type CertificateFilter,
} from '#app/domain/certificate/certificate.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { regionShortName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { listSubmittedCertificates, type SubmittedCertificate } from '#db/queries/certificate.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { allRows } from '../all-rows.step.server.ts';
import type { Ports } from '../ports.ts';

/** Rows read at a time: each batch is a short transaction of its own. */
const BATCH = 200;

function columnsOf(today: Moment['today']): Column<SubmittedCertificate>[] {
  const text = (
    header: string,
    width: number,
    value: (row: SubmittedCertificate) => string | number | null,
  ): Column<SubmittedCertificate> => ({ header, width, value });
  return [
    text('企业名称', 30, (row) => row.enterpriseName),
    text('统一社会信用代码', 22, (row) => row.uscc ?? ''),
    text('所在地', 12, (row) => (row.regionCode === null ? '' : regionShortName(row.regionCode).zh)),
    text('证书类型', 28, (row) => CERTIFICATE_KINDS[row.kind].name.zh),
    // The level of an agency's certificate; self-assessed levels are in no table of certificates.
    text('证书等级', 10, (row) => row.level),
    text('证书编号', 24, (row) => row.number),
    text('发证机构', 28, (row) => row.agency),
    text('依据版本', 28, (row) => (isEdition(row.edition) ? CERTIFICATE_EDITIONS[row.edition].name.zh : '')),
    text('发证日期', 12, (row) => row.issuedOn),
    text('有效期至', 12, (row) => row.expiresOn),
    text('状态', 12, (row) => CERTIFICATE_STATES[certificateState(row, today)].name.zh),
    text('提交日期', 12, (row) => (row.submittedAt === null ? '' : plainDateInShanghai(row.submittedAt))),
    text('示例数据', 10, (row) => (row.isDemo ? '示例数据' : '')),
  ];
}

/**
 * The submitted certificates of a filter as a stream of XLSX. Who exported what is an event in the office's own
 * journal, without the search text.
 */
export async function exportCertificates(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  filter: CertificateFilter,
): Promise<Result<Readable>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'exportRegister')) return refuse('forbidden');
  const { q, after: _, ...narrowed } = filter;
  await ports.db.transaction(scope, (trx) =>
    appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'certificates.exported',
      payload: { filter: narrowed, searched: q !== '' },
      shared: false,
    }),
  );
  const rows = allRows((after) =>
    ports.db.transaction(scope, (trx) => listSubmittedCertificates(trx, scope, { ...filter, after }, BATCH)),
  );
  return done(ports.spreadsheets.writeXlsx(columnsOf(moment.today), rows));
}
