import { unguardCell } from './csv-guard.ts';
import type { RawCell, RowTaker } from './raw-table.ts';
import { TableError } from './table-error.ts';

/** How Excel writes a long code into CSV after it became a number: 9.1310E+17. */
const lostDigits = /^-?\d(?:\.\d+)?E\+(?:1[1-9]|[2-9]\d)$/i;

/** Gives the rows of a CSV file in UTF-8 or GB18030, or of the tab-separated UTF-16 that Excel calls Unicode text. */
export function readCsv(bytes: Buffer, take: RowTaker): void {
  const text = decodeText(bytes);
  const separator = findSeparator(text);
  let number = 0;
  for (const fields of splitRecords(text, separator)) {
    number += 1;
    take({
      number,
      cells: new Map(fields.flatMap((field, column) => (field === '' ? [] : [[column, cellOf(field)]]))),
    });
  }
}

function cellOf(field: string): RawCell {
  return lostDigits.test(field) ? { text: field, problem: 'became_number' } : { text: unguardCell(field) };
}

function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (text.includes('\0')) throw new TableError('unsupported_format');
      return text;
    } catch (error) {
      // A TypeError says that the bytes are not of this encoding: the next one is tried.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new TableError('unreadable_text');
}

/** The one of comma, tab and semicolon that the first line has most of; comma if there is none. */
function findSeparator(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => line.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** RFC 4180, and line ends of any kind. A quote inside an unquoted field is taken as it is. */
function* splitRecords(text: string, separator: string): Generator<string[]> {
  let at = 0;
  while (at < text.length) {
    const fields: string[] = [];
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator);
      fields.push(field.value);
      at = field.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    yield fields;
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
}

interface Field {
  readonly value: string;
  /** Where the separator, the line end or the end of the text is. */
  readonly end: number;
}

function plainField(text: string, start: number, separator: string): Field {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function quotedField(text: string, start: number, separator: string): Field {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new TableError('damaged');
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      // Anything between the closing quote and the separator still belongs to the field.
      const rest = plainField(text, quote + 1, separator);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    at = quote + 2;
  }
}
