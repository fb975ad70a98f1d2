import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { WHOLE_QUEUE } from '#app/domain/review/queue-filter.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { bigramsOf } from '#db/queries/filing-term.ts';
import { listQueue } from '#db/queries/queue.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { regulatorScope } from '#tests/support/plan.ts';
import { copyText } from './copy.ts';
import { countAgain, imprintOf, mouldOf, type Mould } from './data.ts';
import { benchPorts, makeOffice, makeSample, type Office, type Sample } from './scene.ts';
import { rowsOf, Stamp, takeImage, type Image } from './stamp.ts';

const TODAY = plainDate('2026-11-22');
const STAMPED = [1, 2];
/** Parents first. */
const ORDER = ['organisation', 'change_report', 'filing', 'comment_thread'];

let db: OpenDatabase;
let office: Office;
let sample: Sample;
let image: Image;
let stamped: Image[];
let moulds: Mould[];

const unescaped: Readonly<Record<string, string>> = { '\\\\': '\\', '\\t': '\t', '\\n': '\n', '\\r': '\r' };

/** What COPY makes of a line of its text format. */
function valuesIn(line: string): (string | null)[] {
  return line
    .slice(0, -1)
    .split('\t')
    .map((field) => (field === '\\N' ? null : field.replace(/\\[\\tnr]/g, (one) => unescaped[one] ?? one)));
}

/** Puts stamped rows in as the product's own would go in: keys, guards and triggers look at each. */
async function insertLines(
  lines: ReadonlyMap<string, readonly string[]>,
  columns: ReadonlyMap<string, readonly string[]>,
) {
  const rank = (table: string) => (ORDER.includes(table) ? ORDER.indexOf(table) : ORDER.length);
  for (const [table, rows] of [...lines].sort(([a], [b]) => rank(a) - rank(b))) {
    const names = columns.get(table) ?? [];
    for (const row of rows) {
      const marks = names.map((_, index) => `$${index + 1}`).join(', ');
      await db.pool.query(
        `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${marks})`,
        valuesIn(row),
      );
    }
  }
}

async function tally() {
  const { rows } = await db.pool.query<Record<string, unknown>>(
    `select programme_id, region_code, is_voluntary, measure, on_date, sum(items)::int as items, sum(b2)::int as b2 from filing_tally
     group by 1, 2, 3, 4, 5 having sum(items) <> 0 order by 1, 2, 3, 4, 5`,
  );
  return rows;
}

beforeAll(async () => {
  db = await openTestDatabase();
  const ports = benchPorts(db);
  office = await makeOffice(ports);
  sample = await makeSample(ports, db, office, TODAY, { index: 1, former: 1, reached: 'in_review' });
  image = await takeImage(db.pool, sample.organisation.id);
  moulds = [{ stamp: new Stamp(image, sample.texts, ports.sealer), texts: sample.texts }];
  const mould = mouldOf(moulds, 1);
  for (const n of STAMPED) {
    const lines = new Map<string, string[]>();
    mould.stamp.press(imprintOf(n, mould), lines);
    await insertLines(lines, new Map(mould.stamp.tables));
  }
  stamped = [];
  for (const n of STAMPED) {
    const id = mould.stamp.idIn(imprintOf(n, mould).key, sample.organisation.id);
    stamped.push(await takeImage(db.pool, id));
  }
});

afterAll(() => db.close());

