import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoaderFunctionArgs } from '@remix-run/node';
import type { Actor } from '#app/domain/account/actor.ts';
import { planFields } from '#app/domain/target/plan-form.ts';
import { newTargetFields, targetFields } from '#app/domain/target/target-form.ts';
import { templatePlan } from '#app/domain/target/plan-template.ts';
import { planSheets } from '#app/domain/target/plan-workbook.ts';
import * as deleteDraft from '#app/routes/plan/delete-draft.tsx';
import * as draft from '#app/routes/plan/draft.ts';
import * as edit from '#app/routes/plan/edit.tsx';
import * as editTarget from '#app/routes/plan/edit-target.tsx';
import * as importPlan from '#app/routes/plan/import.tsx';
import * as importRun from '#app/routes/plan/import-run.tsx';
import * as library from '#app/routes/plan/library.tsx';
import * as libraryPlan from '#app/routes/plan/library-plan.tsx';
import * as newPlan from '#app/routes/plan/new.tsx';
import * as newTarget from '#app/routes/plan/new-target.tsx';
import * as plans from '#app/routes/plan/plans.tsx';
import * as publish from '#app/routes/plan/publish.tsx';
import * as settings from '#app/routes/plan/settings.tsx';
import * as split from '#app/routes/plan/split.tsx';
import * as template from '#app/routes/plan/template.ts';
import * as versions from '#app/routes/plan/versions.tsx';
import * as withdraw from '#app/routes/plan/withdraw.tsx';
import { asAtOf, loadPlan } from '#app/routes/plan/load-plan.server.ts';
import { beginPlanDraft } from '#app/services/plan/begin-plan-draft.server.ts';
import { createPlan } from '#app/services/plan/create-plan.server.ts';
import { openPlan } from '#app/services/plan/plan-content.step.server.ts';
import { withdrawPlan } from '#app/services/plan/withdraw-plan.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getPlanDraft, listPlans } from '#db/queries/plan.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import {
  makePlan,
  makePlanHouse,
  regulatorScope,
  samplePlan,
  sampleTarget,
  valueOf,
} from '#tests/support/plan.ts';
import { day, makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

type Address = (args: LoaderFunctionArgs) => unknown;
type Fields = Readonly<Record<string, string>>;

const NOBODY = '01890000-0000-7000-8000-000000000000';
const STRANGE = ['', 'x', '__proto__', 'a\0b', '示例', NOBODY, `${NOBODY}'--`];

let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let reviewer: Actor;
let city: Actor;
let enterprise: Actor;
let otherProgramme: Actor;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  city = (await makePlanHouse(ports, '370100')).supervisor;
  enterprise = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  otherProgramme = await makeActor(ports, office, 'supervisor');
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ supervisor, reviewer } = await makePlanHouse(ports));
});

const get = (address: Address, actor: Actor | null, params: Fields = {}, path = '/') =>
  statusOf(async () => address(incoming(ports, actor, path, { params: { ...params } })));
async function loaded<T>(address: (args: LoaderFunctionArgs) => Promise<T>, params: Fields = {}, path = '/') {
  return address(incoming(ports, supervisor, path, { params: { ...params } }));
}
function answer(address: Address, actor: Actor | null, fields: Fields, params: Fields = {}) {
  const body = new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });
  return Promise.resolve(address(incoming(ports, actor, '/', { params: { ...params }, body })));
}
const post = (...given: Parameters<typeof answer>) => statusOf(() => answer(...given));
const begin = async (more = {}) =>
  valueOf(await createPlan(ports, supervisor, TEST_MOMENT, { content: samplePlan('a', more) })).id;
const draftOf = async (planId: string) => {
  const scope = regulatorScope(supervisor);
  const row = await ports.db.transaction(scope, (trx) => getPlanDraft(trx, scope, planId));
  return row && { ...row, plan: openPlan(row.content) };
};
const listed = async () => {
  const scope = regulatorScope(supervisor);
  const rows = await ports.db.transaction(scope, (trx) => listPlans(trx, scope));
  return rows.filter(({ organisationId }) => organisationId === scope.organisationId);
};

