import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { openAssessmentThread } from '#app/services/assessment-thread/open-assessment-thread.server.ts';
import { replyAssessmentThread } from '#app/services/assessment-thread/reply-assessment-thread.server.ts';
import { resolveAssessmentThread } from '#app/services/assessment-thread/resolve-assessment-thread.server.ts';
import { linkEvidence } from '#app/services/evidence-link/link-evidence.server.ts';
import { unlinkEvidence } from '#app/services/evidence-link/unlink-evidence.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { listAssessmentThreads } from '#db/queries/assessment-thread.read.ts';
import { listLinkedEvidence } from '#db/queries/assessment.read.ts';
import { insertGrant } from '#db/queries/grant.write.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { day, makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { eventCount, ITEM, makeAnswerWorld, minute, moveTo, type AnswerWorld } from './world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: AnswerWorld;
const CELL = ITEM.cells[0]?.id ?? '';

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
beforeEach(async () => {
  world = await makeAnswerWorld(db, ports);
});
afterAll(() => db.close());

const threads = (actor: Actor = world.evaluator, assessmentId = world.assessmentId) =>
  ports.db.transaction(actor.scope, (trx) => listAssessmentThreads(trx, world.enterprise.id, assessmentId));

async function asked(actor = world.validator) {
  const input = { assessmentId: world.assessmentId, cellId: CELL, body: '依据在哪里？' };
  const result = await openAssessmentThread(ports, actor, minute(0), input);
  if (!result.ok) throw new Error(result.refusal.code);
  return { assessmentId: world.assessmentId, threadId: result.value.threadId };
}

/** An assessor under a grant, with the independent assessment that he makes. */
async function assessing() {
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
  const consultant = await makeActor(ports, consultancy, 'consultant', { name: '周评估师' });
  const grantId = newId(TEST_MOMENT.now);
  const owner = await makeActor(ports, world.enterprise, 'owner');
  await ports.db.transaction(owner.scope, (trx) =>
    insertGrant(trx, {
      organisationId: world.enterprise.id,
      id: grantId,
      consultancyId: consultancy.id,
      consultancyName: consultancy.name,
      clientName: world.enterprise.name,
      purpose: 'assess',
      rights: 'draft',
      expiresOn: day('2027-01-31'),
      createdByName: owner.name,
      now: TEST_MOMENT.now,
    }),
  );
  const { id } = await insertAssessment(db, world.enterprise);
  await db.root.deleteFrom('assessment').where('id', '=', id).execute();
  const self = await db.root
    .selectFrom('assessment')
    .selectAll()
    .where('id', '=', world.assessmentId)
    .executeTakeFirstOrThrow();
  await db.root
    .insertInto('assessment')
    .values({
      ...self,
      id,
      scheme: JSON.stringify(self.scheme),
      side: 'independent',
      grant_id: grantId,
      consultancy_id: consultancy.id,
      consultancy_name: consultancy.name,
    })
    .execute();
  const assessor: Actor = {
    ...consultant,
    scope: {
      kind: 'consultant',
      accountId: consultant.accountId ?? '',
      organisationId: consultancy.id,
      grantId,
      clientId: world.enterprise.id,
      purpose: 'assess',
      rights: 'draft',
      today: TEST_MOMENT.today,
    },
  };
  return { assessor, independentId: id };
}

