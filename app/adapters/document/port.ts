import type { ReportDocument } from '../../domain/assessment/report-document.ts';

/** Writes documents that people go on working with in a word processor. */
export interface DocumentWriter {
  /** A DOCX file. `logo` is a PNG or JPEG for the cover. */
  writeReport(report: ReportDocument, logo?: Buffer): Promise<Buffer>;
}
