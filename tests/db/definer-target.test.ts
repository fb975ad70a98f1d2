import { describe, expect, it } from 'vitest';
import { setStage } from './definer/stage.ts';
import { ORGANISATIONS, uuid } from './isolation/identity.ts';
import { OBSERVED, PLANNING } from './isolation/probe-target.ts';

const stage = setStage();
const DENIED = '42501';
const PLAN = PLANNING.planId;
const { draftPlanId: DRAFT } = PLANNING;
const WITHDRAWN = uuid(40, 3);

const OWN_HOUSE = ['otherRegulator'];
const PROGRAMME = ['otherRegulator', 'cityReviewer', 'otherCity'];
const OUTSIDE = [
  'supervisor',
  'reviewer',
  'districtRegulator',
  'otherRegionRegulator',
  'ownerA',
  'ownerB',
  'consultantRead',
  'assessor',
  'operator',
  'stranger',
  'anonymous',
  'unset',
  'job:housekeeping',
];
const EVERYBODY = [...PROGRAMME, ...OUTSIDE];

/** Each function that answers for one plan, with what makes it answer something for the plan of the probes. */
const QUESTIONS: Readonly<Record<string, string>> = {
  plan_series: 'select * from plan_series($1)',
  plan_splits: 'select * from plan_splits($1)',
  plan_certificates: `select * from plan_certificates($1, 'dcmm', 2)`,
  'plan_designations (held)': `select * from plan_designations($1, 'data_trader', true)`,
  'plan_designations (ever)': `select * from plan_designations($1, 'data_trader', false)`,
};

/** The scopes to which a question about a plan answers anything. */
async function answered(text: string, plan: string): Promise<string[]> {
  const answers: string[] = [];
  for (const scope of EVERYBODY) {
    if ((await stage.as(scope, text, [plan])).length > 0) answers.push(scope);
  }
  return answers;
}
/** Gives the plan's splits and entries to another plan of the house, so that it has something to tell. */
async function fill(plan: string): Promise<void> {
  await stage.owner(
    `insert into target_split select (jsonb_populate_record(null::target_split, to_jsonb(s) || jsonb_build_object('plan_id', $1::text))).*
     from target_split s where s.plan_id = $2`,
    [plan, PLAN],
  );
  await stage.owner(
    `insert into target_tally (programme_id, plan_id, target_id, region_code, on_date, items, amount)
     values ('other', $1, 'SD01', '370100', '2023-06-01', 1, 1)`,
    [plan],
  );
}

describe('plan_is_open', () => {
  const open = async (plan: string) => {
    const scopes: string[] = [];
    for (const scope of EVERYBODY) {
      const [row] = await stage.as(scope, 'select plan_is_open($1) as open', [plan]);
      if (row?.open === true) scopes.push(scope);
    }
    return scopes;
  };

  it('opens a published plan to the houses of its programme', async () => {
    expect(await open(PLAN)).toEqual(PROGRAMME);
  });
  it('opens a plan that is published to everyone to everyone', async () => {
    await stage.owner('update plan set is_public = true where id = $1', [PLAN]);
    expect(await open(PLAN)).toEqual(EVERYBODY);
  });
  it('keeps a draft in its house, even one that says it is public', async () => {
    expect(await open(DRAFT)).toEqual(OWN_HOUSE);
    await stage.owner('update plan set is_public = true where id = $1', [DRAFT]);
    expect(await open(DRAFT)).toEqual(OWN_HOUSE);
  });
  it('closes a withdrawn plan to all but its house, public or not', async () => {
    expect(await open(WITHDRAWN)).toEqual(OWN_HOUSE);
    await stage.owner('update plan set is_public = true where id = $1', [WITHDRAWN]);
    expect(await open(WITHDRAWN)).toEqual(OWN_HOUSE);
  });
  it('knows no plan that isn’t there', async () => {
    expect(await open(uuid(40, 99))).toEqual([]);
  });
});

