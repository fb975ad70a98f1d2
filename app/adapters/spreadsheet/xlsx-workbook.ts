import { posix } from 'node:path';
import { TableError } from './table-error.ts';
import { readNumberFormat, type NumberFormat } from './xlsx-number.ts';
import { walkXml } from './xlsx-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Longest text of a cell, in characters: what a spreadsheet program holds. */
const maxText = 32_767;
/** The same as it is written: each character may be written as seven. */
export const maxWrittenText = maxText * 7;
/** More than the largest table that is read can hold. */
const maxStrings = 1_000_000;
/** What the format allows of cell styles, and more than anybody has of the others. */
const maxStyles = 65_490;
const maxCodes = 10_000;
const maxCodeLength = 1_000;
const maxRelations = 10_000;
const maxTabs = 1_000;

/** What the cells of a workbook need to be understood. */
export interface Workbook {
  /** In the order of their tabs; `part` holds the sheet. */
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly isVisible: boolean }[];
  readonly isDate1904: boolean;
  readonly strings: readonly string[];
  /** Formats by the style number of a cell. */
  readonly formats: readonly NumberFormat[];
}

/** Reads everything of a workbook but the sheets themselves. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const root = (await readRelations(archive, '')).find(({ type }) => type.endsWith('/officeDocument'));
  const bookPart = root?.target ?? 'xl/workbook.xml';
  if (!archive.has(bookPart)) throw new TableError('unsupported_format');
  const { sheets, isDate1904 } = await readBook(archive, bookPart);
  const relations = await readRelations(archive, bookPart);
  const placed = sheets.map(({ id, name, isVisible }) => {
    const part = relations.find((relation) => relation.id === id)?.target;
    if (part === undefined) throw new TableError('damaged');
    return { name, part, isVisible };
  });
  const partOf = (kind: string): string | undefined => {
    const target = relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
    return target !== undefined && archive.has(target) ? target : undefined;
  };
  return {
    sheets: placed,
    isDate1904,
    strings: await readStrings(archive, partOf('sharedStrings')),
    formats: await readFormats(archive, partOf('styles')),
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** The relations of a part ('' for the package itself), with targets as names of parts. */
async function readRelations(archive: ZipArchive, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(part === '' ? '' : folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(name)) return relations;
  await walkXml(archive.read(name), {
    open(tag, attributes) {
      const { Id: id, Type: type, Target: target } = attributes;
      if (tag !== 'Relationship' || id === undefined || type === undefined || target === undefined) return;
      if (relations.length >= maxRelations) throw new TableError('damaged');
      relations.push({
        id,
        type,
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return relations;
}

interface Book {
  readonly sheets: readonly { readonly id: string; readonly name: string; readonly isVisible: boolean }[];
  readonly isDate1904: boolean;
}

async function readBook(archive: ZipArchive, part: string): Promise<Book> {
  const sheets: { id: string; name: string; isVisible: boolean }[] = [];
  let isDate1904 = false;
  await walkXml(archive.read(part), {
    open(name, attributes) {
      if (name === 'workbookPr') isDate1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (id === undefined) return;
      const isVisible = (attributes.state ?? 'visible') === 'visible';
      if (sheets.length >= maxTabs) throw new TableError('damaged');
      sheets.push({ id, name: attributes.name ?? '', isVisible });
    },
  });
  return { sheets, isDate1904 };
}

async function readStrings(archive: ZipArchive, part: string | undefined): Promise<readonly string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const collector = new TextCollector();
  await walkXml(archive.read(part), {
    open(name) {
      if (name === 'si') collector.start();
      else collector.open(name);
    },
    close(name) {
      if (name === 'si') {
        if (strings.length >= maxStrings) throw new TableError('too_large');
        strings.push(collector.finish());
      } else collector.close(name);
    },
    text: (text) => collector.text(text),
  });
  return strings;
}

async function readFormats(archive: ZipArchive, part: string | undefined): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  if (part === undefined) return formats;
  let inCellStyles = false;
  await walkXml(archive.read(part), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCellStyles = true;
      const id = Number(numFmtId ?? 0);
      if (name === 'numFmt' && formatCode !== undefined) {
        if (codes.size >= maxCodes || formatCode.length > maxCodeLength) throw new TableError('damaged');
        codes.set(id, formatCode);
      }
      // The file gives the codes before the cell styles that use them.
      if (formats.length > maxStyles) throw new TableError('damaged');
      if (name === 'xf' && inCellStyles) formats.push(readNumberFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return formats;
}

/** Gathers the text of a rich or plain string, leaving out the reading aids (`rPh`) that East Asian versions add. */
export class TextCollector {
  #text = '';
  #isInText = false;
  #isInReading = false;

  start(): void {
    this.#text = '';
  }

  open(name: string): void {
    if (name === 't') this.#isInText = true;
    if (name === 'rPh') this.#isInReading = true;
  }

  close(name: string): void {
    if (name === 't') this.#isInText = false;
    if (name === 'rPh') this.#isInReading = false;
  }

  text(text: string): void {
    if (!this.#isInText || this.#isInReading) return;
    if (this.#text.length + text.length > maxWrittenText) throw new TableError('damaged');
    this.#text += text;
  }

  finish(): string {
    return decodeEscapes(this.#text);
  }
}

/**
 * _x000D_ stands for U+000D in the strings of a workbook (ECMA-376, ST_Xstring). A text longer than a cell holds is
 * `damaged`.
 */
export function decodeEscapes(text: string): string {
  const decoded = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  if (decoded.length > maxText) throw new TableError('damaged');
  return decoded;
}
