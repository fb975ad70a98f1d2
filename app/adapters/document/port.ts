import type { ReportDocument } from '../../domain/assessment/report-document.ts';
import type { Scene } from '../../domain/drawing/scene.ts';

/** Writes documents that people go on working with in a word processor. */
export interface DocumentWriter {
  /**
   * A DOCX file. `logo` is a PNG or JPEG for the cover; `drawPicture` makes PNG of a scene, and a report that has drawings
   * is refused without it (throws).
   */
  writeReport(report: ReportDocument, logo?: Buffer, drawPicture?: (scene: Scene) => Buffer): Promise<Buffer>;
}
