import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { loader as exportLoader } from '#app/routes/register/export.ts';
import { loader as historyLoader } from '#app/routes/register/history.tsx';
import { loader as overviewLoader } from '#app/routes/register/overview.tsx';
import { loader as registerLoader } from '#app/routes/register/register.tsx';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { day, makeActor, makeOrganisation, momentAt } from '#tests/support/world.ts';
import { type Filer, makeRegister } from './world.ts';

const at = (date: string) => momentAt(`${date}T02:00:00.000Z`);

let db: OpenDatabase;
let world: Awaited<ReturnType<typeof makeRegister>>;
let cloud: Filer;
let net: Filer;
let factory: Filer;
let elsewhere: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  world = await makeRegister(db);
  [cloud, net, factory] = [
    await world.makeFiler('上海云示例科技有限公司'),
    await world.makeFiler('上海网示例科技有限公司'),
    await world.makeFiler('上海机床示例有限公司'),
  ];
  await world.list(
    [
      { uscc: cloud.uscc, name: '云示例', licence: '沪B2-20150087' },
      { uscc: net.uscc, name: '网示例', licence: '合字B1.B2-20130004' },
      { uscc: '91310000MA1K99999X', name: '无示例', licence: '沪D3-20210002' },
    ],
    '2026-01-05T02:00:00.000Z',
  );
  // Cloud is recorded in March and again, with another CDO, in June; the net's filing goes back once in October.
  const first = await world.submit(cloud, at('2026-03-02'), { body: { cdo: { name: '张三丰' } } });
  await world.record(first, at('2026-03-05'));
  await insertOpenChange(db, cloud.organisation, day('2026-05-28'));
  const second = await world.submit(cloud, at('2026-06-03'), { body: { cdo: { name: '李四' } } });
  await db.pool.query(
    `update change_report set filing_id = $1, first_submitted_on = '2026-06-03' where organisation_id = $2`,
    [second.id, cloud.organisation.id],
  );
  await world.record(second, at('2026-06-08'));
  await insertOpenChange(db, cloud.organisation, day('2026-09-01'));
  const third = await world.submit(net, at('2026-10-12'));
  await world.giveBack(third, at('2026-10-15'));
  const voluntary = await world.submit(factory, at('2026-10-20'), { columns: { is_voluntary: true } });
  await world.record(voluntary, at('2026-10-21'));
  const house = await makeOrganisation(world.ports, { kind: 'regulator' });
  await db.pool.query(
    `insert into programme (id, name_zh, name_en, authority_zh, authority_en, region_code)
     values ('elsewhere', '示例事项', 'Sample', '示例部门', 'Sample office', '310000')`,
  );
  elsewhere = await makeActor(world.ports, house, 'supervisor', { programmeId: 'elsewhere' });
});
afterAll(() => db.close());

const ask = (address: string, actor = world.reviewer, params = {}) =>
  incoming(world.ports, actor, address, { params });
const register = (search = '') => registerLoader(ask(`/cdo-register${search}`));
const named = async (search: string) =>
  (await register(search)).rows.map(({ enterpriseName, cdoName }) => `${enterpriseName} ${cdoName}`);

