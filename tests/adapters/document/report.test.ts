import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentWriter } from '#app/adapters/document/docx-writer.server.ts';
import type { PdfRenderer } from '#app/adapters/pdf/port.ts';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import { buildReport } from '#app/domain/assessment/report.ts';
import { reportSheets } from '#app/domain/assessment/report-sheet.ts';
import { sampleReportInput } from '#tests/support/report.ts';
import { hasPoppler, readTightText, runPoppler } from '../pdf/poppler.ts';
import { hasLibreOffice, openAsPdf } from './libreoffice.ts';

/** What stands last on a page although it announces something. */
function strandedOf(file: Buffer, announcing: readonly string[]): string[] {
  const pages = runPoppler('pdftotext', file, ['-layout']).toString('utf8').split('\f');
  return pages.flatMap((page) => {
    const lines = page.split('\n').map((line) => line.trim());
    const body = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('内容摘要（SM3）：')),
    );
    const last = body.filter((line) => line !== '').at(-1) ?? '';
    return announcing.filter((words) => last.replaceAll(' ', '').endsWith(words.replaceAll(' ', '')));
  });
}

const poppler = hasPoppler();
const office = poppler && hasLibreOffice();
const WORDS = ['自评估结果，非认证结论', '草稿', '示例数据', '数据战略规划', '已逾期', '已过期', '未经复核'];
let pdf: PdfRenderer;

beforeAll(async () => {
  pdf = await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' });
});

/** The words of each page, with their right edge and the page's width in points. */
function pagesOf(file: Buffer): { width: number; rights: number[] }[] {
  const text = runPoppler('pdftotext', file, ['-bbox']).toString('utf8');
  return text
    .split('<page ')
    .slice(1)
    .map((page) => ({
      width: Number(/width="([\d.]+)"/.exec(page)?.[1]),
      rights: [...page.matchAll(/xMax="([\d.]+)"/g)].map(([, right]) => Number(right)),
    }));
}

describe.skipIf(!poppler)('the report as PDF', () => {
  it.each(['dcmm-2025', 'dsmm-2019'])(
    'of %s says everything, on every page what it is, and cuts nothing off',
    async (id) => {
      const file = await pdf.renderReport(buildReport(sampleReportInput(id)));
      const text = readTightText(file);
      for (const words of WORDS) expect(text).toContain(words);
      const pages = pagesOf(file);
      expect(text.split('自评估结果，非认证结论').length - 1).toBeGreaterThanOrEqual(pages.length);
      for (const { width, rights } of pages) expect(Math.max(...rights)).toBeLessThan(width - 40);
    },
  );

  it.each(['dcmm-2025', 'dsmm-2019'])('of %s leaves no heading at the foot of a page', async (id) => {
    const report = buildReport(sampleReportInput(id));
    const announcing = report.sections.flatMap(({ heading, blocks }) => [
      heading,
      ...blocks.flatMap((block, at) =>
        block.kind === 'subheading' ||
        ((block.kind === 'note' || (block.kind === 'paragraph' && block.text.endsWith('：'))) &&
          blocks[at + 1]?.kind === 'table')
          ? [block.text]
          : [],
      ),
    ]);
    expect(strandedOf(await pdf.renderReport(report), announcing)).toEqual([]);
  });

  it('is the same for the same description', async () => {
    const report = buildReport(sampleReportInput('dcmm-2025'));
    expect((await pdf.renderReport(report)).equals(await pdf.renderReport(report))).toBe(true);
  });
});

describe.skipIf(!office)('opened by LibreOffice', () => {
  it('the DOCX shows its text within the page', async () => {
    const file = openAsPdf(
      await documentWriter.writeReport(buildReport(sampleReportInput('dcmm-2025'))),
      'docx',
    );
    const text = readTightText(file);
    for (const words of WORDS) expect(text).toContain(words);
    for (const { width, rights } of pagesOf(file)) expect(Math.max(...rights)).toBeLessThan(width - 40);
  });

  it('the XLSX shows its sheets', async () => {
    const bytes = await spreadsheet.writeWorkbook(reportSheets(sampleReportInput('dcmm-2025')));
    const file = openAsPdf(bytes, 'xlsx');
    const text = readTightText(file);
    expect(text.split('自评估结果，非认证结论').length - 1).toBeGreaterThanOrEqual(pagesOf(file).length);
    for (const words of ['自评估结果，非认证结论', '示例数据', '数据战略规划', '已过期', '未经复核'])
      expect(text).toContain(words);
  });
});

describe('the DOCX', () => {
  it('is written although a text holds what XML can not', async () => {
    const report = buildReport(
      sampleReportInput('dcmm-2025', { style: { issuer: 'a\u0001b\ud800c', opening: '' } }),
    );
    expect((await documentWriter.writeReport(report)).subarray(0, 2).toString()).toBe('PK');
  });
});

describe('a workbook', () => {
  it('comes back as it was written, hidden sheets too', async () => {
    const bytes = await spreadsheet.writeWorkbook([
      {
        name: '问:卷',
        isProtected: true,
        columns: [{ header: '甲' }, { header: '乙', choices: ['满足', '不满足'], isOpen: true }],
        rows: [['=1+1', '满足']],
      },
      { name: '标识', isHidden: true, columns: [{ header: '项' }], rows: [['x']] },
    ]);
    const read = await spreadsheet.readWorkbook(Readable.from([bytes]), { maxRows: 20, maxBytes: 1_000_000 });
    if (!read.ok) throw new Error(read.refusal);
    expect(read.sheets.map(({ name }) => name)).toEqual(['问 卷', '标识', '选项']);
    expect(read.sheets[0]?.rows[1]?.cells.get(0)).toEqual({ text: '=1+1', isFormula: false });
    expect(read.sheets[2]?.rows.map(({ cells }) => cells.get(0)?.text)).toEqual(['满足', '不满足']);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'no_header'],
    ['text', Buffer.from('编号,结论'), 'unsupported_format'],
    ['a broken archive', Buffer.from('PK\u0003\u0004broken'), 'damaged'],
  ])('refuses %s', async (_what, bytes, refusal) => {
    const read = await spreadsheet.readWorkbook(Readable.from([bytes]), { maxRows: 20, maxBytes: 1_000_000 });
    expect(read).toEqual({ ok: false, refusal });
  });

  it('refuses more rows than allowed', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [String(index)]);
    const bytes = await spreadsheet.writeWorkbook([{ name: 'a', columns: [{ header: 'h' }], rows }]);
    const read = await spreadsheet.readWorkbook(Readable.from([bytes]), { maxRows: 20, maxBytes: 1_000_000 });
    expect(read).toEqual({ ok: false, refusal: 'too_many_rows' });
  });
});
