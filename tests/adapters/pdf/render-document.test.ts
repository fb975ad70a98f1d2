import { beforeAll, describe, expect, it } from 'vitest';
import type { PdfRenderer, PrintedForm, PrintedLetter } from '#app/adapters/pdf/port.ts';
import { wordInstant } from '#app/adapters/pdf/page-furniture.server.ts';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import { hasPoppler, readTightText, runPoppler } from './poppler.ts';
import { makeSampleForm } from './sample-form.ts';

const fontsFolder = 'app/adapters/pdf/fonts';
const poppler = hasPoppler();
let renderer: PdfRenderer;

beforeAll(async () => {
  renderer = await createPdfRenderer({ fontsFolder });
});

function withRow(value: string, span: 'half' | 'full' = 'full'): PrintedForm {
  const form = makeSampleForm();
  return {
    ...form,
    sections: [{ heading: '一、情况', rows: [{ label: '说明', value, span }] }, ...form.sections],
  };
}

function makeLetter(): PrintedLetter {
  const { title: _title, ...page } = makeSampleForm();
  return {
    ...page,
    title: '报送回执',
    salutation: '上海示例云计算有限公司：',
    paragraphs: ['你单位的备案表已提交。', '请妥善保存本回执。'],
    facts: [{ label: '截止日', value: '2026-11-09' }],
    closingLines: ['数衡平台', '2026年11月22日'],
    notes: ['平台提交不等于报送。'],
  };
}

function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Every page's words with their place, as pdftotext measures them. */
function readBoxes(pdf: Buffer): { text: string; right: number; bottom: number }[] {
  const page = runPoppler('pdftotext', pdf, ['-bbox']).toString('utf8');
  const word = /<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g;
  return [...page.matchAll(word)].map(([, right, bottom, text]) => ({
    text: text ?? '',
    right: Number(right),
    bottom: Number(bottom),
  }));
}

describe('bytes', () => {
  it('are the same for the same description, from the same and from another renderer', async () => {
    const first = await renderer.renderForm(makeSampleForm());
    const again = await renderer.renderForm(makeSampleForm());
    const another = await (await createPdfRenderer({ fontsFolder })).renderForm(makeSampleForm());
    expect(again.equals(first)).toBe(true);
    expect(another.equals(first)).toBe(true);
  });

  it('are the same when documents are printed at the same time', async () => {
    const [form, letter] = [
      await renderer.renderForm(makeSampleForm()),
      await renderer.renderLetter(makeLetter()),
    ];
    const [form2, letter2] = await Promise.all([
      renderer.renderForm(makeSampleForm()),
      renderer.renderLetter(makeLetter()),
    ]);
    expect(form2.equals(form)).toBe(true);
    expect(letter2.equals(letter)).toBe(true);
  });

  it('differ when one character differs', async () => {
    const form = makeSampleForm();
    const first = await renderer.renderForm(form);
    const other = await renderer.renderForm({ ...form, subtitleLines: ['备案类型：首次备案'] });
    expect(other.equals(first)).toBe(false);
  });

  it('are a PDF 1.7 that is small, with the date of the facts and not of the printing', async () => {
    const pdf = await renderer.renderForm(makeSampleForm());
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pdf.length).toBeLessThan(120_000);
    expect(pdf.toString('latin1').match(/\(D:\d+Z\)/g)).toEqual([
      '(D:20261122124600Z)',
      '(D:20261122124600Z)',
    ]);
  });
});

it('rejects when the fonts are missing', async () => {
  await expect(createPdfRenderer({ fontsFolder: 'app/adapters/pdf/no-such-folder' })).rejects.toThrow(
    'ENOENT',
  );
});

describe('unprintableCharacters', () => {
  it('names each character that no font has, once, in order', () => {
    expect(renderer.unprintableCharacters(['王😀𠮷', '甲\u0007😀\u{e0100}', '一\r\n二\t三'])).toEqual([
      '😀',
      '\u0007',
      '\u{e0100}',
    ]);
  });

  it.each([
    ['the unified ideographs', 0x4e00, 0x9fef],
    ['Extension A', 0x3400, 0x4db5],
    ['Extension B', 0x20000, 0x2a6d6],
    ['Extension C', 0x2a700, 0x2b734],
    ['Extension D', 0x2b740, 0x2b81d],
    ['Extension E', 0x2b820, 0x2cea1],
    ['Extension F', 0x2ceb0, 0x2ebe0],
  ])('finds a glyph for all of %s', (_block, from, to) => {
    const characters = Array.from({ length: to - from + 1 }, (_, index) =>
      String.fromCodePoint(from + index),
    );
    expect(renderer.unprintableCharacters(characters)).toEqual([]);
  });
});

describe('wordInstant', () => {
  it.each([
    ['2026-11-22T12:46:00Z', '2026年11月22日 20:46（北京时间）'],
    ['2026-12-31T16:00:00.000Z', '2027年1月1日 00:00（北京时间）'],
  ])('tells %s as %s', (instant, words) => {
    expect(wordInstant(instant)).toBe(words);
  });

  it('throws on what is no instant', () => {
    expect(() => wordInstant('昨天')).toThrow('Not an instant');
  });
});