describe('the register as at a day', () => {
  it.each([
    ['2026-03-04', []],
    ['2026-03-05', ['上海云示例科技有限公司 张*丰']],
    ['2026-06-07', ['上海云示例科技有限公司 张*丰']],
    ['2026-06-08', ['上海云示例科技有限公司 李*']],
    ['2026-11-23', ['上海机床示例有限公司 张*', '上海云示例科技有限公司 李*']],
  ])('shows at the end of %s who stood in it, names masked', async (asAt, rows) => {
    const shown = await named(`?at=${asAt}`);
    expect(shown.map((row) => row.replace(/机床示例有限公司 .*/u, '机床示例有限公司 张*'))).toEqual(rows);
  });

  it('says by what a record was replaced since, and leads to it', async () => {
    const [row] = (await register('?at=2026-05-01')).rows;
    expect(row).toMatchObject({ recordedOn: '2026-03-05', replacedOn: '2026-06-08', versionNo: 1 });
  });

  it('narrows by kind, class, district and what is typed', async () => {
    expect(await named('?kind=duty')).toHaveLength(1);
    expect(await named('?kind=voluntary')).toHaveLength(1);
    expect(await named('?licence=a1')).toEqual([]);
    expect(await named('?region=310104')).toEqual([]);
    expect(await named('?q=云示例')).toHaveLength(1);
    expect(await named(`?q=${cloud.uscc}`)).toHaveLength(1);
    expect(await named('?q=张三丰')).toEqual([]);
  });

  it.each([
    '?at=2026-02-30',
    '?at=tomorrow',
    '?at=2027-01-01',
    '?at=0000-00-00',
    '?at=%00',
    '?at=9999-12-31',
  ])('refuses %s in words and shows today', async (search) => {
    const page = await register(search);
    expect(page.asAtRefusal?.zh).toContain('以下按 2026-11-23 显示');
    expect(page.asAt).toBe('2026-11-23');
    expect(page.rows).toHaveLength(2);
  });

  const PLACES = [
    '2026-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T:::Z',
    '2026-01-01T00:00:00Z',
  ].map(
    (at) =>
      `?after=${Buffer.from(JSON.stringify([at, '01920001-0000-7000-8000-000000000001'])).toString('base64url')}`,
  );

  it.each([
    '?after=x',
    '?after=WyJ4IiwieSJd',
    '?licence=x&kind=y&region=z',
    '?q=%25_\\',
    '?q=%00',
    ...PLACES,
  ])('answers %s without a fault', async (search) => {
    expect(await statusOf(() => register(search))).toBe(200);
  });

  it('goes on after the last row of a page', async () => {
    const { listRegister } = await import('#db/queries/register.read.ts');
    const { scope } = world.reviewer;
    if (scope.kind !== 'regulator') throw new Error('not a regulator');
    const filter = { licence: 'all', kind: 'any', region: '', q: '', after: '' } as const;
    const query = { filter, asAt: day('2026-11-23') };
    const first = await db.transaction(scope, (trx) => listRegister(trx, scope, query, 1));
    expect(first.next).not.toBeNull();
    const rest = { ...query, filter: { ...filter, after: first.next ?? '' } };
    const second = await db.transaction(scope, (trx) => listRegister(trx, scope, rest, 1));
    expect(second.next).toBeNull();
    expect([...first.rows, ...second.rows].map(({ organisationId }) => organisationId)).toEqual([
      factory.organisation.id,
      cloud.organisation.id,
    ]);
  });

  it('is empty for another programme, and closed to enterprises', async () => {
    expect((await registerLoader(ask('/cdo-register', elsewhere))).rows).toEqual([]);
    expect(await statusOf(() => registerLoader(ask('/cdo-register', cloud.owner)))).toBe(403);
  });
});

describe('the register as a spreadsheet', () => {
  const download = (search: string, actor = world.reviewer) =>
    exportLoader(ask(`/cdo-register/export${search}`, actor));

  it('holds what is shown, with the day, masked, and the export stands in the journal', async () => {
    const response = await download('?at=2026-05-01&format=csv&q=云示例');
    const lines = (await response.text()).trim().split(/\r?\n/u);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('2026-05-01');
    expect(lines[1]).toContain('张*丰');
    expect(lines.join('')).not.toContain('张三丰');
    expect(response.headers.get('Content-Disposition')).toContain('register-2026-05-01.csv');
    const { rows } = await db.pool.query<{ payload: string }>(
      `select payload from journal where organisation_id = $1 and type = 'register.exported'`,
      [world.office.id],
    );
    expect(JSON.parse(rows[0]?.payload ?? '{}')).toMatchObject({ asAt: '2026-05-01', searched: true });
    expect(rows[0]?.payload).not.toContain('云示例');
  });

  it('refuses a day that cannot be, and who may not export', async () => {
    expect(await statusOf(() => download('?at=2027-01-01'))).toBe(422);
    expect(await statusOf(() => download('', cloud.owner))).toBe(403);
  });
});

describe('the history of an enterprise', () => {
  const history = (id: string, actor = world.reviewer) =>
    historyLoader(ask(`/cdo-register/${id}`, actor, { organisationId: id }));

  it('tells its filings, changes with their limits, and certificates', async () => {
    const page = await history(cloud.organisation.id);
    expect(page.isOnRecord).toBe(true);
    expect(page.filings.map(({ recordedOn, supersededOn }) => [recordedOn, supersededOn])).toEqual([
      ['2026-06-08', null],
      ['2026-03-05', '2026-06-08'],
    ]);
    expect(page.filings[0]?.versions).toEqual([{ no: 1, on: '2026-06-03' }]);
    expect(page.changes.map(({ dueOn, submittedOn, state }) => [dueOn, submittedOn, state.words.zh])).toEqual(
      [
        ['2026-09-08', null, '逾期 50 个工作日'],
        ['2026-06-04', '2026-06-03', '按期报送'],
      ],
    );
    expect(page.returns).toEqual([]);
  });

  it('tells every return with its number of comments', async () => {
    const page = await history(net.organisation.id);
    expect(page.returns).toMatchObject([{ on: '2026-10-15', version: 1, points: 1, by: '李审阅' }]);
    expect(page.isOnRecord).toBe(false);
  });

  it.each(['x', '00000000-0000-7000-8000-000000000000', '%00'])('answers 404 for %s', async (id) => {
    expect(await statusOf(() => history(id))).toBe(404);
  });

  it('is not there for another programme', async () => {
    expect(await statusOf(() => history(cloud.organisation.id, elsewhere))).toBe(404);
  });
});

