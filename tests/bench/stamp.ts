import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Sealer } from '#db/crypto/sealer.ts';
import { bigramsOf } from '#db/queries/filing-term.ts';
import { copyText } from './copy.ts';

/**
 * Everything that an organisation has, as rows of text. It was made through the services, so what is stamped from it has
 * the shape of what the product writes, new columns of later releases included.
 */
export interface Image {
  readonly organisationId: string;
  readonly tables: ReadonlyMap<string, ImageTable>;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

interface ImageTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What people hold, or what tells people of something: an account of one house isn't multiplied by its houses. */
const NOT_STAMPED = ['membership', 'invitation', 'notice', 'notice_body', 'roster_tally'];

/** Whoever can be asked: one connection, or a pool. */
export type Asked = Pick<pg.ClientBase, 'query'>;

/** How much of an organisation an image holds. */
export interface Extent {
  /** With its members and their accounts, each organisation's own. */
  readonly people?: boolean;
  /** With the notices that were queued: to see what a write leaves behind. */
  readonly notices?: boolean;
}

/** The tables with an organisation's rows. */
async function tenantTables(client: Asked, { people, notices }: Extent): Promise<Map<string, Column[]>> {
  const left = new Set(NOT_STAMPED);
  if (people) left.delete('membership');
  if (notices) for (const table of ['notice', 'notice_body']) left.delete(table);
  const { rows } = await client.query<{ table: string; name: string; type: string }>(`
    select c.table_name as table, c.column_name as name, c.udt_name as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.is_identity = 'NO'
    order by c.table_name, c.ordinal_position`);
  const tables = new Map<string, Column[]>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  for (const [table, columns] of tables) {
    const isTenants = table === 'organisation' || columns.some(({ name }) => name === 'organisation_id');
    const isPerson = people === true && table === 'account';
    if ((!isTenants && !isPerson) || left.has(table)) tables.delete(table);
  }
  return tables;
}

/** By what a table's rows are an organisation's. */
function conditionOf(table: string): string {
  if (table === 'organisation') return 'id = $1';
  if (table === 'account') return 'id in (select account_id from membership where organisation_id = $1)';
  return 'organisation_id = $1';
}

/** Reads an organisation's rows, as the owner of the tables. */
export async function takeImage(client: Asked, organisationId: string, extent: Extent = {}): Promise<Image> {
  await client.query(`set timezone to 'UTC'`);
  const tables = new Map<string, ImageTable>();
  for (const [table, columns] of await tenantTables(client, extent)) {
    if (table === 'session') continue;
    const names = columns.map(({ name }) => `"${name}"::text`).join(', ');
    const order = table === 'journal' ? ' order by journal.seq' : '';
    const { rows } = await client.query<(string | null)[]>({
      text: `select ${names} from "${table}" where ${conditionOf(table)}${order}`,
      values: [organisationId],
      rowMode: 'array',
    });
    if (rows.length > 0) tables.set(table, { columns, rows });
  }
  return { organisationId, tables };
}

/** The rows of one table of an image. */
export function rowsOf(image: Image, table: string): Record<string, string | null>[] {
  const found = image.tables.get(table);
  if (!found) return [];
  return found.rows.map((row) =>
    Object.fromEntries(found.columns.map(({ name }, index) => [name, row[index] ?? null])),
  );
}

/** What differs from one organisation to the next, by its place in the image's list of texts. */
export interface Imprint {
  /** A text that tells this organisation from all others; its ids come from it. */
  readonly key: string;
  readonly texts: readonly string[];
  /** How much earlier all of it happened, in whole weeks, which keeps working days, and how much later in the day. */
  readonly weeks: number;
  readonly minutes: number;
}

type Part =
  | string
  | { readonly kind: 'id'; readonly index: number }
  | { readonly kind: 'text'; readonly index: number }
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'seal'; readonly plain: string };

/** The terms of one filing: the row around them, those that are always the same, and the texts that the others come from. */
interface Terms {
  readonly filingId: string;
  readonly head: readonly Part[];
  readonly tail: readonly Part[];
  readonly fixed: readonly string[];
  readonly from: readonly number[];
}

