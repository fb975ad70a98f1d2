import { createHash } from 'node:crypto';
import pg from 'pg';
import { serialNumber, verificationCode } from '#app/domain/filing/receipt.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import { copyInto } from './copy.ts';
import type { Asked, Stamp } from './stamp.ts';

/** Filings of one enterprise: four behind it, the last on record, and one that waits. */
export const PER_ENTERPRISE = 5;

/** Characters of invented enterprises' names. */
const NAME_CHARACTERS =
  '华信联创智云达瑞恒通博远盛泰鑫源嘉和广益宏图致诚新锐星辰浩海天元东方金桥银河长江黄浦光明未来卓越腾飞迅捷安康永利丰茂春晖';
const SURNAMES = '陈林黄何许韩曹邓萧冯曾程蔡彭潘袁于董余叶';
const GIVEN = '数一明远志强文静海燕建国晓东雪梅子涵雨桐浩然思远';

/** A whole number below `below`, always the same for the same key. */
function pick(key: string, below: number): number {
  return createHash('md5').update(key).digest().readUInt32BE(0) % below;
}

const letter = (text: string, key: string) => [...text][pick(key, [...text].length)] ?? '';

/** The four characters of an enterprise's name that aren't everybody's. */
export function namePart(n: number): string {
  return [0, 1, 2, 3].map((place) => letter(NAME_CHARACTERS, `name/${n}/${place}`)).join('');
}

/** Characters of credit codes; I, O, S, V and Z aren't among them. */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function codeOf(n: number): string {
  let body = '';
  for (let rest = n; body.length < 7; rest = Math.floor(rest / 31))
    body = `${CODE_CHARACTERS[rest % 31] ?? ''}${body}`;
  return `91310115MB${body}${usccCheckCharacter(`91310115MB${body}`) ?? ''}`;
}

/** Serial numbers of stamped filings begin here, behind those that services gave. */
const FIRST_SERIAL = 1_000_000;

/** The texts of enterprise `n` in the order of its sample's: name, code, CDO, then numbers of its filings. */
export function textsFor(n: number, sample: readonly string[]): string[] {
  return sample.map((text, index) => {
    if (index === 0) return `上海${namePart(n)}${n.toString(36)}信息科技有限公司`;
    if (index === 1) return codeOf(n);
    if (index === 2) return letter(SURNAMES, `s/${n}`) + letter(GIVEN, `g/${n}`) + letter(GIVEN, `h/${n}`);
    if (/^[A-Z]{2,8}-\d{4}-/.test(text)) return serialNumber(2026, FIRST_SERIAL + n * 10 + index);
    return verificationCode(createHash('sha256').update(`code/${n}/${index}`).digest().subarray(0, 16));
  });
}

/** An image to stamp from, with the texts that differ. */
export interface Mould {
  readonly stamp: Stamp;
  readonly texts: readonly string[];
}

/** The moulds take turns; the same number gives the same enterprise at each run. */
export function mouldOf(moulds: readonly Mould[], n: number): Mould {
  const mould = moulds[n % moulds.length];
  if (!mould) throw new Error('no mould');
  return mould;
}

/** What enterprise `n` is stamped with. */
export function imprintOf(n: number, mould: Mould) {
  return {
    key: `enterprise/${n}`,
    texts: textsFor(n, mould.texts),
    weeks: pick(`w/${n}`, 26),
    minutes: pick(`m/${n}`, 480),
  };
}

/** Opens a connection that loads: no triggers and no foreign keys, since what they keep is counted once at the end. */
export async function openLoader(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`set session_replication_role to replica; set synchronous_commit to off`);
  return client;
}

/** Rows that are put into tables, and what is added up from them afterwards. */
export interface Filling {
  readonly tables: readonly string[];
  fill(clients: readonly pg.Client[]): Promise<void>;
  count?(client: pg.Client): Promise<void>;
}