const HOUSE_PAGES: readonly [string, Address][] = [
  ['library', library.loader],
  ['new', newPlan.loader],
  ['import', importPlan.loader],
  ['template', template.loader],
];
const PLAN_PAGES: readonly [string, Address][] = [
  ['settings', settings.loader],
  ['split', split.loader],
  ['edit', edit.loader],
  ['new target', newTarget.loader],
  ['publish', publish.loader],
  ['delete draft', deleteDraft.loader],
];
const PLAN_POSTS: readonly [string, Address][] = [
  ['draft', draft.action],
  ['edit', edit.action],
  ['new target', newTarget.action],
  ['publish', publish.action],
  ['delete draft', deleteDraft.action],
  ['settings', settings.action],
  ['split', split.action],
  ['withdraw', withdraw.action],
];

describe('pages of a house’s plans', () => {
  it.each(HOUSE_PAGES)('%s is for those who maintain plans', async (_name, page) => {
    expect(await get(page, supervisor)).toBe(200);
    expect(await get(page, reviewer)).toBe(403);
    expect(await get(page, enterprise)).toBe(403);
    expect(await get(page, null)).toBe(302);
  });

  it.each(PLAN_PAGES)('%s is the own house’s', async (_name, page) => {
    const planId = await begin();
    expect(await get(page, supervisor, { planId })).toBe(200);
    expect(await get(page, reviewer, { planId })).toBe(403);
    for (const actor of [city, otherProgramme]) expect(await get(page, actor, { planId })).toBe(404);
    for (const id of STRANGE) expect(await get(page, supervisor, { planId: id })).toBe(404);
  });

  it.each(PLAN_POSTS)('a post to %s is refused to others and with a foreign token', async (_name, action) => {
    const planId = await begin();
    expect(await post(action, null, {}, { planId })).toBe(401);
    expect(await post(action, reviewer, {}, { planId })).toBe(403);
    for (const actor of [city, otherProgramme]) expect(await post(action, actor, {}, { planId })).toBe(404);
    expect(await post(action, supervisor, { _csrf: 'x' }, { planId })).toBe(403);
    for (const id of STRANGE) expect(await post(action, supervisor, {}, { planId: id })).toBe(404);
  });

  it('a published plan of the programme is read by its other houses, and by nobody else', async () => {
    const planId = await makePlan(ports, supervisor, samplePlan('a'));
    expect(await get(versions.loader, city, { planId })).toBe(200);
    expect(await get(versions.loader, otherProgramme, { planId })).toBe(404);
    expect(await get(settings.loader, city, { planId })).toBe(404);
    valueOf(await withdrawPlan(ports, supervisor, TEST_MOMENT, { planId }));
    expect(await get(versions.loader, city, { planId })).toBe(404);
    expect(await get(versions.loader, supervisor, { planId })).toBe(200);
    expect(await get(withdraw.loader, supervisor, { planId })).toBe(409);
  });

  it('without a draft the form leads to where one is begun, and a post is refused with what was typed', async () => {
    const planId = await makePlan(ports, supervisor, samplePlan('a'));
    expect(await get(edit.loader, supervisor, { planId })).toBe(302);
    const late = await answer(
      edit.action,
      supervisor,
      { ...planFields(samplePlan('a')), revision: '1' },
      { planId },
    );
    expect(await statusOf(() => Promise.resolve(late))).toBe(409);
    expect(refusalIn(late).values['title.zh']).toBe('示例计划');
  });

  it('lists the own plans and those that others published', async () => {
    await begin();
    const { supervisor: sister } = await makePlanHouse(ports);
    const theirs = await makePlan(ports, sister, samplePlan('b'));
    const page = await loaded(plans.loader);
    expect(page.own.map(({ state, draftNo }) => [state, draftNo])).toEqual([['draft', 1]]);
    expect(page.others.map(({ id }) => id)).toContain(theirs);
    expect(await get(plans.loader, otherProgramme)).toBe(200);
  });
});