describe('questions', () => {
  it('are asked, answered, asked again and closed', async () => {
    const key = await asked();
    expect(await threads()).toMatchObject([{ state: 'open', createdByName: '李复核' }]);
    await replyAssessmentThread(ports, world.evaluator, minute(1), { ...key, body: '见制度第 3 条。' });
    expect((await threads())[0]).toMatchObject({
      state: 'answered',
      comments: [{}, { authorName: '王评估' }],
    });
    await replyAssessmentThread(ports, world.validator, minute(2), { ...key, body: '哪一年的？' });
    expect((await threads())[0]?.state).toBe('open');
    expect(await resolveAssessmentThread(ports, world.validator, minute(3), key)).toMatchObject({ ok: true });
    expect((await threads())[0]).toMatchObject({ state: 'resolved', resolvedAt: minute(3).now });
    const late = await replyAssessmentThread(ports, world.evaluator, minute(4), { ...key, body: '补充' });
    expect(late).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('are refused about a cell that is not there, from a viewer, and once it is signed', async () => {
    const ask = (actor: Actor, cellId: string) =>
      openAssessmentThread(ports, actor, minute(0), {
        assessmentId: world.assessmentId,
        cellId,
        body: '？',
      });
    const key = await asked();
    const before = await eventCount(db, world);
    expect(await ask(world.validator, 'nowhere')).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
    expect(await ask(world.viewer, CELL)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    await moveTo(db, world, 'signed');
    expect(await ask(world.validator, CELL)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
    const reply = await replyAssessmentThread(ports, world.evaluator, minute(1), { ...key, body: '答' });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    const close = await resolveAssessmentThread(ports, world.validator, minute(1), key);
    expect(close).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect(await eventCount(db, world)).toBe(before);
    expect(await threads()).toHaveLength(1);
  });

  it('of an assessor are answered by the enterprise, which can not close them, and everyone of it is told', async () => {
    const { assessor, independentId } = await assessing();
    const result = await openAssessmentThread(ports, assessor, minute(0), {
      assessmentId: independentId,
      cellId: CELL,
      body: '请提供战略发文。',
    });
    if (!result.ok) throw new Error(result.refusal.code);
    const key = { assessmentId: independentId, threadId: result.value.threadId };
    const told = await db.root
      .selectFrom('notice')
      .select('recipient_id')
      .where('rule', '=', 'assessment.asked')
      .where('organisation_id', '=', world.enterprise.id)
      .where('channel', '=', 'product')
      .execute();
    expect(told.map((row) => row.recipient_id)).toContain(world.evaluator.accountId);
    expect(told.map((row) => row.recipient_id)).not.toContain(assessor.accountId);
    expect(
      await replyAssessmentThread(ports, world.evaluator, minute(1), { ...key, body: '已在证据库。' }),
    ).toMatchObject({ ok: true });
    expect(await threads(world.evaluator, independentId)).toMatchObject([
      { state: 'answered', comments: [{ authorSide: 'consultant' }, { authorSide: 'enterprise' }] },
    ]);
    expect(await resolveAssessmentThread(ports, world.evaluator, minute(2), key)).toMatchObject({
      ok: false,
      refusal: { code: 'forbidden' },
    });
    expect(await resolveAssessmentThread(ports, assessor, minute(3), key)).toMatchObject({ ok: true });
  });

  it('of the self-assessment are not there for an assessor', async () => {
    const { assessor } = await assessing();
    const key = await asked();
    expect(await threads(assessor)).toEqual([]);
    expect(await replyAssessmentThread(ports, assessor, minute(1), { ...key, body: '？' })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });
});

describe('evidence at a cell', () => {
  async function evidence(organisationId = world.enterprise.id, retiredAt: string | null = null) {
    const id = newId(TEST_MOMENT.now);
    await db.root
      .insertInto('evidence')
      .values({
        organisation_id: organisationId,
        id,
        kind: 'reference',
        title: '数据战略发文',
        reference: '档案室',
        file_name: null,
        content_type: null,
        byte_size: null,
        sha256: null,
        storage_key: null,
        scan_state: null,
        effective_from: null,
        effective_until: null,
        owner_id: null,
        owner_name: '王评估',
        created_by_name: '王评估',
        created_at: TEST_MOMENT.now,
        retired_at: retiredAt,
      })
      .execute();
    return id;
  }
  const linked = () =>
    ports.db.transaction(world.evaluator.scope, (trx) =>
      listLinkedEvidence(trx, world.enterprise.id, world.assessmentId),
    );
  const at = (evidenceId: string, cellId = CELL) => ({
    assessmentId: world.assessmentId,
    cellId,
    evidenceId,
  });

  it('is linked once, and taken away', async () => {
    const id = await evidence();
    expect(await linkEvidence(ports, world.evaluator, minute(0), at(id))).toMatchObject({ ok: true });
    const before = await eventCount(db, world);
    expect(await linkEvidence(ports, world.evaluator, minute(1), at(id))).toMatchObject({ ok: true });
    expect(await eventCount(db, world)).toBe(before);
    expect(await linked()).toMatchObject([{ cellId: CELL, id }]);
    expect(await unlinkEvidence(ports, world.evaluator, minute(2), at(id))).toMatchObject({ ok: true });
    expect(await linked()).toEqual([]);
    expect(await eventCount(db, world)).toBe(before + 1);
  });

  it('is refused when it is retired, of another enterprise, no id at all, or its cell is not there', async () => {
    const other = await makeOrganisation(ports, { kind: 'enterprise' });
    const before = await eventCount(db, world);
    for (const id of [await evidence(undefined, TEST_MOMENT.now), await evidence(other.id), 'x']) {
      expect(await linkEvidence(ports, world.evaluator, minute(0), at(id))).toMatchObject({
        ok: false,
        refusal: { code: 'invalid' },
      });
    }
    expect(
      await linkEvidence(ports, world.evaluator, minute(0), at(await evidence(), 'nowhere')),
    ).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await linked()).toEqual([]);
    expect(await eventCount(db, world)).toBe(before);
  });

  it('stands while the cell is validated, and once it is signed', async () => {
    const id = await evidence();
    await linkEvidence(ports, world.evaluator, minute(0), at(id));
    for (const state of ['validating', 'signed'] as const) {
      await moveTo(db, world, state);
      expect(await unlinkEvidence(ports, world.evaluator, minute(1), at(id))).toMatchObject({
        ok: false,
        refusal: { code: 'not_allowed_now' },
      });
    }
    expect(await linked()).toHaveLength(1);
  });
});