describe.skipIf(!poppler)('a printed form', () => {
  it('holds every word as selectable text, rare characters included', async () => {
    const form = makeSampleForm();
    const text = readTightText(await renderer.renderForm(form));
    const words = [
      form.title,
      ...form.subtitleLines,
      ...form.sections.flatMap((section) => [
        section.heading,
        ...section.rows.flatMap((row) => [row.label, row.value]),
        ...(section.grid?.columns ?? []),
        ...(section.grid?.lines.flat() ?? []),
      ]),
      ...form.signatureBoxes.map((box) => box.label),
      ...form.notes,
      '平台流水号：SH-CDO-2026-000123',
      '内容摘要（SM3）：66c7f0f462ee…8f4ba8e0',
      '数据截至：2026年11月22日20:46（北京时间）',
      '第1页/共1页',
      '扫码核验',
      '示例数据',
      '—',
    ];
    for (const word of words) expect(text).toContain(word.replace(/\s/g, ''));
  });

  it('embeds only subsets, and no font of the reader', async () => {
    const lines = runPoppler('pdffonts', await renderer.renderForm(makeSampleForm()), [])
      .toString()
      .trim()
      .split('\n');
    const fonts = lines.slice(2);
    expect(fonts.map((line) => line.split(/\s+/)[0]?.replace(/^.*\+/, '')).sort()).toEqual([
      'HanaMinB',
      'NotoSansSC-Bold',
      'NotoSansSC-Regular',
    ]);
    for (const line of fonts) expect(line).toMatch(/\+.*yes yes yes/);
  });

  it('leaves the tag away from real data', async () => {
    expect(readTightText(await renderer.renderForm({ ...makeSampleForm(), isSample: false }))).not.toContain(
      '示例数据',
    );
  });

  it('prints the code point of a character that no font has', async () => {
    expect(readTightText(await renderer.renderForm(withRow('甲😀乙')))).toContain('甲〔U+1F600〕乙');
  });

  it('loses nothing of a very long value, repeats the section head and counts the pages', async () => {
    const value = Array.from(
      { length: 400 },
      (_, index) => `第${index}条：负责数据资源目录与分类分级。`,
    ).join('');
    const pdf = await renderer.renderForm(withRow(value));
    const pages = countPages(pdf);
    expect(pages).toBeGreaterThan(3);
    const text = readTightText(pdf);
    for (let index = 0; index < 400; index += 1) expect(text).toContain(`第${index}条：`);
    expect(text.split('一、情况').length - 1).toBeGreaterThanOrEqual(pages - 1);
    expect(text).toContain('说明（续）');
    expect(text).toContain(`第${pages}页/共${pages}页`);
  });

  it('keeps every word inside the page, also long ones without a break and tall cells of a grid', async () => {
    const form = withRow('a'.repeat(500));
    const tall = '数据安全风险评估；'.repeat(120);
    const grid = {
      columns: ['一', '二', '三', '四', '五'],
      lines: [['甲', tall, 'https://example.cn/'.repeat(9), '乙', '']],
    };
    const pdf = await renderer.renderForm({
      ...form,
      sections: [...form.sections, { heading: '三', rows: [], grid }],
    });
    for (const { right, bottom } of readBoxes(pdf)) {
      expect(right).toBeLessThanOrEqual(595.28 - 56);
      expect(bottom).toBeLessThan(842 - 20);
    }
    expect(readTightText(pdf).split('估').length - 1).toBe(120);
  });

  it('never splits a row: all lines of a cell stand on one page', async () => {
    const rows = Array.from({ length: 24 }, (_, index) => ({
      label: `第${index}项`,
      value: [1, 2, 3, 4].map((line) => `值${index}之${line}。`).join('\n'),
    }));
    const pdf = await renderer.renderForm({ ...makeSampleForm(), sections: [{ heading: '一', rows }] });
    const pages = runPoppler('pdftotext', pdf, ['-enc', 'UTF-8']).toString('utf8').split('\f');
    expect(countPages(pdf)).toBeGreaterThan(1);
    for (let index = 0; index < 24; index += 1) {
      const holding = pages.filter((page) => page.includes(`值${index}之`));
      expect(holding).toHaveLength(1);
      expect(holding[0]).toContain(`第${index}项`);
    }
  });

  it('is grey: no pixel has a colour', async () => {
    const image = runPoppler('pdftoppm', await renderer.renderForm(makeSampleForm()), ['-r', '40']);
    const pixels = image.subarray(image.indexOf('255\n') + 4);
    let coloured = 0;
    for (let at = 0; at + 2 < pixels.length; at += 3) {
      if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) coloured += 1;
    }
    expect(pixels.length).toBeGreaterThan(300_000);
    expect(coloured).toBe(0);
  });
});

describe.skipIf(!poppler)('a printed letter', () => {
  it('holds salutation, paragraphs, facts and closing in this order', async () => {
    const text = readTightText(await renderer.renderLetter(makeLetter()));
    const places = [
      '报送回执',
      '有限公司：',
      '已提交。',
      '妥善保存',
      '截止日',
      '2026-11-09',
      '数衡平台',
      '不等于报送',
    ].map((word) => text.indexOf(word));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});
