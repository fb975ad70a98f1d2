import { workbookParts, zipFile, type WorkbookParts, type ZipPart } from './zip-file.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGES = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What the format knows. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** The letters of a column, the first (A) being 0. */
function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const HEAD = `<row r="1">${text('名称')}${text('数值')}</row>`;

function workbook(parts: WorkbookParts, changes: Readonly<Record<string, string | Buffer>> = {}): Buffer {
  const all = workbookParts(parts);
  const changed = all.map((part): ZipPart => ({ ...part, content: changes[part.name] ?? part.content }));
  const added = Object.entries(changes).filter(([name]) => !all.some((part) => part.name === name));
  return zipFile([...changed, ...added.map(([name, content]) => ({ name, content }))]);
}

const sheet = (dimension: string, rows: string) =>
  `<worksheet xmlns="${MAIN}"><dimension ref="${dimension}"/><sheetData>${rows}</sheetData></worksheet>`;

/** Made when it is first needed, and kept: some take a second to make. */
function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => (made ??= make());
}

const everyRowAs = (row: string) => workbook({ rows: HEAD + row.repeat(MOST_ROWS - 1) });

/** Claims to be as large as the format allows, and holds one row. */
export const claimsEverything = () =>
  workbook(
    { rows: '' },
    {
      [SHEET]: sheet(`A1:${letters(MOST_COLUMNS - 1)}${MOST_ROWS}`, `${HEAD}<row r="2">${text('一')}</row>`),
    },
  );

/** One cell at the head, one in the last corner, nothing between. */
export const cornerCells = (row = MOST_ROWS, column = MOST_COLUMNS - 1) =>
  workbook({
    rows: `${HEAD}<row r="${row}"><c r="A${row}"><v>1</v></c><c r="${letters(column)}${row}"><v>2</v></c></row>`,
  });

/** Every row that the format knows. */
export const everyRow = once(() => everyRowAs('<row><c><v>1</v></c></row>'));
export const everyEmptyRow = () => everyRowAs('<row/>');

/** Every column that the format knows, each with a name of its own. */
export const everyColumn = () =>
  workbook({
    rows: `<row r="1">${Array.from({ length: MOST_COLUMNS }, (_, n) => text(`列${n}`)).join('')}</row>`,
  });

/** A few kilobytes that would be gigabytes in memory: hundreds of names, and rows that hold one cell. */
export const wideAndLong = () =>
  workbook({
    rows: `<row>${Array.from({ length: 500 }, (_, n) => text(`列${n}`)).join('')}</row>${'<row><c><v>1</v></c></row>'.repeat(700)}`,
  });

/** Rows as wide as the format allows, a full cell in every column. */
export const fullRows = () =>
  workbook({ rows: `<row>${'<c><v>1</v></c>'.repeat(MOST_COLUMNS)}</row>`.repeat(20) });

/** Claims billions of shared strings, and holds one. */
export const claimsStrings = () =>
  workbook(
    { rows: `${HEAD}<row r="2"><c t="s"><v>0</v></c><c t="s"><v>4294967294</v></c></row>` },
    {
      [STRINGS]: `<sst xmlns="${MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>一</t></si></sst>`,
    },
  );

/** A million shared strings, in a file of a few kilobytes. */
export const manyStrings = () => workbook({ rows: HEAD, strings: '<si/>'.repeat(1_000_001) });

/** One shared string that unpacks to 110 MB. */
export const hugeString = once(() => {
  const [before, after] = [`<sst xmlns="${MAIN}"><si><t xml:space="preserve">`, '</t></si></sst>'];
  const content = Buffer.concat([Buffer.from(before), Buffer.alloc(110_000_000, ' '), Buffer.from(after)]);
  return workbook({ rows: HEAD }, { [STRINGS]: content });
});

/** A string longer than a cell holds. */
export const overlongString = () =>
  workbook({
    rows: `${HEAD}<row><c t="s"><v>0</v></c></row>`,
    strings: `<si><t>${'长'.repeat(32_768)}</t></si>`,
  });