describe.each(Object.entries(QUESTIONS))('%s', (_name, text) => {
  it('answers the houses of the programme, and nobody else', async () => {
    expect(await answered(text, PLAN)).toEqual(PROGRAMME);
  });
  it('answers everyone for a plan that is public', async () => {
    await stage.owner('update plan set is_public = true where id = $1', [PLAN]);
    expect(await answered(text, PLAN)).toEqual(EVERYBODY);
  });
  it.each([
    ['a draft', DRAFT],
    ['a withdrawn plan', WITHDRAWN],
  ])('answers the house alone for %s', async (_what, plan) => {
    await fill(plan);
    await stage.owner('update plan set is_public = true where id = $1', [plan]);
    expect(await answered(text, plan)).toEqual(OWN_HOUSE);
  });
});

describe('public_plans', () => {
  const listed = async (scope: string) =>
    (await stage.as(scope, 'select id, house_name, version_no, content from public_plans()')).map(
      ({ id }) => id,
    );
  const publish = (plan: string) => stage.owner('update plan set is_public = true where id = $1', [plan]);

  it('lists nothing that stays inside', async () => {
    for (const scope of EVERYBODY) expect(await listed(scope)).toEqual([]);
  });
  it('lists what is published to everyone, to everyone, by its published version', async () => {
    await publish(PLAN);
    for (const scope of EVERYBODY) expect(await listed(scope)).toEqual([PLAN]);
    await stage.owner(
      `insert into plan_version select (jsonb_populate_record(null::plan_version, to_jsonb(v) ||
        '{"no": 2, "state": "draft", "published_at": null, "content": {"secret": true}}'::jsonb)).*
      from plan_version v where v.plan_id = $1`,
      [PLAN],
    );
    const rows = await stage.as('anonymous', 'select version_no, content from public_plans()');
    expect(rows).toEqual([{ version_no: 1, content: {} }]);
  });
  it('lists neither drafts nor what was withdrawn', async () => {
    await publish(DRAFT);
    await publish(WITHDRAWN);
    expect(await listed('anonymous')).toEqual([]);
  });
});

describe('plan_series', () => {
  it('tells numbers by day and region, and never a name', async () => {
    await stage.owner('insert into entry select (jsonb_populate_record(null::entry, $1::jsonb)).*', [
      JSON.stringify({ ...OBSERVED, name: '不可见', source: '不可见' }),
    ]);
    const rows = await stage.as('cityReviewer', 'select * from plan_series($1)', [PLAN]);
    expect(rows).toContainEqual({
      source: 'reported',
      target_id: 'Q1',
      region_code: '370000',
      on_date: '2023-06-01',
      items: 1,
      amount: '1.0000',
    });
    expect(JSON.stringify(rows)).not.toContain('不可见');
    await stage.owner('update entry set removed_at = now() where id = $1', [OBSERVED.id]);
    const left = await stage.as('cityReviewer', 'select * from plan_series($1)', [PLAN]);
    expect(left.map((row) => row.target_id)).not.toContain('Q1');
  });
});

describe('plan_certificates', () => {
  const O = ORGANISATIONS.O;
  const count = (kind = 'dcmm', level = 2) =>
    stage.as('otherRegulator', 'select * from plan_certificates($1, $2, $3) order by 1, 2', [
      PLAN,
      kind,
      level,
    ]);
  const add = (n: number, more: Record<string, unknown>) =>
    stage.owner(
      `insert into certificate select (jsonb_populate_record(null::certificate, to_jsonb(c) || $1::jsonb)).*
       from certificate c where c.organisation_id = $2 and c.id = $3`,
      [JSON.stringify({ id: uuid(60, n), number: `n${n}`, ...more }), O, uuid(30, 4)],
    );
  const known = [{ region_code: '370100', on_date: '2026-01-01', items: 1 }];

  it('counts each enterprise of the programme once, from its first certificate', async () => {
    expect(await count()).toEqual(known);
    await add(1, { issued_on: '2022-03-01', expires_on: '2025-03-01', level: 2 });
    await add(2, { issued_on: '2027-03-01' });
    expect(await count()).toEqual([{ ...known[0], on_date: '2022-03-01' }]);
  });
  it('asks for the kind and the level', async () => {
    expect(await count('dsmm')).toEqual([]);
    expect(await count('dcmm', 3)).toEqual(known);
    expect(await count('dcmm', 4)).toEqual([]);
    await add(1, { issued_on: '2022-03-01', level: 1 });
    expect(await count()).toEqual(known);
  });
  it('leaves out what was withdrawn or never submitted', async () => {
    await add(1, { issued_on: '2021-03-01', withdrawn_at: '2026-11-23T02:00:00Z', withdraw_reason: 'x' });
    await add(2, { issued_on: '2020-03-01', submitted_at: null, programme_id: null, region_code: null });
    expect(await count()).toEqual(known);
  });
});

