import type { RawCell, RowTaker } from './raw-table.ts';
import { TableError } from './table-error.ts';
import { showNumber } from './xlsx-number.ts';
import {
  decodeEscapes,
  maxWrittenText,
  readWorkbook,
  TextCollector,
  type Workbook,
} from './xlsx-workbook.ts';
import { walkXml, type XmlHandler } from './xlsx-xml.ts';
import { ZipArchive } from './zip-archive.ts';

/** The unpacked bytes that reading may cost; a workbook of 20,000 rows by 20 columns has about 25 million. */
const unpackedLimit = 100_000_000;
/** What the format knows: XFD and 1,048,576. */
const maxColumn = 16_384;
const maxRow = 1_048_576;
/** More tabs than anybody reads. */
const maxSheets = 255;
/** Characters of all cells together, a shared string counted wherever it stands: a short file can repeat a long one. */
const maxCharacters = 100_000_000;

/** Gives the rows of the first visible sheet; of its cells, no more than `maxCells` may hold something. */
export async function readXlsx(bytes: Buffer, maxCells: number, take: RowTaker): Promise<void> {
  const archive = new ZipArchive(bytes, unpackedLimit);
  const workbook = await readWorkbook(archive);
  const sheet = workbook.sheets.find(({ isVisible }) => isVisible);
  if (!sheet) throw new TableError('damaged');
  await walkXml(archive.read(sheet.part), new SheetReader(workbook, new CellBudget(maxCells), take));
}

/**
 * Gives the rows of every sheet, hidden ones too; `begin` names the sheet whose rows follow. No more than `maxCells` of
 * all cells may hold something.
 */
export async function readXlsxSheets(
  bytes: Buffer,
  maxCells: number,
  begin: (name: string) => void,
  take: RowTaker,
): Promise<void> {
  const archive = new ZipArchive(bytes, unpackedLimit);
  const workbook = await readWorkbook(archive);
  if (workbook.sheets.length > maxSheets) throw new TableError('damaged');
  const budget = new CellBudget(maxCells);
  for (const { name, part } of workbook.sheets) {
    begin(name);
    await walkXml(archive.read(part), new SheetReader(workbook, budget, take));
  }
}

/** What the cells of a file may cost, all sheets together. */
class CellBudget {
  #cells: number;
  #characters = maxCharacters;

  constructor(cells: number) {
    this.#cells = cells;
  }

  spend(text: string): void {
    this.#cells -= 1;
    this.#characters -= text.length;
    if (this.#cells < 0 || this.#characters < 0) throw new TableError('too_large');
  }
}

class SheetReader implements XmlHandler {
  readonly #workbook: Workbook;
  readonly #budget: CellBudget;
  readonly #take: RowTaker;
  readonly #inline = new TextCollector();
  #rowNumber = 0;
  #column = -1;
  #cells = new Map<number, RawCell>();
  #type = 'n';
  #style = 0;
  #value = '';
  #isInValue = false;
  #isFormula = false;

  constructor(workbook: Workbook, budget: CellBudget, take: RowTaker) {
    this.#workbook = workbook;
    this.#budget = budget;
    this.#take = take;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#isInValue = true;
    else if (name === 'f') this.#isFormula = true;
    else this.#inline.open(name);
  }

  text(text: string): void {
    if (!this.#isInValue) return this.#inline.text(text);
    if (this.#value.length + text.length > maxWrittenText) throw new TableError('damaged');
    this.#value += text;
  }

  close(name: string): void {
    if (name === 'v') this.#isInValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#take({ number: this.#rowNumber, cells: this.#cells });
    else this.#inline.close(name);
  }

  #openRow(number: string | undefined): void {
    const given = number === undefined ? this.#rowNumber + 1 : Number(number);
    if (!Number.isInteger(given) || given <= this.#rowNumber || given > maxRow)
      throw new TableError('damaged');
    this.#rowNumber = given;
    this.#column = -1;
    this.#cells = new Map();
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
    if (this.#column >= maxColumn) throw new TableError('damaged');
    this.#type = attributes.t ?? 'n';
    this.#style = Number(attributes.s ?? 0);
    this.#value = '';
    this.#isFormula = false;
    this.#inline.start();
  }

  #closeCell(): void {
    const cell = this.#readCell();
    if (this.#isFormula || cell.text !== '') this.#budget.spend(cell.text);
    // A calculated cell is told even if its program kept no value.
    if (this.#isFormula) this.#cells.set(this.#column, { ...cell, isFormula: true });
    else if (cell.text !== '') this.#cells.set(this.#column, cell);
  }

  #readCell(): RawCell {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return { text: this.#workbook.strings[Number(value)] ?? '' };
      case 'str':
        return { text: decodeEscapes(value) };
      case 'inlineStr':
        return { text: this.#inline.finish() };
      case 'b':
        return { text: value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value };
      case 'e':
        return { text: value, problem: 'formula_error' };
      case 'd':
        return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ') };
      default:
        return showNumber(
          value,
          this.#workbook.formats[this.#style] ?? { kind: 'general' },
          this.#workbook.isDate1904,
        );
    }
  }
}

/** 'AB12' is column 27. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) throw new TableError('damaged');
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
