import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { TableResult } from '#app/adapters/spreadsheet/port.ts';
import { readTable } from '#app/adapters/spreadsheet/read-table.ts';
import { workbookParts, zipFile, type WorkbookParts } from './zip-file.ts';

const limits = { maxRows: 100, maxBytes: 5_000_000 };

const read = (bytes: Buffer | string, fileName = 'x.csv'): Promise<TableResult> =>
  readTable(Readable.from([Buffer.from(bytes as string)]), { fileName, ...limits });

const readWorkbook = (given: WorkbookParts): Promise<TableResult> =>
  read(zipFile(workbookParts(given)), 'x.xlsx');

const inline = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

/** The text, or the problem, of one numeric cell. */
async function cell(raw: string, format: string | number, bookProperties = ''): Promise<string> {
  const result = await readWorkbook({
    rows: `<row r="1">${inline('A1', 'h')}</row><row r="2"><c r="A2" s="0"><v>${raw}</v></c></row>`,
    formats: [format],
    bookProperties,
  });
  if (!result.ok) return result.refusal;
  const [row] = result.rows;
  return row?.problems[0]?.code ?? row?.cells.h ?? 'no row';
}

describe('CSV', () => {
  const expected = {
    ok: true,
    headers: ['企业名称', '代码'],
    rows: [
      { rowNumber: 2, cells: { 企业名称: '示例数据有限公司', 代码: '913100000000000006' }, problems: [] },
      { rowNumber: 4, cells: { 企业名称: '甲"乙', 代码: '' }, problems: [] },
    ],
  };
  const csv = '企业名称, 代码 \r\n示例数据有限公司,913100000000000006\r\n,\r\n"甲""乙"\r\n';

  it.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${csv}`)],
    ['line feeds only', Buffer.from(csv.replaceAll('\r\n', '\n'))],
    ['tabs', Buffer.from(csv.replaceAll(',', '\t'))],
    ['semicolons', Buffer.from(csv.replaceAll(',', ';'))],
    ['UTF-16 with tabs', Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le')],
  ])('%s', async (_name, bytes) => {
    expect(await read(bytes)).toEqual(expected);
  });

  it('GB18030, as Chinese spreadsheet programs write it', async () => {
    // 企业名称,地址 / 示例,上海
    const bytes = Buffer.from('c6f3d2b5c3fbb3c62cb5d8d6b70d0acabec0fd2cc9cfbaa30d0a', 'hex');
    expect(await read(bytes)).toEqual({
      ok: true,
      headers: ['企业名称', '地址'],
      rows: [{ rowNumber: 2, cells: { 企业名称: '示例', 地址: '上海' }, problems: [] }],
    });
  });

  it('keeps separators, quotes and line ends inside quotes, and counts rows as they are shown', async () => {
    const result = await read('a,b\r\n"x,\r\ny","1""2"\r\nz,"q"tail\r\n');
    expect(result.ok && result.rows.map(({ rowNumber, cells }) => [rowNumber, cells.a, cells.b])).toEqual([
      [2, 'x,\r\ny', '1"2'],
      [3, 'z', 'qtail'],
    ]);
  });

  it('names a code whose digits a spreadsheet program has lost', async () => {
    const result = await read('代码\n9.131E+17\n91310000MA1FL0000X\n');
    expect(result.ok && result.rows.map(({ problems }) => problems)).toEqual([
      [
        {
          header: '代码',
          code: 'became_number',
          message: {
            zh: '该单元格已被表格软件转为数值，请设为文本后重填',
            en: expect.stringContaining('format it as text') as string,
          },
        },
      ],
      [],
    ]);
  });

  it.each([
    ['nothing', '', 'no_header'],
    ['blank lines', '\r\n , \r\n', 'no_header'],
    ['an open quote', 'a,b\n"x', 'damaged'],
    ['the same header twice', 'a,b, a\n1,2,3', 'duplicate_header'],
    ['501 columns', Array.from({ length: 501 }, (_, index) => `c${index}`).join(','), 'too_many_columns'],
    ['101 rows', `a\n${'x\n'.repeat(101)}`, 'too_many_rows'],
    ['NUL bytes', 'a\0b', 'unsupported_format'],
  ])('refuses %s', async (_name, content, refusal) => {
    expect(await read(content)).toMatchObject({ ok: false, refusal });
  });

  it('names the header that is there twice', async () => {
    expect(await read('名称,名称\n')).toEqual({ ok: false, refusal: 'duplicate_header', header: '名称' });
  });

  it('takes exactly maxRows rows and maxBytes bytes', async () => {
    expect(await read(`a\n${'x\n'.repeat(100)}`)).toMatchObject({ ok: true });
    const options = { fileName: 'x.csv', maxRows: 10, maxBytes: 4 };
    expect(await readTable(Readable.from([Buffer.from('a\nxy')]), options)).toMatchObject({ ok: true });
    expect(await readTable(Readable.from([Buffer.from('a\nxyz')]), options)).toEqual({
      ok: false,
      refusal: 'too_large',
    });
  });

  it('refuses bytes of no Chinese encoding', async () => {
    expect(await read(Buffer.from('ff41ff42', 'hex'))).toEqual({ ok: false, refusal: 'unreadable_text' });
  });

  it('keeps a header named like a property of every object', async () => {
    const result = await read('__proto__,constructor\nx,y\n');
    expect(result.ok && Object.entries(result.rows[0]?.cells ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('answers or refuses whatever it is given', async () => {
    const piece = fc.constantFrom('"', ',', '\n', '\r', 'a', '甲', "'", '=');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece).map((pieces) => pieces.join('')),
        async (content) => {
          expect(typeof (await read(content)).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('XLSX', () => {
  it('reads shared, rich, inline and formula texts, and skips what is empty', async () => {
    const result = await readWorkbook({
      strings:
        '<si><t>名称</t></si><si><r><t>示例</t></r><r><t xml:space="preserve"> 公司</t></r><rPh sb="0" eb="1"><t>shi</t></rPh></si><si><t>_x005F_x0041_</t></si>',
      rows:
        `<row r="2"><c r="B2" t="s"><v>0</v></c>${inline('D2', ' 备注\n一 ')}</row>` +
        '<row r="3"/>' +
        '<row r="5"><c r="B5" t="s"><v>1</v></c><c r="C5" t="s"><v>0</v></c><c r="D5" t="str"><f>A1</f><v>甲&amp;乙</v></c></row>' +
        '<row r="6"><c r="B6" t="s"><v>2</v></c><c r="D6" t="b"><v>1</v></c></row>' +
        '<row r="7"><c r="B7" t="s"><v>99</v></c><c r="D7" t="e"><v>#N/A</v></c></row>',
    });
    expect(result).toMatchObject({
      ok: true,
      headers: ['名称', '备注 一'],
      rows: [
        { rowNumber: 5, cells: { 名称: '示例 公司', '备注 一': '甲&乙' }, problems: [] },
        { rowNumber: 6, cells: { 名称: '_x0041_', '备注 一': 'TRUE' }, problems: [] },
        { rowNumber: 7, cells: { 名称: '' }, problems: [{ header: '备注 一', code: 'formula_error' }] },
      ],
    });
  });

  it('reads the first sheet that is visible, and prefixed names', async () => {
    const hidden =
      '<sheet name="一" sheetId="1" r:id="s1" state="hidden"/><sheet name="二" sheetId="2" r:id="s2"/>';
    expect(await readWorkbook({ rows: '', sheets: hidden })).toMatchObject({ headers: ['第二张'] });
    const parts = workbookParts({ rows: '' }).map((part) =>
      part.name === 'xl/worksheets/sheet1.xml'
        ? {
            ...part,
            content:
              '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>前缀</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
          }
        : part,
    );
    expect(await read(zipFile(parts), 'x.xlsx')).toMatchObject({ headers: ['前缀'] });
  });

  it.each([
    ['1', 'General', '1'],
    ['13800000000', 'General', '13800000000'],
    ['1.1000000000000001', 'General', '1.1'],
    ['0.30000000000000004', 'General', '0.3'],
    ['1E-7', 'General', '0.0000001'],
    ['999999999999999', 'General', '999999999999999'],
    ['9.13100000000000E+17', 'General', 'became_number'],
    ['913100000000000000', '0', 'became_number'],
    ['-1E+15', 'General', 'became_number'],
    ['12.5', '0.00', '12.50'],
    ['1.005', '0.00', '1.01'],
    ['-0.001', '0.00', '0.00'],
    ['1234567.891', '#,##0.00_);(#,##0.00)', '1234567.89'],
    ['0.125', '0.0%', '12.5%'],
    ['0.125', 9, '13%'],
    ['310', '000000', '000310'],
    ['46295', 14, '2026-09-30'],
    ['46295', 31, '2026-09-30'],
    ['46295', 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '2026-09-30'],
    ['46295', '[$-804]yyyy年m月d日;@', '2026-09-30'],
    ['46295.75', 'yyyy-mm-dd hh:mm', '2026-09-30 18:00:00'],
    ['46295.99999999', 'yyyy-mm-dd', '2026-10-01'],
    ['0.75', 'h:mm', '18:00:00'],
    ['1', 14, '1900-01-01'],
    ['59', 14, '1900-02-28'],
    ['60', 14, 'impossible_date'],
    ['61', 14, '1900-03-01'],
    ['2958465', 14, '9999-12-31'],
    ['2958466', 14, 'impossible_date'],
    ['-1', 14, 'impossible_date'],
    ['1E+300', 14, 'impossible_date'],
    ['46295', '0.00E+00', '46295'],
    ['7', '&quot;第&quot;0&quot;日&quot;', '7'],
    ['x', 'General', 'x'],
  ])('%s formatted %s is %s', async (raw, format, shown) => {
    expect(await cell(raw, format)).toBe(shown);
  });

  it('reads what another writer makes of dates, rich texts, links, formulas and codes', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('名单');
    sheet.addRow(['日期', '名称', '网址', '合计', '代码']);
    sheet.addRow([
      new Date('2026-09-30T00:00:00Z'),
      { richText: [{ text: '示例' }, { text: '公司', font: { bold: true } }] },
      { text: '官网', hyperlink: 'https://example.cn' },
      { formula: '1+1', result: 2 },
      913100000000000006n.toString(),
    ]);
    sheet.getCell('E3').value = Number('913100000000000006');
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
    const result = await read(bytes, 'x.xlsx');
    expect(result.ok && result.rows.map(({ cells, problems }) => [cells, problems[0]?.code])).toMatchObject([
      [
        { 日期: '2026-09-30', 名称: '示例公司', 网址: '官网', 合计: '2', 代码: '913100000000000006' },
        undefined,
      ],
      [{ 日期: '' }, 'became_number'],
    ]);
  });

  it('knows the calendar that begins in 1904', async () => {
    expect(await cell('44833', 14, '<workbookPr date1904="1"/>')).toBe('2026-09-30');
  });
});

describe('hostile or broken workbooks', () => {
  const header = `<row r="1">${inline('A1', 'h')}</row>`;
  const good = workbookParts({ rows: `${header}<row r="2">${inline('A2', 'x')}</row>` });
  const replaced = (name: string, change: object): Buffer =>
    zipFile(good.map((part) => (part.name === name ? { ...part, ...change } : part)));
  const sheet = 'xl/worksheets/sheet1.xml';

  it('the sound one is read', async () => {
    expect(await read(zipFile(good), 'x.xlsx')).toMatchObject({ ok: true, rows: [{ cells: { h: 'x' } }] });
  });

  it('a part that unpacks to more than the limit, whatever size it claims', async () => {
    const bomb = Buffer.alloc(150_000_000, ' ');
    const bytes = replaced(sheet, { content: bomb, claimedSize: 100 });
    expect(bytes.length).toBeLessThan(limits.maxBytes);
    expect(await read(bytes, 'x.xlsx')).toEqual({ ok: false, refusal: 'too_large' });
  });

  it.each([
    ['entities that multiply', { content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }],
    [
      'a file named in the document type',
      { content: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>' },
    ],
    ['an unknown entity', { content: '<worksheet>&a;</worksheet>' }],
    ['broken XML', { content: '<worksheet><sheetData>' }],
    ['no XML', { content: 'hello' }],
    ['no UTF-8', { content: Buffer.from('3c61ff3c2f613e', 'hex') }],
    ['deep nesting', { content: '<a>'.repeat(5000) + '</a>'.repeat(5000) }],
    ['a wrong checksum', { claimedCrc: 1 }],
    ['an unknown packing', { method: 12 }],
    ['bytes that are not packed', { content: Buffer.from('ffffffff', 'hex'), method: 0, claimedCrc: 0 }],
    ['rows backwards', { content: '<w><row r="5"/><row r="4"/></w>' }],
    ['a row beyond the sheet', { content: '<w><row r="99999999"/></w>' }],
    ['a column beyond the sheet', { content: '<w><row r="1"><c r="ZZZ1"/></row></w>' }],
    ['a nameless cell', { content: '<w><row r="1"><c r="1"/></row></w>' }],
  ])('%s', async (_name, change) => {
    expect(await read(replaced(sheet, change), 'x.xlsx')).toEqual({ ok: false, refusal: 'damaged' });
  });

  it('two parts of one name, and a missing sheet', async () => {
    expect(await read(zipFile([...good, ...good]), 'x.xlsx')).toMatchObject({ refusal: 'damaged' });
    expect(await read(zipFile(good.filter(({ name }) => name !== sheet)), 'x.xlsx')).toMatchObject({
      refusal: 'damaged',
    });
  });

  it('a password, the old format, another ZIP, another file', async () => {
    expect(await read(replaced(sheet, { flags: 1 }), 'x.xlsx')).toMatchObject({
      refusal: 'legacy_or_encrypted',
    });
    const old = Buffer.from('d0cf11e0a1b11ae10000', 'hex');
    expect(await read(old, 'x.xls')).toMatchObject({ refusal: 'legacy_or_encrypted' });
    const other = zipFile([{ name: 'word/document.xml', content: '<a/>' }]);
    expect(await read(other, 'x.xlsx')).toMatchObject({ refusal: 'unsupported_format' });
    expect(await read('%PDF-1.7', 'x.pdf')).toMatchObject({ refusal: 'unsupported_format' });
  });

  it('any cut and any changed byte is answered, never thrown', async () => {
    const bytes = zipFile(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        expect(typeof (await read(changed, 'x.xlsx')).ok).toBe('boolean');
        expect((await read(bytes.subarray(0, at), 'x.xlsx')).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('a source that breaks off is an error, not a shorter table', async () => {
    const broken = new Readable({ read() {} });
    broken.push('a,b\n1,2\n');
    setTimeout(() => broken.destroy(new Error('the sender went away')), 20);
    await expect(readTable(broken, { fileName: 'x.csv', ...limits })).rejects.toThrow('the sender went away');
  });
});