describe('plan_designations', () => {
  const count = (held: boolean, kind = 'data_trader') =>
    stage.as('otherRegulator', 'select * from plan_designations($1, $2, $3) order by 2, 1', [
      PLAN,
      kind,
      held,
    ]);
  const end = (on: string) =>
    stage.owner('update designation set ended_on = $1 where organisation_id = $2', [on, ORGANISATIONS.O]);
  const again = () =>
    stage.owner(
      `insert into designation select (jsonb_populate_record(null::designation, to_jsonb(d) || $1::jsonb)).*
       from designation d where d.organisation_id = $2 and d.ended_on is not null`,
      [JSON.stringify({ id: uuid(61, 1), since_on: '2024-01-01', ended_on: null }), ORGANISATIONS.O],
    );
  const row = (on_date: string, items: number) => ({ region_code: '370100', on_date, items });

  it('counts who holds it while he holds it', async () => {
    expect(await count(true)).toEqual([row('2023-06-01', 1)]);
    await end('2023-09-01');
    expect(await count(true)).toEqual([row('2023-06-01', 1), row('2023-09-01', -1)]);
    await again();
    expect(await count(true)).toEqual([row('2023-06-01', 1), row('2023-09-01', -1), row('2024-01-01', 1)]);
  });
  it('counts who ever held it, once, from the first day', async () => {
    await end('2023-09-01');
    await again();
    expect(await count(false)).toEqual([row('2023-06-01', 1)]);
  });
  it('leaves out what was taken back as a mistake, other kinds and other programmes', async () => {
    expect(await count(true, 'benchmark_enterprise')).toEqual([]);
    const [sh] = await stage.owner(
      `select count(*)::integer as n from designation where programme_id = 'sh-cdo'`,
    );
    expect(sh?.n).toBeGreaterThan(0);
    await stage.owner('update designation set removed_at = now()');
    expect(await count(true)).toEqual([]);
    expect(await count(false)).toEqual([]);
  });
});

describe('fold_tallies', () => {
  it('is for jobs alone', async () => {
    for (const scope of EVERYBODY) {
      const refused = await stage.refusal(scope, 'select fold_tallies()');
      expect([scope, refused]).toEqual([scope, scope.startsWith('job:') ? undefined : DENIED]);
    }
  });
});

describe('target_tally', () => {
  it('is written by the trigger alone', async () => {
    for (const scope of ['otherRegulator', 'cityReviewer', 'job:housekeeping', 'anonymous']) {
      expect(await stage.refusal(scope, 'update target_tally set items = 0')).toBe(DENIED);
      expect(await stage.refusal(scope, 'delete from target_tally')).toBe(DENIED);
    }
  });
});