describe('the library', () => {
  it('shows the programme’s documents first and adopts one', async () => {
    const { ofProgramme, others } = await loaded(library.loader);
    expect(ofProgramme.map(({ key }) => key)).toEqual(['shandong-big-data-2023']);
    expect(others.map(({ key }) => key)).not.toContain('jilin-digital-government-2023');
    const params = { key: 'shandong-big-data-2023' };
    expect(await get(libraryPlan.loader, supervisor, params)).toBe(200);
    expect(await post(libraryPlan.action, supervisor, {}, params)).toBe(302);
    expect(await post(libraryPlan.action, supervisor, {}, params)).toBe(409);
    expect(await listed()).toHaveLength(1);
  });

  it.each([...STRANGE, 'jilin-digital-government-2023'])('has nothing under %j', async (key) => {
    expect(await get(libraryPlan.loader, supervisor, { key })).toBe(404);
    expect(await post(libraryPlan.action, supervisor, {}, { key })).toBe(404);
    expect(
      await get(template.loader, supervisor, {}, `/plans/import/template?from=${encodeURIComponent(key)}`),
    ).toBe(404);
  });
});

describe('writing a plan', () => {
  const facts = { ...planFields(samplePlan('own-plan')) };

  it('begins with its document', async () => {
    expect(await post(newPlan.action, supervisor, facts)).toBe(302);
    expect(await post(newPlan.action, supervisor, facts)).toBe(409);
    const more = await answer(newPlan.action, supervisor, { ...facts, more: 'yes' });
    expect(await statusOf(() => Promise.resolve(more))).toBe(200);
    expect((more as { data: { values: Fields } }).data.values['title.zh']).toBe('示例计划');
  });

  it.each([
    ['nothing', {}],
    ['a wrong date', { ...facts, from: '2026-13-01' }],
    ['another province', { ...facts, region: '310000' }],
    ['no region', { ...facts, region: '99' }],
    ['a text of a megabyte', { ...facts, 'title.zh': '长'.repeat(350_000) }],
    ['a key with signs', { ...facts, key: '../x' }],
  ] as const)('refuses %s with words and what was typed, and begins nothing', async (_what, fields) => {
    const given = await answer(newPlan.action, supervisor, fields);
    expect(await statusOf(() => Promise.resolve(given))).toBe(422);
    const { refusal, values } = refusalIn(given);
    expect(Object.keys(refusal.fields).length).toBeGreaterThan(0);
    expect(values).toEqual(fields);
    expect(await listed()).toEqual([]);
  });

  it('goes on target by target', async () => {
    const planId = await begin();
    const plan = samplePlan('a');
    const fields = {
      ...newTargetFields(plan),
      ...targetFields(plan, sampleTarget('T1')),
      id: 'T9',
      after: 'T1',
      revision: '1',
    };
    expect(await post(newTarget.action, supervisor, fields, { planId })).toBe(302);
    expect((await draftOf(planId))?.plan.targets.map(({ id }) => id)).toEqual(['T1', 'T9', 'T2']);
    const changed = { ...fields, value: '-5', revision: '2' };
    const wrong = await answer(editTarget.action, supervisor, changed, { planId, targetId: 'T9' });
    expect(await statusOf(() => Promise.resolve(wrong))).toBe(422);
    expect(Object.keys(refusalIn(wrong).refusal.fields)).toEqual(['value']);
    expect(refusalIn(wrong).values).toEqual(changed);
    const step = { step: 'remove', revision: '2' };
    expect(await post(editTarget.action, supervisor, step, { planId, targetId: 'T1' })).toBe(302);
    expect((await draftOf(planId))?.plan.targets.map(({ id }) => id)).toEqual(['T9', 'T2']);
    for (const targetId of [...STRANGE, 'T1', 'T99']) {
      expect(await get(editTarget.loader, supervisor, { planId, targetId })).toBe(404);
      expect(await post(editTarget.action, supervisor, fields, { planId, targetId })).toBe(404);
    }
  });

  it('by two officers: the second keeps his text, is told, and may save on top', async () => {
    const planId = await begin();
    const fields = { ...planFields(samplePlan('a')), revision: '1' };
    expect(await post(edit.action, supervisor, { ...fields, number: '甲' }, { planId })).toBe(302);
    const mine = { ...fields, number: '乙' };
    const late = await answer(edit.action, supervisor, mine, { planId });
    expect(await statusOf(() => Promise.resolve(late))).toBe(409);
    const { values } = refusalIn(late);
    expect(values).toEqual({ ...mine, revision: '2' });
    expect((await draftOf(planId))?.plan.number).toBe('甲');
    expect(await post(edit.action, supervisor, values, { planId })).toBe(302);
    expect((await draftOf(planId))?.plan.number).toBe('乙');
  });

  it.each(['', 'x', '-1', '1.5', '99999999999999999999'])(
    'a revision that is %j counts as overtaken',
    async (revision) => {
      const planId = await begin();
      expect(
        await post(edit.action, supervisor, { ...planFields(samplePlan('a')), revision }, { planId }),
      ).toBe(409);
    },
  );
});

