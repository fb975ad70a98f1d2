import type pg from 'pg';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import type { Reading } from './floor.ts';
import { NotMeasurable, type BenchProcess } from './server.ts';
import { callAs } from './session.ts';
import { importTable, tagOf, type TargetWorld } from './target-scene.ts';
import { askedBy } from './workload-filing.ts';

type Row = Record<string, unknown>;

const REGIONS = ['370000', '379999'];
const LISTED = 50;

const PLAN = `
  select p.*, (select to_json(v) from plan_version v where v.organisation_id = p.organisation_id and v.plan_id = p.id and v.no = p.version_no) as version,
    (select json_agg(s) from target_split s where s.plan_id = p.id) as splits,
    (select json_agg(t) from (select t.target_id, t.region_code, t.on_date, sum(t.items)::integer as items, sum(t.amount) as amount
      from target_tally t where t.plan_id = p.id group by 1, 2, 3) t) as records,
    (select json_agg(json_build_object('target', e.target_id, 'region', e.region_code, 'on', e.on_date, 'value', e.value)) from entry e
      where e.plan_id = p.id and e.kind = 'observation' and e.removed_at is null) as reported
  from plan p where p.id = $1`;

/** The entries that a page lists: what counts as at a day, the latest first. */
const COUNTING = `e.plan_id = $1 and e.programme_id = 'sd-big-data' and e.region_code between $2 and $3 and e.removed_at is null
  and e.on_date <= $4::date and (e.ended_on is null or e.ended_on > $4::date)`;

/** A plan's board, a target, and its entries found by a name. */
export function targetReadings(world: TargetWorld, today: PlainDate): Reading[] {
  const { planId, supervisor } = world;
  const asker = askedBy(supervisor);
  const base = { ...asker, part: 'targets' as const };
  const words = [0, 1, 2, 3].map((n) => `${tagOf(1 + (n % 2))}${n + 1}1`);
  return [
    {
      ...base,
      key: 'plan',
      name: '计划看板 / plan page',
      text: PLAN,
      cases: [[planId]],
      paths: [`/plans/${planId}`],
      route: 'routes/board/board',
      rowsOfApp: (data) => (data as { head: { content: { title: { zh: string } } } }).head.content.title.zh,
      rowsOfFloor: ([row]) => row?.title_zh,
    },
    {
      ...base,
      key: 'target',
      name: '指标页面 / target page',
      text: `select p.id, (${PLAN.replace('select p.*, ', 'select row_to_json(x) from (select p.*, ')}) x) as plan,
          (select json_agg(e) from (select e.* from entry e where ${COUNTING} and e.target_id = 'XC01' order by e.on_date desc, e.id desc limit 8) e) as entries
        from plan p where p.id = $1`,
      cases: [[planId, ...REGIONS, today]],
      paths: [`/plans/${planId}/targets/XC01`],
      route: 'routes/target/target',
      rowsOfApp: (data) => (data as { entries: { rows: Row[] } }).entries.rows.map(({ id }) => id),
      rowsOfFloor: ([row]) => ((row?.entries ?? []) as Row[]).map(({ id }) => id),
    },
    {
      ...base,
      key: 'entries',
      name: '按名称查找条目 / entries with a search',
      text: `select e.* from entry e where ${COUNTING}
          and e.id = any(array(select t.entry_id from entry_term t where t.plan_id = $1 and t.term = $6))
          and strpos(upper(normalize(regexp_replace(e.name, '\\s', '', 'g'), NFKC)), $5) > 0
        order by e.on_date desc, e.id desc limit ${LISTED + 1}`,
      cases: words.map((word) => [planId, ...REGIONS, today, word, [...word].slice(0, 2).join('')]),
      paths: words.map((word) => `/plans/${planId}/entries?q=${encodeURIComponent(word)}`),
      route: 'routes/entry/entries',
      rowsOfApp: (data) => (data as { rows: Row[] }).rows.map(({ id }) => id),
      rowsOfFloor: (rows) => rows.slice(0, LISTED).map(({ id }) => id),
    },
  ];
}

/** How an import went. */
export interface ImportRun {
  readonly rows: number;
  /** Seconds until its preview stood, and until the last row was written. */
  readonly checked: number;
  readonly written: number;
  /** Steps that wrote, and the longest of them in seconds: between two of them the page tells the progress. */
  readonly steps: number;
  readonly longest: number;
}

/** An import beside its floor. */
export interface MeasuredImport extends ImportRun {
  /** Seconds of the floor over the import's. */
  readonly ratio: number;
}

/**
 * The floor of an import: seconds in which the batch that was imported last is written a second time, with all its lines,
 * by two statements in one transaction. Nothing is read from a file, checked or sent.
 */
export async function importFloor(client: pg.Client): Promise<number> {
  await client.query(`create temp table copied_batch as
    select * from batch where channel = 'import' order by created_at desc, id desc limit 1`);
  await client.query(
    `create temp table copied_line as select * from batch_line where batch_id = (select id from copied_batch)`,
  );
  await client.query(`update copied_line set id = gen_random_uuid(), entry_id = gen_random_uuid()`);
  await client.query(`update copied_batch set id = gen_random_uuid()`);
  await client.query(`update copied_line set batch_id = (select id from copied_batch)`);
  const from = performance.now();
  await client.query('begin');
  await client.query('insert into batch select * from copied_batch');
  await client.query('insert into batch_line select * from copied_line');
  await client.query('commit');
  return (performance.now() - from) / 1000;
}

/** Imports so many rows over HTTP, as the page does it: a preview, then one step after the other. */
export async function runImport(
  app: BenchProcess,
  world: TargetWorld,
  rows: number,
  today: PlainDate,
  onStep: () => void,
): Promise<ImportRun> {
  const caller = await callAs(app.origin, world.reporter.accountId);
  const headers = { cookie: caller.cookie, origin: app.origin };
  const form = new FormData();
  form.append('_csrf', caller.token);
  form.append(
    'file',
    new Blob([importTable(rows, '驫', today).replaceAll('370100', '370200')], { type: 'text/csv' }),
    '测量.csv',
  );
  const from = performance.now();
  const answer = await fetch(`${app.origin}/plans/${world.planId}/import`, {
    method: 'POST',
    headers,
    body: form,
    redirect: 'manual',
  });
  const place = answer.headers.get('location');
  if (answer.status !== 302 || !place)
    throw new NotMeasurable(`import: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  const checked = (performance.now() - from) / 1000;
  onStep();
  let steps = 0;
  let longest = 0;
  for (let isDone = false; !isDone; steps += 1) {
    const began = performance.now();
    const step = await fetch(`${app.origin}${place}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ _csrf: caller.token, checked: 'yes' }),
      redirect: 'manual',
    });
    if (step.status !== 302)
      throw new NotMeasurable(`import, step ${steps}: ${step.status} ${(await step.text()).slice(0, 500)}`);
    longest = Math.max(longest, (performance.now() - began) / 1000);
    isDone = (step.headers.get('set-cookie') ?? '').includes('sh_flash');
    onStep();
  }
  return { rows, checked, written: (performance.now() - from) / 1000, steps, longest };
}