describe('rows that are stamped, beside rows that the services wrote', () => {
  it('fill the same tables with as many rows', () => {
    const counts = (one: Image) =>
      [...one.tables]
        .filter(([table]) => table !== 'filing_term')
        .map(([table, { rows }]) => [table, rows.length]);
    for (const one of stamped) expect(counts(one)).toEqual(counts(image));
    expect(counts(image).map(([table]) => table)).toEqual(
      expect.arrayContaining([
        'attachment',
        'change_report',
        'comment',
        'filing',
        'filing_version',
        'journal',
      ]),
    );
  });

  it('hold a value where those hold one, of the same shape', () => {
    const shape = (value: string | null) =>
      value === null
        ? null
        : value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id').replace(/\d/g, '0').length > 0;
    const shapes = (one: Image) =>
      [...one.tables]
        .filter(([table]) => table !== 'filing_term')
        .map(([table, { columns, rows }]) => [
          table,
          rows
            .map((row) => columns.map(({ name }, index) => [name, shape(row[index] ?? null)]))
            .map((row) => JSON.stringify(row))
            .sort(),
        ]);
    for (const one of stamped) expect(shapes(one)).toEqual(shapes(image));
  });

  it('share no id, name or number with them or with each other', () => {
    const own = (one: Image) =>
      rowsOf(one, 'filing').flatMap((row) => [
        row.id,
        row.serial_no,
        row.verification_code,
        row.enterprise_name,
        row.uscc,
      ]);
    const all = [image, ...stamped].map((one) => new Set(own(one)));
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1))
        expect([...one].filter((value) => other.has(value))).toEqual([]);
    }
    const texts = JSON.stringify(stamped.map((one) => [...one.tables]));
    for (const text of sample.texts) expect(texts).not.toContain(text);
  });

  it('are found under the terms that a submission writes', () => {
    for (const one of stamped) {
      for (const filing of rowsOf(one, 'filing')) {
        const terms = rowsOf(one, 'filing_term').filter(({ filing_id }) => filing_id === filing.id);
        const found = new Set(terms.map(({ term }) => term));
        for (const text of [filing.enterprise_name, filing.uscc, filing.cdo_name, filing.serial_no]) {
          expect(bigramsOf(text ?? '').filter((term) => !found.has(term))).toEqual([]);
        }
      }
    }
    const termsOf = (one: Image) => rowsOf(one, 'filing_term').length / rowsOf(one, 'filing').length;
    for (const one of stamped) expect(Math.abs(termsOf(one) - termsOf(image))).toBeLessThan(8);
  });

  it('open under the key that sealed them, with their own names', () => {
    const { sealer } = benchPorts(db);
    for (const one of stamped) {
      const [filing] = rowsOf(one, 'filing');
      for (const version of rowsOf(one, 'filing_version')) {
        const body = openBody(sealer, one.organisationId, JSON.parse(version.body ?? '{}'));
        expect(body.enterprise.name).toBe(filing?.enterprise_name);
        expect(body.cdo.mobile).not.toBe('');
      }
    }
  });

  it('stand in the regulator’s queue and are found by name', async () => {
    const scope = regulatorScope(office.supervisor);
    const ask = (q: string) => ({
      filter: { ...WHOLE_QUEUE, q },
      today: TODAY,
      soonUntil: addDays(TODAY, 3),
    });
    const whole = await db.transaction(scope, (trx) => listQueue(trx, scope, ask(''), 50));
    expect(whole.rows).toHaveLength(1 + STAMPED.length);
    for (const one of stamped) {
      const name = rowsOf(one, 'filing')[0]?.enterprise_name ?? '';
      const found = await db.transaction(scope, (trx) => listQueue(trx, scope, ask(name.slice(2, 6)), 50));
      expect(found.rows.map(({ enterpriseName }) => enterpriseName)).toContain(name);
    }
  });

  it('are counted by the triggers as the loader counts them', async () => {
    const kept = await tally();
    expect(kept.length).toBeGreaterThan(3);
    await countAgain(db.pool);
    expect(await tally()).toEqual(kept);
  });
});

describe('COPY’s text format', () => {
  it('escapes what would end a field or a row', () => {
    expect(copyText('a\tb\nc\\d\re')).toBe('a\\tb\\nc\\\\d\\re');
    expect(valuesIn(`${copyText('a\tb\\')}\t\\N\n`)).toEqual(['a\tb\\', null]);
  });
});