describe('publishing and what follows', () => {
  it('publishes what was seen and lists versions with what changed', async () => {
    const planId = await begin();
    expect(await post(publish.action, supervisor, { digest: 'x' }, { planId })).toBe(409);
    const { digest } = await loaded(publish.loader, { planId });
    expect(await post(publish.action, supervisor, { digest }, { planId })).toBe(302);
    expect(await post(draft.action, supervisor, {}, { planId })).toBe(302);
    const fields = { ...planFields(samplePlan('a')), 'title.zh': '新名', revision: '1' };
    expect(await post(edit.action, supervisor, fields, { planId })).toBe(302);
    const page = await loaded(versions.loader, { planId });
    expect(page.compared).toMatchObject({ from: 1, to: 2, changes: [{ what: 'plan' }] });
    for (const search of ['?from=9&to=x', '?from=-1', '?to=1e999', '?from=2&to=2']) {
      expect(await get(versions.loader, supervisor, { planId }, `/plans/x/versions${search}`)).toBe(200);
    }
  });

  it('sets thresholds, reach and shares; a mistake stands beside its field', async () => {
    const planId = await makePlan(ports, supervisor, samplePlan('a'));
    const judging = { tolerance: '10', behindBelow: '90', farBehindBelow: '50' };
    expect(await post(settings.action, supervisor, judging, { planId })).toBe(409);
    const seen = (await loaded(settings.loader, { planId })).initial.mark;
    expect(await post(settings.action, supervisor, { ...judging, mark: seen }, { planId })).toBe(302);
    const typed = { ...judging, tolerance: '12', mark: seen };
    const second = refusalIn(await answer(settings.action, supervisor, typed, { planId }));
    expect(second).toMatchObject({ refusal: { code: 'conflict' }, values: { tolerance: '12' } });
    expect(second.values.mark).not.toBe(seen);
    const wrong = await answer(settings.action, supervisor, { ...judging, tolerance: 'viel' }, { planId });
    expect(Object.keys(refusalIn(wrong).refusal.fields)).toEqual(['tolerance']);
    expect(await post(settings.action, supervisor, {}, { planId })).toBe(422);
    expect(await post(settings.action, supervisor, { reach: 'public' }, { planId })).toBe(302);
    const { initial, plan } = await loaded(settings.loader, { planId });
    expect(initial).toMatchObject(judging);
    expect(plan.isPublic).toBe(true);
    const { initial: shares } = await loaded(split.loader, { planId });
    const mark = (shares as Fields).mark ?? '';
    expect(await post(split.action, supervisor, { mark, 'T1.370100': '60' }, { planId })).toBe(302);
    const late = await answer(split.action, supervisor, { mark, 'T1.370100': '70' }, { planId });
    expect(await statusOf(() => Promise.resolve(late))).toBe(409);
    expect(await post(split.action, supervisor, refusalIn(late).values, { planId })).toBe(302);
    const bad = await answer(split.action, supervisor, { mark, 'T1.370100': '-1' }, { planId });
    expect(Object.keys(refusalIn(bad).refusal.fields)).toEqual(['T1.370100']);
    const { targets } = await loaded(split.loader, { planId });
    expect(targets[0]?.sum).toMatchObject({ sum: 70, difference: -30 });
  });

  it('withdraws and deletes after a question', async () => {
    const planId = await makePlan(ports, supervisor, samplePlan('a'));
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId }));
    expect(await post(deleteDraft.action, supervisor, {}, { planId })).toBe(302);
    expect(await post(deleteDraft.action, supervisor, {}, { planId })).toBe(409);
    expect(await post(withdraw.action, supervisor, {}, { planId })).toBe(302);
    expect(await post(withdraw.action, supervisor, {}, { planId })).toBe(409);
  });
});

