import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import * as actions from '#app/routes/assessment/actions.tsx';
import * as compare from '#app/routes/assessment/compare.tsx';
import * as derivation from '#app/routes/assessment/derivation.tsx';
import * as editAction from '#app/routes/assessment/edit-action.tsx';
import * as gaps from '#app/routes/assessment/gaps.tsx';
import * as moveAction from '#app/routes/assessment/move-action.ts';
import * as newAction from '#app/routes/assessment/new-action.tsx';
import * as result from '#app/routes/assessment/result.tsx';
import * as trend from '#app/routes/assessment/trend.tsx';
import type { Ports } from '#app/services/ports.ts';
import { maturityModel } from '#assessments/model.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { insertGrant } from '#db/queries/grant.write.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import {
  makeActor,
  makeOrganisation,
  TEST_MOMENT,
  testPorts,
  type TestOrganisation,
} from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let enterprise: TestOrganisation;
let owner: Actor;
let viewer: Actor;
let stranger: Actor;
let reviewer: Actor;
let assessmentId: string;

const model = maturityModel('dcmm-2025');
if (!model) throw new Error('dcmm-2025');

/** Answers every criterion of the levels up to one with 满足, as the enterprise's owner. */
async function meet(id: string, upTo: number, modelId = 'dcmm-2025'): Promise<void> {
  const known = maturityModel(modelId);
  if (!known) throw new Error(modelId);
  const cells = known.domains.flatMap((domain) =>
    domain.items.flatMap((item) => item.cells.map((cell) => ({ domain, cell }))),
  );
  const rows = cells.flatMap(({ domain, cell }) =>
    cell.criteria
      .filter(({ level }) => level <= upTo)
      .map((criterion) => ({
        organisation_id: enterprise.id,
        assessment_id: id,
        side: 'self' as const,
        criterion_id: criterion.id,
        cell_id: cell.id,
        domain_id: domain.id,
        grade: 'met' as const,
        author_id: owner.accountId ?? '',
        author_name: owner.name,
        updated_at: TEST_MOMENT.now,
        validated_by: null,
        validated_by_name: null,
        validated_at: null,
        returned_at: null,
      })),
  );
  await db.root.insertInto('answer').values(rows).execute();
}

/** A signed version with these scores, as the trend reads it. */
async function signed(
  id: string,
  modelId: string,
  at: string,
  scores: Record<string, string>,
): Promise<void> {
  await db.root
    .insertInto('assessment_snapshot')
    .values({
      organisation_id: enterprise.id,
      id: newId(at),
      assessment_id: id,
      side: 'self',
      version_no: 1,
      model_id: modelId,
      body: JSON.stringify({ scheme: { digest: 'd' } }),
      scores: JSON.stringify(scores),
      digest: 'x',
      signed_by_name: owner.name,
      signed_at: at,
      programme_id: null,
      region_code: null,
      submitted_at: null,
    })
    .execute();
}

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  owner = await makeActor(ports, enterprise, 'owner');
  viewer = await makeActor(ports, enterprise, 'viewer');
  stranger = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  reviewer = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'reviewer');
  assessmentId = (await insertAssessment(db, enterprise)).id;
  await meet(assessmentId, 2);
});
afterAll(() => db.close());

const at = (actor: Actor | null, path = '/', params: Record<string, string> = {}) =>
  incoming(ports, actor, path, { params: { assessmentId, ...params } });
const post = (actor: Actor | null, fields: Record<string, string>, params: Record<string, string> = {}) =>
  incoming(ports, actor, '/', {
    params: { assessmentId, ...params },
    body: new URLSearchParams({ _csrf: FORM_TOKEN, ...fields }),
  });

