import type { ReportDocument } from '../../domain/assessment/report-document.ts';
import type { Scene } from '../../domain/drawing/scene.ts';

/**
 * What the rest of the product asks of a printer: plain descriptions in, PDF bytes out.
 * The same description gives the same bytes, so that a digest of the file can be kept and compared.
 */

/** One label and its value. An empty value prints as “—”, so that nothing can be written in after the signature. */
export interface PrintedRow {
  readonly label: string;
  /** May hold line breaks. */
  readonly value: string;
  /** `half` shares its line with the next half row when both are short; `full` is the default. */
  readonly span?: 'half' | 'full';
}

/** A repeating group: one line per licence, post, system … */
export interface PrintedGrid {
  readonly columns: readonly string[];
  /** Each line has as many cells as there are columns. */
  readonly lines: readonly (readonly string[])[];
}

/** A block of the form under one grey head. The head repeats when the block runs over a page. */
export interface PrintedSection {
  readonly heading: string;
  readonly rows: readonly PrintedRow[];
  readonly grid?: PrintedGrid;
}

/** A box left empty for ink: 法定代表人（签字）, 单位（盖章）, 日期. */
export interface SignatureBox {
  readonly label: string;
  /** Printed at the foot of the box, e.g. the blanks of a date. */
  readonly foot?: string;
}

/** What every page of a document carries around its content. */
export interface PrintedPage {
  readonly title: string;
  /** The instant at which the printed facts stood, ISO 8601 UTC; also the file's creation date. */
  readonly asAt: string;
  /** The number by which the document is quoted, e.g. 平台流水号 and its value. */
  readonly reference?: { readonly label: string; readonly value: string };
  /** Digest of the content and its name, e.g. `SM3` and lower-case hexadecimal; printed shortened, kept whole in the keywords. */
  readonly contentDigest?: { readonly algorithm: string; readonly value: string };
  /** Drawn as a QR code at the foot of every page. */
  readonly verification?: { readonly url: string; readonly caption: string };
  /** Marks every page 示例数据. */
  readonly isSample: boolean;
  /** Further marks in boxes at the head of every page, such as 草稿. */
  readonly marks?: readonly string[];
}

/** A form: title, sections, boxes for signature and seal, notes. */
export interface PrintedForm extends PrintedPage {
  readonly subtitleLines: readonly string[];
  readonly sections: readonly PrintedSection[];
  readonly signatureBoxes: readonly SignatureBox[];
  readonly notes: readonly string[];
}

/** A letter or a receipt: title, paragraphs, a table of facts, a closing at the right. */
export interface PrintedLetter extends PrintedPage {
  readonly subtitleLines: readonly string[];
  /** Whom it is written to; stands at the margin, before the indented paragraphs. */
  readonly salutation?: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly PrintedRow[];
  /** Right-aligned: who issues it and when. */
  readonly closingLines: readonly string[];
  readonly notes: readonly string[];
}

/** Prints documents. Made once, at start. */
export interface PdfRenderer {
  renderForm(form: PrintedForm): Promise<Buffer>;
  renderLetter(letter: PrintedLetter): Promise<Buffer>;
  /** `logo` is a PNG or JPEG for the cover; rejects when it can't be drawn. */
  renderReport(report: ReportDocument, logo?: Buffer): Promise<Buffer>;
  /** A scene as PNG with two pixels a unit, its text in the printer's fonts. */
  drawPicture(scene: Scene): Buffer;
  /**
   * The characters that no font of the printer has (emoji, control characters …), each once, in order of appearance.
   * Ask before a record is frozen; a document that holds one anyway prints its code point in brackets.
   */
  unprintableCharacters(texts: readonly string[]): string[];
}
