import type autocannon from 'autocannon';
import type pg from 'pg';
import { serialNumber } from '#app/domain/filing/receipt.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { sessionDigest } from '#app/http/session.server.ts';
import { copyInto } from './copy.ts';
import { countAgain, fillAll, shareOut, textsFor, type Filling, type Mould } from './data.ts';
import type { FloorWork } from './floor.ts';
import { sessionIdOf, type Caller } from './session.ts';
import { rowsOf, takeImage, type Image } from './stamp.ts';
import { BENCH_SECRET, NotMeasurable } from './server.ts';

/** One of the organisations that a workload writes to, each once. */
export interface Place {
  readonly index: number;
  readonly texts: readonly string[];
  /** The id here of a thing of the image. */
  readonly id: (imageId: string) => string;
}

/** What is posted to the app, and that the floor writes the same rows. */
export interface Writing {
  readonly key: string;
  readonly name: string;
  readonly part: 'filings' | 'assessments' | 'targets';
  readonly mould: Mould;
  readonly organisationId: string;
  /** The account whose session posts, in a place. */
  readonly accountId: (place: Place) => string;
  readonly request: (place: Place, caller: Caller) => autocannon.Request;
  /** Status of an answer that wrote. */
  readonly expected: number;
  /** Settings of the scoped floor in a place. */
  readonly settings: (place: Place) => Readonly<Record<string, string>>;
}

/** Numbers of stamped organisations of each writing begin apart from those of the queue, and from each other's. */
const STRIDE = 10_000;
const FIRST = 2_000_000;

const firstOf = (turn: number) => FIRST + turn * STRIDE;
const keyOf = (writing: Writing, index: number) => `${writing.key}/${index}`;

/** Organisations that are pressed before their rows go out. */
const BATCH = 50;

/** The organisation of a writing by its number. */
export function placeOf(writing: Writing, turn: number, index: number): Place {
  const key = keyOf(writing, index);
  return {
    index,
    texts: textsFor(firstOf(turn) + index, writing.mould.texts),
    id: (imageId) => writing.mould.stamp.idIn(key, imageId),
  };
}

/** The organisations that writings need, stamped. */
function placeFilling(writings: readonly Writing[], count: number): Filling {
  const columns = new Map(writings.flatMap(({ mould }) => mould.stamp.tables));
  return {
    tables: ['filing_term'],
    fill: (clients) =>
      shareOut(clients, Math.ceil(count / BATCH) * writings.length, async (client, batch) => {
        const turn = batch % writings.length;
        const writing = writings[turn];
        if (!writing) return;
        const from = Math.floor(batch / writings.length) * BATCH;
        const lines = new Map<string, string[]>();
        for (let index = from; index < Math.min(from + BATCH, count); index += 1) {
          const { texts } = placeOf(writing, turn, index);
          writing.mould.stamp.press({ key: keyOf(writing, index), texts, weeks: 0, minutes: 0 }, lines);
        }
        for (const [table, rows] of lines) await copyInto(client, table, columns.get(table) ?? [], rows);
      }),
    count: countAgain,
  };
}

/** Stamps the organisations that writings need, with sessions for their people. */
export async function stampPlaces(
  clients: readonly pg.Client[],
  writings: readonly Writing[],
  count: number,
): Promise<void> {
  const [client] = clients;
  if (!client || writings.length === 0) return;
  await fillAll(clients, [placeFilling(writings, count)]);
  await insertCredentials(client);
  await client.query(`
    insert into session (id, account_id, created_at, expires_at, last_seen_at, second_factor_at, device)
    select encode(sha256(convert_to('bench-' || a.id, 'UTF8')), 'hex'), a.id, now(), now() + interval '11 hours', now(), now(), 'bench'
    from account a where not exists (select 1 from session s where s.account_id = a.id)`);
}