describe('batch_is_guarded', () => {
  const set = (scope: string, assignment: string, n = 2) =>
    stage.refusal(scope, `update batch set ${assignment} where id = $1`, [uuid(41, n)]);

  it.each([
    ['cityReviewer', 1, `status = 'submitted', submitted_at = now()`],
    ['cityReviewer', 3, `status = 'submitted'`],
    ['cityReviewer', 2, `status = 'withdrawn'`],
    ['cityReviewer', 3, `status = 'withdrawn'`],
    ['otherRegulator', 4, `status = 'in_review'`],
    ['otherRegulator', 2, `status = 'submitted'`],
    ['otherRegulator', 2, `status = 'returned', returned_at = now()`],
    ['otherRegulator', 2, `status = 'on_record', recorded_at = now(), recorded_by_name = 'x'`],
  ])('lets %s move batch %i: %s', async (scope, n, assignment) => {
    expect(await set(scope, assignment, n)).toBeUndefined();
  });
  it.each([
    ['cityReviewer', 2, `status = 'on_record', recorded_at = now(), recorded_by_name = 'x'`],
    ['cityReviewer', 2, `status = 'returned'`],
    ['cityReviewer', 1, `status = 'in_review', submitted_at = now()`],
    ['cityReviewer', 2, `status = 'draft'`],
    ['cityReviewer', 2, `recorded_by_name = 'x'`],
    ['cityReviewer', 2, `undone_at = now()`],
    ['cityReviewer', 2, `submitted_at = null, status = 'draft'`],
    ['otherRegulator', 4, `status = 'on_record', recorded_at = now(), recorded_by_name = 'x'`],
    ['otherRegulator', 3, `status = 'in_review'`],
    ['otherRegulator', 2, `status = 'withdrawn'`],
    ['otherRegulator', 2, `region_code = '370200'`],
    ['otherRegulator', 2, `created_at = now()`],
  ])('keeps %s from moving batch %i: %s', async (scope, n, assignment) => {
    expect(await set(scope, assignment, n)).toBe(DENIED);
  });
  it('lets a plan’s house move its own batch through all its states', async () => {
    for (const assignment of [
      `status = 'submitted', submitted_at = now()`,
      `status = 'in_review'`,
      `status = 'on_record', recorded_at = now(), recorded_by_name = 'x'`,
    ]) {
      await stage.as('otherRegulator', `update batch set ${assignment} where id = $1`, [uuid(41, 5)]);
    }
    expect(await set('otherRegulator', `status = 'in_review', recorded_at = null`, 5)).toBe(DENIED);
  });
});

describe('batch_line_is_open', () => {
  const change = (n: number) =>
    stage.refusal('cityReviewer', `update batch_line set name = 'y' where batch_id = $1`, [uuid(41, n)]);

  it('lets lines be written while a batch is a draft or was returned', async () => {
    expect(await change(1)).toBeUndefined();
    expect(await change(3)).toBeUndefined();
  });
  it('keeps them as they were submitted', async () => {
    expect(await change(2)).toBe(DENIED);
    expect(
      await stage.refusal('cityReviewer', 'delete from batch_line where batch_id = $1', [uuid(41, 2)]),
    ).toBe(DENIED);
    const move = `update batch_line set batch_id = $1 where batch_id = $2`;
    expect(await stage.refusal('cityReviewer', move, [uuid(41, 2), uuid(41, 1)])).toBe(DENIED);
    expect(await stage.refusal('cityReviewer', move, [uuid(41, 1), uuid(41, 2)])).toBe(DENIED);
  });
});

describe('an entry', () => {
  it.each([
    `target_id = 'SD02'`,
    `plan_id = '${WITHDRAWN}'`,
    `kind = 'observation', value = 1`,
    'created_at = now()',
  ])('stays with its target: %s', async (assignment) => {
    const set = `update entry set ${assignment} where id = $1`;
    expect(await stage.refusal('otherRegulator', set, [PLANNING.entryId])).toBe(DENIED);
  });
  it('may be corrected', async () => {
    const set = `update entry set name = 'y', on_date = '2023-07-01', revision = 2 where id = $1`;
    expect(await stage.refusal('otherRegulator', set, [PLANNING.entryId])).toBeUndefined();
  });
});

describe('a published bulletin', () => {
  it.each([`title = 'x'`, `content = '{"a":1}'`, `state = 'draft', content = null, published_at = null`])(
    'refuses %s',
    async (assignment) => {
      const set = (n: number) =>
        stage.refusal('supervisor', `update bulletin set ${assignment} where id = $1`, [uuid(47, n)]);
      expect(await set(2)).toBe(DENIED);
    },
  );
  it('binds the database’s owner, too', async () => {
    await expect(stage.owner('delete from bulletin where id = $1', [uuid(47, 2)])).rejects.toThrow(
      /rewritten/,
    );
  });
});