describe('the overview', () => {
  const overview = (search = '', actor = world.reviewer) => overviewLoader(ask(`/overview${search}`, actor));

  it('counts who should file, who has, and what was in time, voluntary records apart', async () => {
    const { filing } = await overview();
    expect(filing?.total).toEqual({
      listed: 3,
      filed: 1,
      missing: 2,
      due: 2,
      onTime: 1,
      late: 0,
      overdue: 1,
    });
    expect(filing?.underWay).toBe(1);
    expect(filing?.voluntary).toEqual({ underWay: 0, onRecord: 1 });
    expect(filing?.findings.filed.zh).toContain('备案率 33.3%（1/3）');
    expect(filing?.byClass.map(({ key, listed, filed }) => `${key} ${filed}/${listed}`)).toEqual([
      'a1 0/0',
      'a2 0/0',
      'b1 0/1',
      'b2 1/2',
      'domain 0/1',
    ]);
    expect(filing?.byMonth.find(({ month }) => month === '2026-10')).toMatchObject({
      submitted: 1,
      returned: 1,
    });
  });

  it('goes back to any day', async () => {
    const march = (await overview('?at=2026-03-04')).filing;
    expect(march?.total).toMatchObject({ listed: 3, filed: 0, due: 0 });
    expect(march?.underWay).toBe(1);
    // A past day is over, as in a bulletin that ends with it: its limits have run out. Before it nothing is late yet.
    expect((await overview('?at=2026-09-07')).filing?.total).toMatchObject({ due: 1, overdue: 0 });
    expect((await overview('?at=2026-09-08')).filing?.total).toMatchObject({ due: 2, overdue: 1 });
  });

  it('leaves the filing out for another programme, and tells it nothing', async () => {
    const page = await overview('', elsewhere);
    expect(page.filing).toBeNull();
    expect(page.maturity).toEqual([]);
    expect(page.certificates.rows).toEqual([]);
    expect(page.plans).toEqual([]);
  });

  it('refuses a day in the future in words', async () => {
    expect((await overview('?at=2027-01-01')).asAtRefusal?.zh).toContain('不能晚于今天');
    expect(await statusOf(() => overview('', cloud.owner))).toBe(403);
  });

  it('counts certificates that hold on the day, by level and district, and results by industry', async () => {
    const { id } = cloud.organisation;
    const certificate = (
      no: string,
      level: number,
      issued: string,
      expires: string,
      withdrawn: string | null,
    ) =>
      db.pool.query(
        `insert into certificate (organisation_id, id, programme_id, region_code, enterprise_name, kind, level, number, agency,
           issued_on, expires_on, created_by_name, created_at, submitted_at, withdrawn_at, withdraw_reason)
         values ($1, gen_random_uuid(), 'sh-cdo', '310115', '云示例', 'dcmm', $2, $3, '示例机构', $4, $5, '示例', $6, $6, $7, $8)`,
        [id, level, no, issued, expires, '2026-04-01T00:00:00Z', withdrawn, withdrawn && '误登记'],
      );
    await certificate('1', 3, '2026-01-01', '2028-12-31', null);
    await certificate('2', 3, '2026-02-01', '2028-12-31', null);
    await certificate('3', 2, '2022-01-01', '2025-01-01', null);
    await certificate('4', 4, '2026-01-01', '2028-12-31', '2026-05-01T00:00:00Z');
    const { certificates } = await overview();
    expect(certificates.rows).toEqual([{ kind: 'dcmm', level: 3, byRegion: [1], total: 1 }]);
    expect((await overview('?at=2026-03-01')).certificates.rows).toEqual([]);

    await certificate('5', 2, '2026-01-01', '2028-12-31', null);
    const again = await overview();
    expect(again.certificates.rows).toEqual([{ kind: 'dcmm', level: 3, byRegion: [1], total: 1 }]);
    expect(again.certificates.finding.zh).toBe(
      '持有效证书 1 家次（每家每类一次），其中 DCMM 2 级及以上 1 家，浦东新区最多（1 家）。',
    );
  });
});
