import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueFilterSchema, type QueueFilter, WHOLE_QUEUE } from '#app/domain/review/queue-filter.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase, Trx } from '#db/client.ts';
import { bigramsOf, searchForm, searchTerms } from '#db/queries/filing-term.ts';
import {
  listAndCountQueue,
  listQueue,
  queueCountQuery,
  queuePageQuery,
  readPlace,
  withQueuePlan,
  type QueueQuery,
  type RegulatorScope,
} from '#db/queries/queue.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { day, makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const FILINGS = 4000;

let db: OpenDatabase;
let ports: Ports;
let scope: RegulatorScope;

/** Thousands of filings by plain SQL, as the database's owner: the plans depend on numbers, not on what they say. */
async function fill(organisationId: string): Promise<void> {
  await sql`
    insert into organisation (id, kind, name, programme_id, region_code, verification, created_at)
    select gen_random_uuid(), 'enterprise', '批量企业' || n, 'sh-cdo', '310115', 'verified', ${TEST_MOMENT.now}
    from generate_series(1, ${FILINGS}) n`.execute(db.root);
  await sql`
    insert into filing (organisation_id, id, programme_id, region_code, kind, status, is_waiting, enterprise_name, uscc,
      cdo_name, due_on, due_sort, submitted_at, first_submitted_on, created_by_name, created_at, updated_at)
    select o.id, gen_random_uuid(), 'sh-cdo', case when n % 10 = 0 then '310104' else '310115' end,
      case when n % 3 = 0 then 'change' else 'first' end, case when n % 4 = 0 then 'submitted' else 'on_record' end, n % 4 = 0,
      '批量' || chr(19968 + n % 400) || chr(20400 + n % 300) || '公司', 'U' || lpad(n::text, 17, '0'), '张三',
      case when n % 3 = 0 then date '2026-11-20' + n % 30 end, case when n % 3 = 0 then date '2026-11-20' + n % 30 else date '9999-12-31' end,
      timestamptz '2026-11-01 00:00Z' + n * interval '1 minute', date '2026-11-01', '批量', ${TEST_MOMENT.now}, ${TEST_MOMENT.now}
    from (select id, (row_number() over (order by id))::int as n from organisation where name like '批量企业%') o`.execute(
    db.root,
  );
  const rows = await db.root
    .selectFrom('filing')
    .select(['organisation_id', 'id', 'region_code', 'enterprise_name'])
    .where('organisation_id', '<>', organisationId)
    .execute();
  const terms = rows.flatMap((row) =>
    bigramsOf(row.enterprise_name).map((term) => ({
      programme_id: 'sh-cdo',
      term,
      region_code: row.region_code,
      organisation_id: row.organisation_id,
      filing_id: row.id,
    })),
  );
  for (let start = 0; start < terms.length; start += 5000) {
    await db.root
      .insertInto('filing_term')
      .values(terms.slice(start, start + 5000))
      .execute();
  }
  await sql`analyze filing`.execute(db.root);
  await sql`analyze filing_term`.execute(db.root);
}

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  const reviewer = await makeActor(ports, office, 'reviewer');
  if (reviewer.scope.kind !== 'regulator') throw new Error('the reviewer is a regulator');
  scope = reviewer.scope;
  await fill(office.id);
}, 120_000);
afterAll(() => db.close());

function queryFor(filter: Partial<QueueFilter>): QueueQuery {
  return {
    filter: { ...WHOLE_QUEUE, ...filter },
    today: TEST_MOMENT.today,
    soonUntil: day('2026-11-26'),
  };
}

const as = <T>(work: (trx: Trx) => Promise<T>) => db.transaction(scope, work);

/** The plan of a page as the app's role, policies and all. */
function planOf(filter: Partial<QueueFilter>): Promise<string> {
  return as(async (trx) => {
    const query = queryFor(filter);
    const lines = await withQueuePlan(trx, query.filter, () =>
      queuePageQuery(trx, scope, query, 26).explain('text'),
    );
    return lines.map((line) => Object.values(line as Record<string, unknown>).join(' ')).join('\n');
  });
}

async function walk(filter: Partial<QueueFilter>, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const at: string = after;
    const page = await as((trx) => listQueue(trx, scope, queryFor({ ...filter, after: at }), limit));
    ids.push(...page.rows.map((row) => row.id));
    after = page.next;
  }
  return ids;
}

