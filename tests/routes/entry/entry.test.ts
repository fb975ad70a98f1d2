import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as endDesignation from '#app/routes/designation/end.tsx';
import * as exportDesignations from '#app/routes/designation/export.ts';
import * as designations from '#app/routes/designation/list.tsx';
import * as giveDesignation from '#app/routes/designation/new.tsx';
import * as removeDesignation from '#app/routes/designation/remove.tsx';
import * as discardImport from '#app/routes/entry/discard-import.ts';
import * as entries from '#app/routes/entry/entries.tsx';
import * as entry from '#app/routes/entry/entry.tsx';
import * as exportEntries from '#app/routes/entry/export.ts';
import * as importRun from '#app/routes/entry/import-run.tsx';
import * as importEntries from '#app/routes/entry/import.tsx';
import * as template from '#app/routes/entry/template.ts';
import * as undoImport from '#app/routes/entry/undo-import.tsx';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { valueOf } from '#tests/support/batch-desk.ts';
import {
  BATCH_PLAN,
  type BatchWorld,
  itemLine,
  makeBatch,
  makeBatchWorld,
  makePlan,
  revisionOf,
} from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

type Address = (args: LoaderFunctionArgs) => unknown;

const NOBODY = '01890000-0000-7000-8000-000000000000';
const STRANGE = ['', 'x', '__proto__', '示例', NOBODY, `${NOBODY}'--`];

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;
let planId: string;
let otherProgramme: Actor;
let owner: Actor;
let enterpriseId: string;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
  planId = await makePlan(db, world.province.organisation, BATCH_PLAN);
  otherProgramme = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
  const house = await makeOrganisation(ports, {
    kind: 'enterprise',
    name: '示例受称企业',
    regionCode: '370100',
  });
  await db.root
    .updateTable('organisation')
    .set({ programme_id: 'sd-big-data' })
    .where('id', '=', house.id)
    .execute();
  enterpriseId = house.id;
  owner = await makeActor(ports, house, 'owner');
});
afterAll(() => db.close());

const status = (ask: Address, actor: Actor | null, address: string, params: Record<string, string> = {}) =>
  statusOf(async () => ask(incoming(ports, actor, address, { params })));

function post(ask: Address, actor: Actor, params: Record<string, string>, fields: Record<string, string>) {
  const body = new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  return ask(incoming(ports, actor, '/x', { params, body }));
}

function upload(actor: Actor, params: Record<string, string>, content: string | null, fileName = 't.csv') {
  const body = new FormData();
  body.set('_csrf', FORM_TOKEN);
  if (content !== null) body.set('file', new File([content], fileName));
  return importEntries.action(incoming(ports, actor, '/x', { params, body }));
}

/** The address that a redirect leads to. */
async function leads(answer: Promise<unknown>): Promise<string> {
  const response = await answer;
  if (!(response instanceof Response)) throw new Error(JSON.stringify(response));
  return response.headers.get('Location') ?? '';
}

const GOOD = '指标编号,名称,日期,地区\nXC01,示例企业甲,2023-05-01,济南市\nXC01,样本企业乙,2023-06-01,青岛市';