/** A string as long as a cell holds, of blanks that would be looked through wherever it stands. */
export const repeatedString = () =>
  workbook({
    rows: HEAD + '<row><c t="s"><v>0</v></c></row>'.repeat(9_000),
    strings: `<si><t xml:space="preserve">${' '.repeat(32_767)}</t></si>`,
  });

/** An element with more attributes than memory has room for, as far as anybody reads it. */
export const manyAttributes = () =>
  workbook(
    { rows: HEAD },
    {
      [STRINGS]: `<sst xmlns="${MAIN}" ${Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
    },
  );

/** Number formats and numbers that no calendar and no printer knows. */
export const oddNumbers = (format: string, value: string) =>
  workbook({ rows: `${HEAD}<row r="2">${text('一')}<c s="0"><v>${value}</v></c></row>`, formats: [format] });

/** What an office program would fetch or run: links to other files, data connections, queries, DDE, web formulas. */
export function reachesOut(address: string): Buffer {
  const external = (type: string) =>
    `<Relationships xmlns="${PACKAGES}"><Relationship Id="r1" Type="${OFFICE}/${type}" Target="${address}/a.xlsx" TargetMode="External"/></Relationships>`;
  const formula = (code: string, value: string) => `<c t="str"><f>${code}</f><v>${value}</v></c>`;
  return workbook(
    {
      rows: `${HEAD}<row r="2">${formula("cmd|'/C calc'!A0", '一')}${formula(`WEBSERVICE(&quot;${address}/w&quot;)`, '2')}</row><row r="3">${formula('[1]Sheet1!$A$1', '二')}${text("=cmd|'/C calc'!A0")}</row>`,
    },
    {
      'xl/externalLinks/externalLink1.xml': `<externalLink xmlns="${MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>`,
      'xl/externalLinks/_rels/externalLink1.xml.rels': external('externalLinkPath'),
      'xl/connections.xml': `<connections xmlns="${MAIN}"><connection id="1" type="4" refreshOnLoad="1"><webPr url="${address}/c"/></connection><connection id="2" type="1"><dbPr connection="DSN=x" command="drop table journal"/></connection></connections>`,
      'xl/queryTables/queryTable1.xml': `<queryTable xmlns="${MAIN}" name="q" connectionId="1" refreshOnLoad="1"/>`,
      'xl/worksheets/_rels/sheet1.xml.rels': external('hyperlink'),
    },
  );
}

/** A workbook whose one sheet lies at another address. */
export const sheetElsewhere = (address: string) =>
  workbook(
    { rows: '', sheets: '<sheet name="一" sheetId="1" r:id="s1"/>' },
    {
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGES}"><Relationship Id="s1" Type="${OFFICE}/worksheet" Target="${address}/sheet.xml" TargetMode="External"/></Relationships>`,
    },
  );

/** What every place that takes a workbook is tried with: none of them is a table that anybody could want. */
export const HOSTILE: readonly (readonly [what: string, make: () => Buffer])[] = [
  ['a workbook that claims 1,048,576 rows of 16,384 columns', claimsEverything],
  ['two cells in opposite corners', () => cornerCells()],
  ['a row below the last', () => cornerCells(MOST_ROWS + 1)],
  ['a column beyond the last', () => cornerCells(2, MOST_COLUMNS)],
  ['1,048,576 rows', everyRow],
  ['16,384 columns', everyColumn],
  ['five hundred columns of empty rows', wideAndLong],
  ['a shared string of 110 MB', hugeString],
  ['a text longer than a cell holds', overlongString],
  ['a long text that stands in every row', repeatedString],
  ['hundreds of thousands of attributes', manyAttributes],
  ['more decimals than are printed', () => oddNumbers(`0.${'0'.repeat(200)}`, '1')],
  ['links, connections and DDE', () => reachesOut('http://127.0.0.1:9')],
  ['a sheet at another address', () => sheetElsewhere('http://127.0.0.1:9')],
];
