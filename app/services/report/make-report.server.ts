import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { buildReport } from '#app/domain/assessment/report.ts';
import type { ReportInput } from '#app/domain/assessment/report-input.ts';
import { reportSheets } from '#app/domain/assessment/report-sheet.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import type { Ports } from '../ports.ts';
import { gatherReport, type WantedVersion } from './gather-report.step.server.ts';
import { openLogo } from './report-logo.step.server.ts';

/** Formats of a report, with the type that a browser is told. */
export const REPORT_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ReportFormat = keyof typeof REPORT_TYPES;

/** What is asked for. */
export interface ReportRequest {
  readonly assessmentId: string;
  readonly version: WantedVersion;
  readonly format: ReportFormat;
  /** Appends the conclusion on every criterion; the workbook always has them. */
  readonly hasAnswers: boolean;
  /** Name of the consultancy that makes the report in its client's house; null in the own house. */
  readonly issuer: string | null;
}

/** A file made on the spot. */
export interface MadeReport {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

type ReportPorts = Pick<Ports, 'db' | 'pdf' | 'documents' | 'spreadsheets' | 'storage' | 'site'>;

async function render(ports: ReportPorts, format: ReportFormat, input: ReportInput, logoKey: string | null) {
  if (format === 'xlsx') return ports.spreadsheets.writeWorkbook(reportSheets(input));
  const report = buildReport(input);
  const logo = await openLogo(ports, logoKey);
  return format === 'pdf' ? ports.pdf.renderReport(report, logo) : ports.documents.writeReport(report, logo);
}

/**
 * The report on an assessment as PDF, DOCX or XLSX: of its latest signed version unless another is asked for. Made by a
 * consultancy it carries that consultancy's logo and opening words. Each one made is an event in the enterprise's journal.
 */
export async function makeReport(
  ports: ReportPorts,
  actor: Actor,
  moment: Moment,
  request: ReportRequest,
): Promise<Result<MadeReport>> {
  const { scope } = actor;
  const { format, hasAnswers, issuer } = request;
  const found = await ports.db.transaction(scope, async (trx) => {
    const gathered = await gatherReport(trx, actor, moment, request);
    if (!gathered.ok) return gathered;
    const { assessment, version } = gathered.value;
    const style = scope.kind === 'consultant' ? await getReportStyle(trx, scope.organisationId) : undefined;
    await appendJournal(trx, actor, moment, {
      organisationId: gathered.value.organisationId,
      type: 'assessment.exported',
      payload: { format, version: version.no, kind: version.kind, digest: version.digest },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ gathered: gathered.value, style });
  });
  if (!found.ok) return found;
  const { gathered, style } = found.value;
  const input: ReportInput = {
    ...gathered,
    style: issuer === null ? null : { issuer, opening: style?.opening ?? '' },
    hasAnswers,
    origin: ports.site.origin,
  };
  const bytes = await render(ports, format, input, style?.logoKey ?? null);
  const name = `${gathered.enterprise.name}-${gathered.assessment.title}-${gathered.version.kind === 'draft' ? '草稿' : `第${gathered.version.no}版`}`;
  return done({
    fileName: `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 100)}.${format}`,
    contentType: REPORT_TYPES[format],
    bytes,
  });
}