const DAY_MS = 86_400_000;
const PERSONAL = 'filing.personal';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The ids of one organisation's rows: as random as the product's own, the same at each run. */
function idsFor(key: string, count: number): string[] {
  const ids: string[] = [];
  for (let block = 0; ids.length < count; block += 1) {
    const hex = createHash('sha512').update(`${key}/${block}`).digest('hex');
    for (let from = 0; from + 32 <= hex.length && ids.length < count; from += 32) {
      const part = hex.slice(from, from + 32);
      ids.push(
        `${part.slice(0, 8)}-${part.slice(8, 12)}-7${part.slice(13, 16)}-8${part.slice(17, 20)}-${part.slice(20)}`,
      );
    }
  }
  return ids;
}

/** Columns whose values are ids of the organisation's own things. */
const OWN_IDS = new Set(['id', 'scope_id', 'submit_key', 'entry_id']);

/** Stamps organisations after an image. */
export class Stamp {
  readonly #ids: readonly string[];
  readonly #texts: readonly string[];
  readonly #rows = new Map<string, readonly (readonly Part[])[]>();
  readonly #columns = new Map<string, readonly string[]>();
  readonly #terms: readonly Terms[];
  readonly #sealer: Sealer;
  readonly #image: Image;

  /**
   * @param texts what is replaced in each organisation: names, codes, numbers; none part of another
   * @param edit another value for a column; undefined leaves the row out
   */
  constructor(
    image: Image,
    texts: readonly string[],
    sealer: Sealer,
    edit: (table: string, column: string, value: string | null) => string | null | undefined = (
      _table,
      _column,
      value,
    ) => value,
  ) {
    this.#image = image;
    this.#texts = texts;
    this.#sealer = sealer;
    const ids = new Set([image.organisationId]);
    for (const { columns, rows } of image.tables.values()) {
      for (const row of rows) {
        columns.forEach(({ name, type }, index) => {
          const value = row[index];
          if (type === 'uuid' && OWN_IDS.has(name) && value) ids.add(value);
        });
      }
    }
    this.#ids = [...ids];
    const variable = new RegExp([...this.#ids, ...texts].map(escaped).join('|'), 'g');
    for (const [table, { columns, rows }] of image.tables) {
      this.#columns.set(
        table,
        columns.map(({ name }) => name),
      );
      if (table === 'filing_term') continue;
      const kept = rows
        .map((row) => row.map((value, index) => edit(table, columns[index]?.name ?? '', value)))
        .filter((row) => row.every((value) => value !== undefined));
      this.#rows.set(
        table,
        kept.map((row) => this.#compile(columns, row, variable)),
      );
    }
    this.#terms = this.#compileTerms(variable);
  }

  /** Tables that are filled, with their columns. */
  get tables(): readonly (readonly [table: string, columns: readonly string[]])[] {
    return [...this.#columns];
  }

  /** All ids of an organisation, in the image's order. */
  idsIn(key: string): readonly string[] {
    return idsFor(key, this.#ids.length);
  }

  /** The id that a thing of the image has in an organisation. */
  idIn(key: string, imageId: string): string {
    const index = this.#ids.indexOf(imageId);
    if (index < 0) throw new Error(`${imageId} is not the image's own`);
    return idsFor(key, this.#ids.length)[index] ?? '';
  }

  #splitText(text: string, variable: RegExp): Part[] {
    const parts: Part[] = [];
    let from = 0;
    for (const match of text.matchAll(variable)) {
      if (match.index > from) parts.push(copyText(text.slice(from, match.index)));
      const id = this.#ids.indexOf(match[0]);
      parts.push(
        id >= 0 ? { kind: 'id', index: id } : { kind: 'text', index: this.#texts.indexOf(match[0]) },
      );
      from = match.index + match[0].length;
    }
    if (from < text.length) parts.push(copyText(text.slice(from)));
    return parts;
  }

  #compileValue({ name, type }: Column, value: string | null, variable: RegExp): Part[] {
    if (value === null) return ['\\N'];
    if (type === 'timestamptz')
      return [{ kind: 'instant', at: Date.parse(value.replace(' ', 'T').replace(/\+00$/, 'Z')) }];
    // The end of time stands for "no due date", and isn't moved.
    if (type === 'date')
      return value.startsWith('9999') ? [value] : [{ kind: 'day', at: Date.parse(`${value}T00:00:00Z`) }];
    const sealed = name === 'body' && type === 'jsonb' ? /"sealed": "([^"]+)"/.exec(value)?.[1] : undefined;
    if (!sealed) return this.#splitText(value, variable);
    const [before = '', after = ''] = value.split(sealed);
    const plain = this.#sealer.open(PERSONAL, sealed, this.#image.organisationId);
    return [
      ...this.#splitText(before, variable),
      { kind: 'seal', plain },
      ...this.#splitText(after, variable),
    ];
  }

  #compile(
    columns: readonly Column[],
    row: readonly (string | null | undefined)[],
    variable: RegExp,
  ): Part[] {
    const parts: Part[] = [];
    columns.forEach((column, index) => {
      const value = this.#compileValue(column, row[index] ?? null, variable);
      for (const part of [...(index === 0 ? [] : ['\t']), ...value]) {
        const last = parts.length - 1;
        const before = parts[last];
        if (typeof part === 'string' && typeof before === 'string') parts[last] = before + part;
        else parts.push(part);
      }
    });
    return parts;
  }