describe('the addresses of entries', () => {
  const INSIDE: readonly (readonly [string, Address])[] = [
    ['entries', entries.loader],
    ['entries/export', exportEntries.loader],
    ['import', importEntries.loader],
    ['import/template', template.loader],
  ];

  it.each(INSIDE)('%s is 404 for strange plans and other programmes', async (_path, ask) => {
    const { supervisor } = world.province;
    for (const strange of STRANGE) expect(await status(ask, supervisor, '/x', { planId: strange })).toBe(404);
    expect(await status(ask, otherProgramme, '/x', { planId })).toBe(404);
    expect(await status(ask, supervisor, '/x', { planId })).toBe(200);
    expect(await status(ask, world.city.reviewer, '/x', { planId })).toBe(200);
    expect(await status(ask, owner, '/x', { planId })).toBe(403);
    expect(await status(ask, null, '/x', { planId })).toBe(302);
  });

  it('takes any search without a fault', async () => {
    const strange = [
      'target=%27--&state=x&region=abc&from=2023-02-30&until=0&batch=1&q=%25&after=zzz',
      'at=2999-01-01',
      'at=%E4%BB%8A%E5%A4%A9&after=W10',
      `q=${'长'.repeat(300)}`,
      'state=removed&kind=observation&region=371700',
      'target=%00&q=%00',
      'q=%E7%A4%BA%00%E4%BE%8B',
    ];
    for (const search of strange) {
      expect(await status(entries.loader, world.province.supervisor, `/x?${search}`, { planId })).toBe(200);
      expect(await status(exportEntries.loader, world.province.supervisor, `/x?${search}`, { planId })).toBe(
        200,
      );
    }
  });

  it('shows an entry to its house and the plan’s, to no other city', async () => {
    const { province, city, otherCity } = world;
    const batch = await makeBatch(ports, province.supervisor, planId, [
      ['XC01', itemLine({ name: '示例看得见' })],
    ]);
    const revision = await revisionOf(db, province.supervisor, batch);
    valueOf(await recordBatch(ports, province.supervisor, TEST_MOMENT, { batch, revision }));
    const row = await db.root
      .selectFrom('entry')
      .select(['organisation_id as organisationId', 'id'])
      .where('batch_id', '=', batch.id)
      .executeTakeFirstOrThrow();
    const params = { planId, organisationId: row.organisationId, entryId: row.id };
    expect(await status(entry.loader, province.supervisor, '/x', params)).toBe(200);
    expect(await status(entry.loader, city.reviewer, '/x', params)).toBe(200);
    expect(await status(entry.loader, otherCity.reviewer, '/x', params)).toBe(404);
    // Its state is that of the day the page says.
    const asAt = (day: string) =>
      entry.loader(incoming(ports, province.supervisor, `/x?at=${day}`, { params }));
    expect(await asAt('2023-05-31')).toMatchObject({ asAt: '2023-05-31', entry: { state: 'later' } });
    expect(await asAt('2023-06-01')).toMatchObject({ asAt: '2023-06-01', entry: { state: 'counting' } });
    expect(await status(entry.loader, province.supervisor, '/x', { ...params, planId: world.planId })).toBe(
      404,
    );
    for (const strange of STRANGE) {
      for (const part of ['organisationId', 'entryId']) {
        expect(await status(entry.loader, province.supervisor, '/x', { ...params, [part]: strange })).toBe(
          404,
        );
      }
    }
  });
});

describe('an import in the interface', () => {
  it('goes from the file to the batch, and back', async () => {
    const { supervisor } = world.province;
    const run = await leads(Promise.resolve(upload(supervisor, { planId }, GOOD)));
    const runId = run.replace('/entry-imports/', '');
    const read = async () => importRun.loader(incoming(ports, supervisor, run, { params: { runId } }));
    expect(await read()).toMatchObject({ state: 'ready', rowCount: 2, errorCount: 0, doubtCount: 0 });
    expect(await leads(Promise.resolve(post(importRun.action, supervisor, { runId }, {})))).toBe(run);
    expect(await read()).toMatchObject({ state: 'applied', batch: { lineCount: 2, mayUndo: true } });
    expect(await undoImport.loader(incoming(ports, supervisor, run, { params: { runId } }))).toMatchObject({
      isDraft: true,
      count: 2,
      refusal: null,
    });
    expect(await leads(Promise.resolve(post(undoImport.action, supervisor, { runId }, {})))).toBe('/batches');
    expect(await read()).toMatchObject({ state: 'applied', batch: null });
    expect(await status(undoImport.loader, supervisor, '/x', { runId })).toBe(404);
    expect(await statusOf(async () => post(importRun.action, supervisor, { runId }, {}))).toBe(409);
  });

  it('shows errors by row, and writes nothing', async () => {
    const { supervisor } = world.province;
    const run = await leads(
      Promise.resolve(upload(supervisor, { planId }, GOOD.replace('2023-06-01', '2027-06-01'))),
    );
    const runId = run.replace('/entry-imports/', '');
    const page = await importRun.loader(incoming(ports, supervisor, run, { params: { runId } }));
    expect(page).toMatchObject({ state: 'failed', errors: [{ rowNumber: 3, header: '日期' }] });
    expect(await statusOf(async () => post(importRun.action, supervisor, { runId }, {}))).toBe(422);
    await leads(Promise.resolve(post(discardImport.action, supervisor, { runId }, {})));
    expect(await importRun.loader(incoming(ports, supervisor, run, { params: { runId } }))).toMatchObject({
      state: 'discarded',
    });
  });

  it('tells a region that is none, wherever its text ends', async () => {
    const { supervisor } = world.province;
    const file = GOOD.replace('青岛市', `${'远'.repeat(11)}😀`);
    const run = await leads(Promise.resolve(upload(supervisor, { planId }, file)));
    const runId = run.replace('/entry-imports/', '');
    const page = await importRun.loader(incoming(ports, supervisor, run, { params: { runId } }));
    expect(page).toMatchObject({ state: 'failed', errors: [{ rowNumber: 3, header: '地区' }] });
  });

  it('refuses no file, a strange one, and a plan that takes no reports', async () => {
    const { supervisor } = world.province;
    for (const content of [null, '', '什么也不是']) {
      const answer = await upload(supervisor, { planId }, content);
      expect(refusalIn(answer).refusal.fields).toHaveProperty('file');
    }
    expect(refusalIn(await upload(supervisor, { planId }, 'x', 't.exe')).refusal.fields).toHaveProperty(
      'file',
    );
    const closed = await makePlan(db, world.province.organisation, BATCH_PLAN);
    await db.root
      .updateTable('plan')
      .set({ withdrawn_at: TEST_MOMENT.now })
      .where('id', '=', closed)
      .execute();
    expect(await status(importEntries.loader, supervisor, '/x', { planId: closed })).toBe(409);
    expect(await statusOf(async () => upload(supervisor, { planId: closed }, GOOD))).toBe(409);
  });

  it.each<[string, Address, Address]>([
    ['the import', importRun.loader, importRun.action],
    ['putting it aside', discardImport.loader, discardImport.action],
    ['undoing it', undoImport.loader, undoImport.action],
  ])('%s is 404 for strange ids and other houses', async (_what, read, act) => {
    const { supervisor } = world.province;
    const run = await leads(Promise.resolve(upload(supervisor, { planId }, GOOD)));
    const runId = run.replace('/entry-imports/', '');
    for (const [actor, id] of [
      ...STRANGE.map((strange) => [supervisor, strange] as const),
      [world.city.supervisor, runId] as const,
      [otherProgramme, runId] as const,
    ]) {
      if (read !== discardImport.loader) expect(await status(read, actor, '/x', { runId: id })).toBe(404);
      expect(await statusOf(async () => post(act, actor, { runId: id }, {}))).toBe(404);
    }
  });
});