/** Nobody signs in with these, but a session is found only with its account's credential, and notices are sent there. */
async function insertCredentials(client: pg.Client): Promise<void> {
  const sealer = createSealer({ masterSecret: BENCH_SECRET, keyId: 'k1' });
  const { rows } = await client.query<{ id: string }>(
    `select id from account a where not exists (select 1 from credential c where c.account_id = a.id)`,
  );
  const columns = [
    'account_id',
    'email_index',
    'email_cipher',
    'email_mask',
    'password_hash',
    'email_verified_at',
  ];
  const lines = rows.map(({ id }) => {
    const email = `${id}@bench.example`;
    const index = sealer.blindIndex('account.email', email);
    const cipher = sealer.seal('account.email', email, id);
    return `${id}\t${index}\t${cipher}\tb***@bench.example\tx\t2026-01-01T00:00:00Z\n`;
  });
  await copyInto(client, 'credential', columns, lines);
}

interface Change {
  readonly table: string;
  readonly kind: 'insert' | 'update' | 'delete';
  /** Names, types and values of what is written; of an update also those that find the row. */
  readonly set: readonly (readonly [name: string, type: string, value: string | null])[];
  readonly where: readonly (readonly [name: string, type: string, value: string | null])[];
}

async function keysOf(client: pg.ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(`
    select c.conrelid::regclass::text as table,
      array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k) as columns
    from pg_constraint c where c.contype = 'p'`);
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

/** What happened to an organisation's rows between two images. */
function changesBetween(before: Image, after: Image, keys: ReadonlyMap<string, readonly string[]>): Change[] {
  const changes: Change[] = [];
  for (const [table, { columns }] of after.tables) {
    const key = keys.get(table) ?? [];
    const typed = (row: Record<string, string | null>, names: readonly string[]) =>
      columns
        .filter(({ name }) => names.includes(name))
        .map(({ name, type }) => [name, type, row[name] ?? null] as const);
    const nameOf = (row: Record<string, string | null>) => key.map((name) => row[name]).join('|');
    const known = new Map(rowsOf(before, table).map((row) => [nameOf(row), row]));
    for (const row of rowsOf(after, table)) {
      const old = known.get(nameOf(row));
      known.delete(nameOf(row));
      const all = columns.map(({ name }) => name);
      if (!old) changes.push({ table, kind: 'insert', set: typed(row, all), where: [] });
      else {
        const changed = all.filter((name) => old[name] !== row[name]);
        if (changed.length > 0)
          changes.push({ table, kind: 'update', set: typed(row, changed), where: typed(row, key) });
      }
    }
    for (const row of known.values())
      changes.push({ table, kind: 'delete', set: [], where: typed(row, key) });
  }
  // PostgreSQL runs the parts of one statement from the last to the first, and a record makes room before the next.
  const makesRoom = ({ set }: Change) =>
    set.some(([name, , value]) => name === 'status' && value === 'superseded');
  return [...changes.filter((one) => !makesRoom(one)), ...changes.filter(makesRoom)];
}

/** One statement that writes all of it, and its values in the order of their places. */
function statementOf(
  changes: readonly Change[],
  extra: readonly string[],
): { text: string; values: (string | null)[] } {
  const values: (string | null)[] = [];
  const param = ([, type, value]: readonly [string, string, string | null]) => {
    values.push(value);
    return `$${values.length}::${type}`;
  };
  const parts: string[] = [...extra];
  const inserts = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.kind === 'insert') {
      inserts.set(change.table, [...(inserts.get(change.table) ?? []), change]);
      continue;
    }
    const set = change.set.map((one) => `"${one[0]}" = ${param(one)}`).join(', ');
    const where = change.where.map((one) => `"${one[0]}" = ${param(one)}`).join(' and ');
    parts.push(
      change.kind === 'update'
        ? `update "${change.table}" set ${set} where ${where} returning 1`
        : `delete from "${change.table}" where ${where} returning 1`,
    );
  }
  for (const [table, rows] of inserts) {
    const names = rows[0]?.set.map(([name]) => `"${name}"`).join(', ') ?? '';
    const tuples = rows.map(({ set }) => `(${set.map(param).join(', ')})`).join(', ');
    parts.push(`insert into "${table}" (${names}) values ${tuples} returning 1`);
  }
  return {
    text: `with ${parts.map((part, index) => `w${index} as (${part})`).join(', ')} select 1 as written`,
    values,
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const SERIAL = /^[A-Z]{2,8}-\d{4}-\d+-.$/;

/** Rewrites a specimen's values for another place: its ids, its texts, and fresh ids and numbers for what was new. */
function rewriter(writing: Writing, turn: number, changes: readonly Change[]) {
  const specimen = placeOf(writing, turn, 0);
  const ids = writing.mould.stamp.idsIn(keyOf(writing, 0));
  const isKnown = new Set([...ids, ...specimen.texts]);
  const fresh = new Set<string>();
  const serials = new Set<string>();
  for (const { kind, set } of changes) {
    for (const [name, type, value] of set) {
      if (value === null || isKnown.has(value)) continue;
      if (kind === 'insert' && type === 'uuid' && name === 'id') fresh.add(value);
      if (SERIAL.test(value)) serials.add(value);
    }
  }
  const tokens = [...ids, ...specimen.texts, ...fresh, ...serials];
  const variable = new RegExp(tokens.map(escaped).join('|'), 'g');
  return (values: readonly (string | null)[], index: number): (string | null)[] => {
    const texts = placeOf(writing, turn, index).texts;
    const own = writing.mould.stamp.idsIn(keyOf(writing, index));
    const made = [...fresh].map(
      (_, at) =>
        `${index.toString(16).padStart(8, '0')}-${at.toString(16).padStart(4, '0')}-7${turn.toString(16).padStart(3, '0')}-8000-0000000bec40`,
    );
    const numbers = [...serials].map((_, at) =>
      serialNumber(2026, 900_000_000 + turn * 100_000 + index * 10 + at),
    );
    const to = new Map([...own, ...texts, ...made, ...numbers].map((text, at) => [tokens[at] ?? '', text]));
    return values.map((value) => value?.replace(variable, (token) => to.get(token) ?? token) ?? null);
  };
}

/**
 * The floor of a writing: the app writes once, to the first place; what it left behind becomes one prepared statement
 * that writes the same rows to every other.
 */
export async function learnFloor(
  client: pg.Client,
  writing: Writing,
  turn: number,
  write: (place: Place) => Promise<void>,
  places: { readonly from: number; readonly until: number },
): Promise<FloorWork> {
  const organisationId = placeOf(writing, turn, 0).id(writing.organisationId);
  const before = await takeImage(client, organisationId, { notices: true });
  const counter = async () =>
    (await client.query<{ last: number }>(`select coalesce(sum(last), 0)::int as last from serial_counter`))
      .rows[0]?.last;
  const countBefore = await counter();
  await write(placeOf(writing, turn, 0));
  const after = await takeImage(client, organisationId, { notices: true });
  const changes = changesBetween(before, after, await keysOf(client));
  if (changes.length === 0) throw new NotMeasurable(`${writing.name}: 什么也没有写入 / nothing was written`);
  const takesSerial = (await counter()) !== countBefore;
  const extra = takesSerial
    ? [`update serial_counter set last = last where programme_id = 'sh-cdo' returning 1`]
    : [];
  const { text, values } = statementOf(changes, extra);
  const rewrite = rewriter(writing, turn, changes);
  const indexes = Array.from({ length: places.until - places.from }, (_, at) => places.from + at);
  return {
    key: writing.key,
    text,
    cases: indexes.map((index) => rewrite(values, index)),
    settings: {},
    session: '',
    perCase: indexes.map((index) => {
      const place = placeOf(writing, turn, index);
      return {
        settings: writing.settings(place),
        session: sessionDigest(sessionIdOf(writing.accountId(place))),
      };
    }),
  };
}

/** How many rows a floor's statement writes, by table, for the report. */
export function writtenBy(work: Pick<FloorWork, 'text'>): string {
  const tables = [...work.text.matchAll(/(insert into|update|delete from) "?(\w+)"?/g)].map(
    ([, verb, table]) => `${verb?.split(' ')[0] ?? ''} ${table ?? ''}`,
  );
  return [...new Set(tables)].join(', ');
}