/** Gives the batches out to the connections, each as it comes free: while one stores, rows are pressed for another. */
export async function shareOut(
  clients: readonly pg.Client[],
  batches: number,
  work: (client: pg.Client, batch: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async (client: pg.Client) => {
    while (next < batches) {
      const batch = next;
      next += 1;
      await work(client, batch);
    }
  };
  await Promise.all(clients.map(run));
}

/** Runs `fill` while the tables have only the indexes that keep them right, and builds the others once. */
async function withoutIndexes(
  client: pg.ClientBase,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename = any($1) and indexname not in (select conname from pg_constraint)`,
    [tables],
  );
  const keys = await client.query<{ name: string; table: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'p' and conrelid::regclass::text = any($1)`,
    [tables.filter((table) => table.endsWith('_term'))],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  for (const { table, name } of keys.rows)
    await client.query(`alter table ${table} drop constraint "${name}"`);
  await fill();
  for (const { definition } of rows) await client.query(definition);
  for (const { table, name, definition } of keys.rows) {
    await client.query(`alter table ${table} add constraint "${name}" ${definition}`);
  }
}

/** Puts fillings in, the indexes of all their tables built once behind them. */
export async function fillAll(clients: readonly pg.Client[], fillings: readonly Filling[]): Promise<void> {
  const [client] = clients;
  if (!client) throw new Error('no connection');
  const tables = new Set(fillings.flatMap((filling) => filling.tables));
  await withoutIndexes(client, [...tables], async () => {
    for (const filling of fillings) await filling.fill(clients);
  });
  for (const filling of fillings) await filling.count?.(client);
}

/** Enterprises that are pressed before their rows go out. */
const BATCH = 100;

/** Tables without which a filing is no row of the queue. */
const LEAN = new Set(['organisation', 'filing', 'filing_term']);

/**
 * Enterprises `1` to `enterprises`, stamped.
 * @param isLean beyond every hundredth enterprise only what the queue and its search read: for the growth's large end
 */
export function filingFilling(moulds: readonly Mould[], enterprises: number, isLean = false): Filling {
  const columns = new Map(moulds.flatMap(({ stamp }) => stamp.tables));
  return {
    tables: [...columns.keys()],
    fill: (clients) =>
      shareOut(clients, Math.ceil(enterprises / BATCH), async (client, batch) => {
        const lines = new Map<string, string[]>();
        const from = 1 + batch * BATCH;
        for (let n = from; n < Math.min(from + BATCH, enterprises + 1); n += 1) {
          const mould = mouldOf(moulds, n);
          mould.stamp.press(imprintOf(n, mould), lines, isLean && n % 100 !== 0 ? LEAN : undefined);
        }
        for (const [table, rows] of lines) await copyInto(client, table, columns.get(table) ?? [], rows);
      }),
    count: countAgain,
  };
}

const CLASSES = ['a1', 'a2', 'b1', 'b2', 'domain'];

/** Fills the register's sums from the rows, as their migration did: the triggers were off. */
export async function countAgain(client: Asked): Promise<void> {
  const held = CLASSES.map((one) => `f.has_${one}::integer as ${one}`).join(', ');
  await client.query(`delete from filing_tally`);
  await client.query(`
    insert into filing_tally (programme_id, region_code, is_voluntary, measure, on_date, items, ${CLASSES.join(', ')})
    select d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date, count(*)::integer,
      ${CLASSES.map((one) => `sum(d.${one})::integer`).join(', ')}
    from (
      select x.* from filing f, lateral filing_facts(f) x
      union all select x.* from change_report c, lateral change_facts(c) x
      union all
      select f.programme_id, f.region_code, f.is_voluntary, 'returned', shanghai_day(j.at), ${held}
      from journal j join filing f on f.organisation_id = j.organisation_id and f.id = j.subject_id where j.type = 'filing.returned'
    ) d group by d.programme_id, d.region_code, d.is_voluntary, d.measure, d.on_date`);
}

/** Leaves a loaded database as a server does that has run for a while. */
export async function settle(client: pg.ClientBase): Promise<void> {
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}