describe('the result of an assessment', () => {
  it('says level, target, what stands between, and that nobody else is there to compare with', async () => {
    const page = await result.loader(at(viewer));
    expect(page.overall).toMatchObject({ level: 2, score: '2.00', criteria: criteriaOf(model).length });
    expect(page.overall.barrier).toMatchObject({ next: 3, needed: '1.00' });
    expect(page.overall.barrier?.climbs).toHaveLength(6);
    expect(page.domains).toHaveLength(9);
    expect(page.finding.zh).toContain('9 个域中 9 个未达目标 3 级');
    expect(page.partner).toBeNull();
    expect(page.planned).toBeNull();
    expect(page.benchmark).toEqual([]);
    expect(page.heat.groups.flatMap(({ rows }) => rows)).toHaveLength(33);
  });

  it('is shown to the house alone', async () => {
    for (const { loader } of [result, gaps, actions]) {
      expect(await statusOf(() => loader(at(null)))).toBe(302);
      expect(await statusOf(() => loader(at(stranger)))).toBe(404);
      expect(await statusOf(() => loader(at(reviewer)))).toBe(403);
      expect(await statusOf(() => loader(at(owner, '/', { assessmentId: 'nonsense' })))).toBe(404);
    }
  });

  it('opens every figure’s steps, and no others', async () => {
    const open = (kind: string, key: string, path = '/') =>
      derivation.loader(at(viewer, path, { kind, key }));
    expect(await open('overall', 'all')).toMatchObject({ explanation: { kind: 'overall', inside: [] } });
    expect((await open('domain', '6', '/?whole=yes')).explanation).toMatchObject({
      kind: 'domain',
      inside: [{ kind: 'cell', id: '6.1' }, {}, {}],
    });
    expect(await open('item', '6.1')).toMatchObject({ explanation: { kind: 'cell', reached: 2 } });
    expect(await statusOf(() => open('item', '99'))).toBe(404);
    expect(await statusOf(() => open('nonsense', 'all'))).toBe(404);
  });
});

describe('gaps and actions', () => {
  const FIELDS = {
    cellId: '6.1',
    criterionId: '6.1-L3-1',
    title: '发布数据战略',
    ownerName: '示例人员',
    dueOn: '2026-12-31',
    effort: '10',
    expectedLevel: '3',
  };

  it('ranks gaps up to the target, each with its factors, by domain where asked', async () => {
    const page = await gaps.loader(at(owner));
    expect(page.upTo).toBe(3);
    expect(page.gaps[0]).toMatchObject({ rank: 1, level: 3, turn: 1, isEffortPlanned: false });
    expect(page.gaps).toHaveLength(40);
    const all = await gaps.loader(at(owner, '/?all=yes'));
    expect(all.gaps).toHaveLength(all.count);
    expect(new Set(all.gaps.map(({ level }) => level))).toEqual(new Set([3]));
    const one = await gaps.loader(at(owner, '/?domain=9'));
    expect(new Set(one.gaps.map(({ itemId }) => itemId.split('.')[0]))).toEqual(new Set(['9']));
  });

  it('begins an action from a gap, refuses what is wrong beside its field, and keeps what was typed', async () => {
    const form = await newAction.loader(at(owner, '/?criterion=6.1-L3-1'));
    expect(form.facts).toMatchObject({
      criterion: { id: '6.1-L3-1' },
      initial: { cellId: '6.1', expectedLevel: '3', ownerId: owner.accountId },
    });
    expect(form.facts.members.map(({ name }) => name)).toEqual([owner.name]);
    const answer = await newAction.action(
      post(owner, { ...FIELDS, effort: '0', dueOn: '2026-02-30', title: ' ' }),
    );
    const { refusal, values } = refusalIn(answer);
    expect(Object.keys(refusal.fields).sort()).toEqual(['dueOn', 'effort', 'title']);
    expect(values).toMatchObject({ effort: '0', ownerName: '示例人员' });
    expect(await statusOf(() => newAction.action(post(viewer, FIELDS)))).toBe(403);
    expect(await statusOf(() => newAction.action(post(null, FIELDS)))).toBe(401);
    expect(await statusOf(() => newAction.action(post(stranger, FIELDS)))).toBe(404);
    expect((await actions.loader(at(owner))).actions).toEqual([]);
  });

  it('plans, changes and closes an action; the plan is drawn while it is open', async () => {
    expect(await statusOf(() => newAction.action(post(owner, FIELDS)))).toBe(302);
    const listed = await actions.loader(at(viewer));
    expect(listed).toMatchObject({ mayPlan: false, counts: { open: 1, overdue: 0 }, effort: 10 });
    const actionId = listed.actions[0]?.id ?? '';
    expect(Number((await result.loader(at(owner))).planned)).toBeGreaterThan(2);
    const gap = (await gaps.loader(at(owner, '/?all=yes'))).gaps.find(
      ({ criterionId }) => criterionId === '6.1-L3-1',
    );
    expect(gap).toMatchObject({ effort: '10', isEffortPlanned: true });

    const params = { actionId };
    expect(await editAction.loader(at(owner, '/', params))).toMatchObject({
      facts: { initial: { effort: '10', ownerId: '', ownerName: '示例人员' } },
    });
    const late = { ...FIELDS, dueOn: '2026-11-20' };
    expect(await statusOf(() => editAction.action(post(owner, late, params)))).toBe(302);
    expect(await actions.loader(at(owner))).toMatchObject({
      counts: { overdue: 1 },
      actions: [{ overdueDays: 3 }],
    });
    expect(await statusOf(() => moveAction.action(post(owner, { state: 'gone' }, params)))).toBe(422);
    expect(await statusOf(() => moveAction.action(post(owner, { state: 'done' }, params)))).toBe(302);
    expect(await statusOf(() => editAction.loader(at(owner, '/', params)))).toBe(404);
    expect((await result.loader(at(owner))).planned).toBeNull();
  });
});

