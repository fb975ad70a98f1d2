import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PrintedPage } from './port.ts';
import { drawQrCode } from './qr-drawing.server.ts';
import type { TextRun } from './text-run.server.ts';

/** Sets a text in the fonts that have its characters. */
export type Typesetter = (text: string) => TextRun[];

/** A4 in points; the text block is 483 pt wide. */
export const PAGE = { width: 595.28, side: 56, top: 60, bottom: 88 } as const;
export const INK = { text: '#000000', quiet: '#555555', tag: '#777777', line: '#000000' } as const;
const QR_SIDE = 54;

/** 2026-11-22T12:46:00Z → 2026年11月22日 20:46（北京时间）. China keeps UTC+8 all year. Throws on a malformed instant. */
export function wordInstant(instant: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new Error(`Not an instant: ${instant}`);
  const [year, month, day, hour, minute] = new Date(time + 8 * 3_600_000).toISOString().split(/[-T:]/);
  return `${year}年${Number(month)}月${Number(day)}日 ${hour}:${minute}（北京时间）`;
}

function shorten(digest: string): string {
  return digest.length > 24 ? `${digest.slice(0, 12)}…${digest.slice(-8)}` : digest;
}

function tag(mark: string, set: Typesetter): Column {
  return {
    width: 'auto',
    table: { body: [[{ text: set(mark), fontSize: 8, color: INK.tag }]] },
    layout: {
      hLineColor: () => INK.tag,
      vLineColor: () => INK.tag,
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingTop: () => 0.5,
      paddingBottom: () => 1,
    },
  };
}

function headerOf(page: PrintedPage, set: Typesetter, currentPage: number): Content {
  const title = currentPage > 1 ? page.title : '';
  const heading: Column = { width: '*', text: set(title), fontSize: 8, color: INK.quiet };
  const marks = [...(page.marks ?? []), ...(page.isSample ? ['示例数据'] : [])];
  return {
    margin: [PAGE.side, 30, PAGE.side, 0],
    columnGap: 6,
    columns: [heading, ...marks.map((mark) => tag(mark, set))],
  };
}

function footerOf(
  page: PrintedPage,
  set: Typesetter,
  qr: string | null,
  currentPage: number,
  pageCount: number,
): Content {
  const lines = [
    page.reference ? `${page.reference.label}：${page.reference.value}` : null,
    page.contentDigest
      ? `内容摘要（${page.contentDigest.algorithm}）：${shorten(page.contentDigest.value)}`
      : null,
    `数据截至：${wordInstant(page.asAt)}`,
  ].filter((line) => line !== null);
  const left: Column = {
    width: '*',
    stack: lines.map((line) => ({ text: set(line) })),
    margin: [0, 8, 0, 0],
  };
  const middle: Column = {
    width: 90,
    text: set(`第 ${currentPage} 页 / 共 ${pageCount} 页`),
    alignment: 'center',
    margin: [0, 8, 0, 0],
  };
  const caption: Column = {
    width: '*',
    text: set(page.verification?.caption ?? ''),
    alignment: 'right',
    margin: [0, 8, 6, 0],
  };
  const code: Column[] = qr ? [{ width: QR_SIDE, svg: qr, fit: [QR_SIDE, QR_SIDE] }] : [];
  return {
    margin: [PAGE.side, 12, PAGE.side, 0],
    fontSize: 7.5,
    color: INK.quiet,
    columns: [left, middle, { width: '*', columns: [caption, ...code] }],
  };
}

/** Puts header, footer, page size and metadata around a document's content. Nothing in it depends on when it runs. */
export function furnish(page: PrintedPage, set: Typesetter, content: Content[]): TDocumentDefinitions {
  const qr = page.verification ? drawQrCode(page.verification.url) : null;
  const madeAt = new Date(page.asAt);
  return {
    version: '1.7',
    pageSize: 'A4',
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, PAGE.bottom],
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: page.title,
      creator: '数衡 Shuheng',
      producer: '数衡 Shuheng',
      creationDate: madeAt,
      modDate: madeAt,
      keywords: [page.reference?.value, page.contentDigest?.value]
        .filter((word) => word !== undefined)
        .join(' '),
    },
    defaultStyle: { font: 'everyday', fontSize: 10, lineHeight: 1.05, color: INK.text },
    header: (currentPage) => headerOf(page, set, currentPage),
    footer: (currentPage, pageCount) => footerOf(page, set, qr, currentPage, pageCount),
    content,
  };
}

/** The document's title, centred, with its lines below. */
export function titleBlock(title: string, subtitleLines: readonly string[], set: Typesetter): Content[] {
  return [
    { text: set(title), bold: true, fontSize: 17, alignment: 'center', margin: [0, 0, 0, 4] },
    ...subtitleLines.map((line): Content => ({
      text: set(line),
      fontSize: 9,
      color: INK.quiet,
      alignment: 'center',
      margin: [0, 0, 0, 1],
    })),
    { text: '', fontSize: 4, margin: [0, 0, 0, 4] },
  ];
}

/** Notes under the content, numbered when there are several, kept together. */
export function noteBlock(notes: readonly string[], set: Typesetter): Content[] {
  if (notes.length === 0) return [];
  const lines = notes.map((note, index): Content => ({
    columns: [
      { width: 26, text: set(index === 0 ? '注：' : '') },
      { width: '*', text: set(notes.length > 1 ? `${index + 1}. ${note}` : note) },
    ],
    margin: [0, 0, 0, 1],
  }));
  return [{ stack: lines, unbreakable: true, fontSize: 8.5, color: INK.quiet, margin: [0, 8, 0, 0] }];
}