  /** Terms hold pieces of texts, so they are made anew: those that the texts don't explain stay. */
  #compileTerms(variable: RegExp): Terms[] {
    const table = this.#image.tables.get('filing_term');
    if (!table) return [];
    const at = table.columns.findIndex(({ name }) => name === 'term');
    const filingAt = table.columns.findIndex(({ name }) => name === 'filing_id');
    const byFiling = new Map<string, (readonly (string | null)[])[]>();
    for (const row of table.rows) {
      const filing = row[filingAt] ?? '';
      byFiling.set(filing, [...(byFiling.get(filing) ?? []), row]);
    }
    return [...byFiling].map(([filingId, rows]) => {
      const first = rows[0] ?? [];
      const terms = rows.map((row) => row[at] ?? '');
      const from = [...this.#texts.keys()].filter((index) =>
        bigramsOf(this.#texts[index] ?? '').every((term) => terms.includes(term)),
      );
      const own = new Set(from.flatMap((index) => bigramsOf(this.#texts[index] ?? '')));
      const head = this.#compile(table.columns.slice(0, at), first.slice(0, at), variable);
      const tail = this.#compile(table.columns.slice(at + 1), first.slice(at + 1), variable);
      const fixed = terms.filter((term) => !own.has(term));
      return { filingId, head: [...head, '\t'], tail: ['\t', ...tail], fixed, from };
    });
  }

  /** Writes an organisation's rows, as lines for COPY, into the lists of their tables. */
  press(imprint: Imprint, into: Map<string, string[]>, only?: ReadonlySet<string>): void {
    const ids = idsFor(imprint.key, this.#ids.length);
    const dayShift = imprint.weeks * 7 * DAY_MS;
    const shift = dayShift - imprint.minutes * 60_000;
    const render = (parts: readonly Part[]): string => {
      let line = '';
      for (const part of parts) {
        if (typeof part === 'string') line += part;
        else if (part.kind === 'id') line += ids[part.index] ?? '';
        else if (part.kind === 'text') line += imprint.texts[part.index] ?? '';
        else if (part.kind === 'instant') line += new Date(part.at - shift).toISOString();
        else if (part.kind === 'day') line += new Date(part.at - dayShift).toISOString().slice(0, 10);
        else line += this.#sealer.seal(PERSONAL, part.plain, ids[0] ?? '');
      }
      return line;
    };
    for (const [table, rows] of this.#rows) {
      if (only && !only.has(table)) continue;
      const lines = listIn(into, table);
      for (const row of rows) lines.push(`${render(row)}\n`);
    }
    if (this.#terms.length === 0 || (only && !only.has('filing_term'))) return;
    const pairs = imprint.texts.map((text) => bigramsOf(text));
    const lines = listIn(into, 'filing_term');
    for (const { head, tail, fixed, from } of this.#terms) {
      const before = render(head);
      const after = render(tail);
      const terms = from.flatMap((index) => pairs[index] ?? []);
      for (const term of new Set([...fixed, ...terms])) lines.push(`${before}${copyText(term)}${after}\n`);
    }
  }
}

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known) return known;
  const made: string[] = [];
  lists.set(key, made);
  return made;
}