describe('results side by side', () => {
  it('lays a result beside its target, and asks for two', async () => {
    expect(await compare.loader(at(owner))).toMatchObject({ view: null, problem: null });
    const page = await compare.loader(at(owner, `/?left=${assessmentId}&right=target`));
    expect(page.view).toMatchObject({ meeting: 'target', title: { zh: '评估结果对照' }, grades: null });
    expect(page.view?.disagreements).toHaveLength(33);
    const same = await compare.loader(at(owner, `/?left=${assessmentId}&right=${assessmentId}`));
    expect(same).toMatchObject({ view: null, problem: { zh: '左右是同一次评估，请另选一次。' } });
    expect(await statusOf(() => compare.loader(at(stranger, `/?left=${assessmentId}&right=target`)))).toBe(
      404,
    );
  });

  it('refuses with words what isn’t revealed', async () => {
    const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
    const grant = { id: newId(TEST_MOMENT.now), consultancyId: consultancy.id };
    await ports.db.transaction(owner.scope, (trx) =>
      insertGrant(trx, {
        ...grant,
        organisationId: enterprise.id,
        consultancyName: consultancy.name,
        clientName: enterprise.name,
        purpose: 'assess',
        rights: 'draft',
        expiresOn: plainDate('2026-12-31'),
        createdByName: owner.name,
        now: TEST_MOMENT.now,
      }),
    );
    const { id } = await insertAssessment(db, enterprise, { grant });
    const page = await compare.loader(at(owner, `/?left=${assessmentId}&right=${id}`));
    expect(page.view).toBeNull();
    expect(page.problem?.zh).toContain('尚未公开');
    expect(page.choices.map((choice) => choice.id)).not.toContain(id);
  });

  it('goes by the crosswalk across editions, and only by the whole where none leads', async () => {
    const older = (await insertAssessment(db, enterprise, { modelId: 'dcmm-2018' })).id;
    await meet(older, 3, 'dcmm-2018');
    const across = await compare.loader(at(owner, `/?left=${older}&right=${assessmentId}`));
    expect(across.view).toMatchObject({
      meeting: 'editions',
      grades: null,
      overall: { left: '3.00', right: '2.00' },
    });
    expect(
      across.view?.disagreements.some(({ name }) => name.zh === '参考数据和主数据 → 主数据、参考数据'),
    ).toBe(true);
    const dsmm = (await insertAssessment(db, enterprise, { modelId: 'dsmm-2019' })).id;
    const apart = await compare.loader(at(owner, `/?left=${dsmm}&right=${assessmentId}`));
    expect(apart.view).toMatchObject({ meeting: 'apart', domains: [], disagreements: [] });
  });
});

describe('results over time', () => {
  it('shows signed results only, and joins nothing that isn’t the same thing', async () => {
    expect(await trend.loader(at(owner))).toMatchObject({ view: null });
    const older = (await insertAssessment(db, enterprise, { modelId: 'dcmm-2018' })).id;
    await signed(older, 'dcmm-2018', '2025-06-01T02:00:00.000Z', {
      overall: '1.80',
      '6': '1.50',
      '12': '1.00',
    });
    await signed(assessmentId, 'dcmm-2025', '2026-08-01T02:00:00.000Z', {
      overall: '2.00',
      '6': '2.00',
      '9': '1.00',
    });
    const { view } = await trend.loader(at(owner));
    expect(view?.overall.runs).toHaveLength(2);
    expect(view?.breaks).toMatchObject([{ label: { zh: '版本变更' } }]);
    const runs = new Map(view?.domains.map((line) => [line.name.zh, line.runs.map((run) => run.length)]));
    // The same three items in both editions: one line. New in 2025: a line of its own.
    expect(runs.get('数据战略')).toEqual([2]);
    expect(runs.get('数据资产')).toEqual([1]);
    expect(view?.finding.zh).toContain('本版只有一次已签署的结果：2.00（2026-08-01）');
  });
});