describe('importing', () => {
  function upload(actor: Actor | null, file: [string, BlobPart] | null, token = FORM_TOKEN) {
    const body = new FormData();
    body.append('_csrf', token);
    if (file) body.append('file', new Blob([file[1]]), file[0]);
    return statusOf(() => importPlan.action(incoming(ports, actor, '/', { body })));
  }

  it('refuses what is no workbook, however large', async () => {
    expect(await upload(supervisor, null)).toBe(422);
    expect(await upload(supervisor, ['x.xlsx', ''])).toBe(422);
    expect(await upload(supervisor, ['x.xlsx', 'nonsense'])).toBe(422);
    expect(await upload(supervisor, ['x.xlsx', new Uint8Array(10_000_000)])).toBe(422);
    expect(await upload(reviewer, ['x.xlsx', 'x'])).toBe(403);
    expect(await upload(null, ['x.xlsx', 'x'])).toBe(401);
    expect(await upload(supervisor, ['x.xlsx', 'x'], 'x')).toBe(403);
    expect(await post(importPlan.action, supervisor, {})).toBe(415);
  });

  it('shows what a workbook says, makes the draft once, and is nobody else’s', async () => {
    const bytes = await ports.spreadsheets.writeWorkbook(planSheets(templatePlan('370000', true)));
    const body = new FormData();
    body.append('_csrf', FORM_TOKEN);
    body.append('file', new Blob([new Uint8Array(bytes)]), '计划.xlsx');
    const sent = (await importPlan.action(incoming(ports, supervisor, '/', { body }))) as Response;
    const id = sent.headers.get('location')?.split('/').at(-1) ?? '';
    expect(await loaded(importRun.loader, { id })).toMatchObject({ state: 'previewed', problemCount: 0 });
    expect(await get(importRun.loader, city, { id })).toBe(404);
    expect(await post(importRun.action, city, {}, { id })).toBe(404);
    expect(await post(importRun.action, supervisor, {}, { id })).toBe(302);
    expect(await post(importRun.action, supervisor, {}, { id })).toBe(409);
    expect(await post(importRun.action, supervisor, { step: 'discard' }, { id })).toBe(409);
    for (const strange of STRANGE) {
      expect(await get(importRun.loader, supervisor, { id: strange })).toBe(404);
      expect(await post(importRun.action, supervisor, {}, { id: strange })).toBe(404);
    }
  });
});

describe('the day as at which a plan is shown', () => {
  const at = (search: string, until = '2026-12-31') =>
    asAtOf(new Request(`http://x/plans/1${search}`), day(until), day('2026-11-23'));

  it.each([
    ['', '2026-11-23'],
    ['?at=', '2026-11-23'],
    ['?at=2026-06-30', '2026-06-30'],
    ['?at=%202026-06-30%20', '2026-06-30'],
    ['?at=2026-11-23', '2026-11-23'],
  ])('%s is %s', (search, asAt) => {
    expect(at(search)).toEqual({ asAt, asAtRefusal: null });
  });

  it.each(['?at=2026-11-24', '?at=9999-12-31', '?at=2026-02-30', '?at=x', '?at=1000-01-01', '?at=%00'])(
    '%s is refused in words, and the default stands',
    (search) => {
      const { asAt, asAtRefusal } = at(search);
      expect(asAt).toBe('2026-11-23');
      expect(asAtRefusal?.zh).toContain('2026-11-23');
    },
  );

  it('is the last day of a plan that has passed', () => {
    expect(at('', '2023-12-31').asAt).toBe('2023-12-31');
    expect(at('?at=2024-05-01', '2023-12-31').asAt).toBe('2024-05-01');
  });

  it('comes with where the plan stands on it', async () => {
    const planId = await makePlan(ports, supervisor, samplePlan('a'));
    const found = await loadPlan(incoming(ports, city, '/plans/1?at=2026-06-30'), { planId });
    expect(found).toMatchObject({ isOwn: false, asAt: '2026-06-30', plan: { state: 'published' } });
    expect((await found.standing()).targets.map(({ judgement }) => judgement.status)).toEqual([
      'no_data',
      'no_data',
    ]);
  });
});