describe('the addresses of designations', () => {
  const FORM = { kind: 'data_trader', sinceOn: '2023-01-01', basis: '示例文件' };

  it('give, end and remove one', async () => {
    const { supervisor } = world.province;
    const found = await giveDesignation.loader(incoming(ports, supervisor, '/designations/new?q=受称'));
    expect(found.found).toMatchObject([{ id: enterpriseId }]);
    const given = post(giveDesignation.action, supervisor, {}, { ...FORM, enterprise: enterpriseId });
    expect(await leads(Promise.resolve(given))).toBe('/designations');
    const page = await designations.loader(incoming(ports, supervisor, '/designations'));
    expect(page).toMatchObject({ count: 1, rows: [{ state: 'held' }] });
    const params = { organisationId: enterpriseId, designationId: page.rows[0]?.id ?? '' };
    const wrong = await post(endDesignation.action, supervisor, params, { endedOn: '2022-01-01' });
    expect(refusalIn(wrong).refusal.fields).toHaveProperty('endedOn');
    await leads(Promise.resolve(post(endDesignation.action, supervisor, params, { endedOn: '2024-01-01' })));
    expect(
      refusalIn(await post(removeDesignation.action, supervisor, params, { reason: '' })).refusal.fields,
    ).toHaveProperty('reason');
    await leads(Promise.resolve(post(removeDesignation.action, supervisor, params, { reason: '登记有误' })));
    expect(await status(removeDesignation.loader, supervisor, '/x', params)).toBe(404);
  });

  it('keep what was typed when they refuse', async () => {
    const answer = await post(
      giveDesignation.action,
      world.province.supervisor,
      {},
      {
        ...FORM,
        enterprise: enterpriseId,
        sinceOn: '2099-01-01',
      },
    );
    const { refusal, values } = refusalIn(answer);
    expect(refusal.fields).toHaveProperty('sinceOn');
    expect(values).toMatchObject({ basis: FORM.basis, sinceOn: '2099-01-01' });
  });

  it('are 404 for strange ids, 403 for who may not give', async () => {
    const { supervisor, reviewer } = world.province;
    for (const { loader, action } of [endDesignation, removeDesignation]) {
      for (const strange of STRANGE) {
        const params = { organisationId: strange, designationId: strange };
        expect(await status(loader, supervisor, '/x', params)).toBe(404);
        const fields = { endedOn: '2024-01-01', reason: '登记有误' };
        expect(await statusOf(async () => post(action, supervisor, params, fields))).toBe(404);
      }
      expect(await status(loader, reviewer, '/x', {})).toBe(403);
    }
    expect(await status(giveDesignation.loader, reviewer, '/x')).toBe(403);
    expect(await status(designations.loader, reviewer, '/x?kind=king&state=%00&after=_')).toBe(200);
    expect(await status(giveDesignation.loader, supervisor, '/x?enterprise=zzz&q=%25')).toBe(200);
    expect(await status(exportDesignations.loader, reviewer, '/x?region=9')).toBe(200);
    expect(await status(designations.loader, owner, '/x')).toBe(403);
  });
});