describe('the plan of the queue, as the app’s role', () => {
  it.each([
    ['what waits', {}, 'filing_queue'],
    ['one state', { state: 'on_record' }, 'filing_status'],
    ['all states', { state: 'all' }, 'filing_all'],
  ] as const)('reads %s by its index, in order', async (_, filter, index) => {
    const plan = await planOf(filter);
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on filing\b|Sort Key/u);
  });

  it('reads a far page by the same index', async () => {
    const first = await as((trx) => listQueue(trx, scope, queryFor({}), 400));
    const plan = await planOf({ after: first.next ?? '' });
    expect(plan).toContain('filing_queue');
    expect(plan).toMatch(/Index Cond: .*ROW\(|Index Cond: .*due_sort/u);
    expect(plan).not.toMatch(/Sort Key|Seq Scan on filing\b/u);
  });

  it.each([
    ['what waits', {}, 'Index Only Scan using filing_queue'],
    ['what nobody has', { assignee: 'none' }, 'Index Only Scan using filing_queue'],
    ['one state', { state: 'on_record' }, 'Index'],
    ['all states', { state: 'all' }, 'Index'],
  ] as const)('counts %s by an index, without collecting it first', async (_, filter, index) => {
    const lines = await as((trx) =>
      withQueuePlan(trx, queryFor(filter).filter, () =>
        queueCountQuery(trx, scope, queryFor(filter), 1000).explain('text'),
      ),
    );
    const plan = lines.map((line) => Object.values(line as Record<string, unknown>).join(' ')).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Bitmap|Seq Scan on filing\b/u);
  });

  it('finds part of a name by pairs of characters, without reading every filing', async () => {
    const name = `${String.fromCharCode(19968 + 17)}${String.fromCharCode(20400 + 17)}`;
    const plan = await planOf({ state: 'all', q: name });
    expect(plan).toMatch(/filing_term_pkey/u);
    expect(plan).not.toMatch(/Seq Scan on (filing|filing_term)\b/u);
  });
});

describe('pages of the queue', () => {
  it('walk through all that waits once, due first, then the longest waiting', async () => {
    const ids = await walk({}, 97);
    expect(ids).toHaveLength(FILINGS / 4);
    expect(new Set(ids).size).toBe(ids.length);
    const page = await as((trx) => listQueue(trx, scope, queryFor({}), 300));
    const places = page.rows.map((row) => `${row.dueSort} ${row.submittedAt} ${row.id}`);
    expect(places).toEqual([...places].sort());
  });

  it('count up to a thousand and then say more', async () => {
    const count = (filter: Partial<QueueFilter>, most: number) =>
      as(async (trx) => (await listAndCountQueue(trx, scope, queryFor(filter), { limit: 1, most })).count);
    expect(await count({}, 1000)).toBe(1000);
    expect(await count({ state: 'all' }, 1000)).toBe(1001);
  });

  it('hold what the filters say', async () => {
    const count = async (filter: Partial<QueueFilter>) => (await walk(filter, 500)).length;
    expect(await count({ region: '310104' })).toBe(FILINGS / 20);
    expect(await count({ kind: 'change' })).toBe(Math.floor(FILINGS / 12));
    expect(await count({ licence: 'a1' })).toBe(0);
    expect(await count({ assignee: 'none' })).toBe(FILINGS / 4);
    expect(await count({ assignee: 'me' })).toBe(0);
    expect(await count({ timing: 'late' })).toBe(0);
  });

  it('find by part of the name, the code, one character, and nothing else', async () => {
    const [row] = (await as((trx) => listQueue(trx, scope, queryFor({}), 1))).rows;
    const name = row?.enterpriseName ?? '';
    const found = async (q: string) =>
      as(async (trx) => (await listQueue(trx, scope, queryFor({ state: 'all', q }), 500)).rows);
    const byPart = await found(name.slice(2, 4));
    expect(byPart.length).toBeGreaterThan(0);
    expect(byPart.every((one) => one.enterpriseName.includes(name.slice(2, 4)))).toBe(true);
    expect((await found(row?.uscc ?? '')).map((one) => one.id)).toEqual([row?.id]);
    expect((await found('批')).length).toBe(500);
    expect(await found('量批')).toEqual([]);
  });
});

describe('terms and places', () => {
  it('are pairs of neighbours and the first character, whatever the width and case', () => {
    expect(bigramsOf('云数ａｂ')).toEqual(['云', '云数', '数A', 'AB']);
    expect(bigramsOf('')).toEqual([]);
    expect(searchForm(' 沪 b2－2019 ')).toBe('沪B2-2019');
    expect(searchTerms('上海有限公司')).not.toEqual([]);
    expect(searchTerms('云')).toEqual(['云']);
  });

  it('refuse what no page wrote', () => {
    for (const cursor of ['', 'x', 'bnVsbA', Buffer.from('["2026-13-01","x","y"]').toString('base64url')]) {
      expect(readPlace(cursor)).toBeNull();
    }
    const id = '01920001-0000-7000-8000-000000000001';
    const cursorAt = (at: string) =>
      Buffer.from(JSON.stringify(['2026-11-01', at, id])).toString('base64url');
    expect(readPlace(cursorAt('2026-10-01T01:02:03.456Z'))).toMatchObject({ id });
    for (const at of ['2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '2026-10-01T00:00:00+20:00', '1']) {
      expect(readPlace(cursorAt(at))).toBeNull();
    }
  });

  it('fall back to the whole queue for an address that makes no sense', () => {
    expect(
      QueueFilterSchema.parse({ state: 'lost', region: 'x', assignee: '*', q: '云'.repeat(90) }),
    ).toEqual(WHOLE_QUEUE);
  });
});
