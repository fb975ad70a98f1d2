import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { returnItem } from '#app/services/answer/return-item.server.ts';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import { validateItem } from '#app/services/answer/validate-item.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { markValidated } from '#db/queries/answer.write.ts';
import { listAssessmentThreads } from '#db/queries/assessment-thread.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { testPorts } from '#tests/support/world.ts';
import {
  edit,
  eventCount,
  ITEM,
  makeAnswerWorld,
  minute,
  moveTo,
  ONE,
  stored,
  THREE,
  TWO,
  type AnswerWorld,
} from './world.ts';

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
  const { assessmentId } = world;
  await saveAnswers(ports, world.evaluator, minute(0), {
    assessmentId,
    edits: [edit(ONE, { grade: 'met' }), edit(TWO, { grade: 'partly' })],
  });
  await moveTo(db, world, 'validating');
});
afterAll(() => db.close());

const validate = (actor = world.validator, at = minute(10)) =>
  validateItem(ports, actor, at, { assessmentId: world.assessmentId, itemId: ITEM.id });
const sendBack = (actor = world.validator, body = '请补充制度编号', at = minute(5)) =>
  returnItem(ports, actor, at, { assessmentId: world.assessmentId, cellId: CELL, body });
const save = (edits: Parameters<typeof saveAnswers>[3]['edits'], actor = world.evaluator, at = minute(6)) =>
  saveAnswers(ports, actor, at, { assessmentId: world.assessmentId, edits });
const threads = () =>
  ports.db.transaction(world.evaluator.scope, (trx) =>
    listAssessmentThreads(trx, world.enterprise.id, world.assessmentId),
  );

describe('validating', () => {
  it('validates what somebody else wrote', async () => {
    expect(await validate()).toMatchObject({ ok: true, value: { validated: 2, own: 0, carried: 0 } });
    expect(await stored(ports, world, ONE)).toMatchObject({ validatedByName: '李复核' });
    expect(await validate()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('refuses its author in words, and the database refuses him too', async () => {
    const before = await eventCount(db, world);
    const answer = await validate(world.evaluator);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    if (!answer.ok) expect(answer.refusal.words?.zh).toContain('复核人不能是填写人');
    expect(await eventCount(db, world)).toBe(before);
    const place = { organisationId: world.enterprise.id, assessmentId: world.assessmentId };
    const by = { accountId: world.evaluator.accountId ?? '', name: '王评估', now: minute(1).now };
    await expect(
      ports.db.transaction(world.evaluator.scope, (trx) => markValidated(trx, place, [ONE], by)),
    ).rejects.toThrow(/answer_validator_is_no_author/);
    expect((await stored(ports, world, ONE))?.validatedAt).toBeNull();
  });

  it('leaves to others what the validator once changed himself', async () => {
    await moveTo(db, world, 'evaluating');
    await save([edit(ONE, { grade: 'met', note: '补充' }, { grade: 'met' })], world.validator);
    // Also where the first author has changed it back since.
    await save([edit(ONE, { grade: 'met' }, { grade: 'met', note: '补充' })], world.evaluator, minute(7));
    await moveTo(db, world, 'validating');
    expect(await validate()).toMatchObject({ ok: true, value: { validated: 1, own: 1 } });
    expect((await stored(ports, world, ONE))?.validatedAt).toBeNull();
    expect((await stored(ports, world, TWO))?.validatedAt).not.toBeNull();
  });

  it('passes over what is carried over and not confirmed', async () => {
    await db.root
      .updateTable('answer')
      .set({ is_carried: true })
      .where('assessment_id', '=', world.assessmentId)
      .where('criterion_id', '=', ONE)
      .execute();
    expect(await validate()).toMatchObject({ ok: true, value: { validated: 1, carried: 1 } });
  });

  it.each(['evaluating', 'signed'] as const)('is refused while it is %s', async (state) => {
    await moveTo(db, world, state);
    const before = await eventCount(db, world);
    expect(await validate()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect(await sendBack()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect(await eventCount(db, world)).toBe(before);
  });

  it('is nothing for a viewer, and nothing for an item that is not there', async () => {
    expect(await validate(world.viewer)).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    const input = { assessmentId: world.assessmentId, itemId: 'nowhere' };
    expect(await validateItem(ports, world.validator, minute(1), input)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });
});

describe('sending back', () => {
  it('opens the cell to the evaluator again, with a question, and tells who wrote', async () => {
    expect(await sendBack()).toMatchObject({ ok: true });
    expect((await stored(ports, world, ONE))?.returnedAt).toBe(minute(5).now);
    expect(await threads()).toMatchObject([
      { cellId: CELL, isReturn: true, state: 'open', comments: [{ body: '请补充制度编号' }] },
    ]);
    const told = await db.root
      .selectFrom('notice')
      .select(['recipient_id', 'channel'])
      .where('rule', '=', 'assessment.returned')
      .where('organisation_id', '=', world.enterprise.id)
      .where('channel', '=', 'product')
      .execute();
    expect(told.map((row) => row.recipient_id)).toEqual([world.evaluator.accountId]);
  });

  it('lets everything of the cell be answered until it is validated, which closes the question', async () => {
    await sendBack();
    expect(await save([edit(ONE, { grade: 'mostly' }, { grade: 'met' })])).toMatchObject({ ok: true });
    expect(
      await save(
        [edit(ONE, { grade: 'mostly', note: '见编号' }, { grade: 'mostly' })],
        world.evaluator,
        minute(7),
      ),
    ).toMatchObject({ ok: true });
    expect(await save([edit(THREE, { grade: 'unmet' })])).toMatchObject({ ok: true });
    expect(await validate()).toMatchObject({ ok: true, value: { validated: 3 } });
    expect((await threads())[0]?.state).toBe('resolved');
    expect(await save([edit(ONE, { grade: 'met' }, { grade: 'mostly', note: '见编号' })])).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
  });

  it('takes an earlier validation back', async () => {
    await validate();
    await sendBack();
    expect(await stored(ports, world, ONE)).toMatchObject({ validatedAt: null, validatedByName: null });
  });

  it('is refused where nothing is answered, and for a cell that is not there', async () => {
    await db.root.deleteFrom('answer').where('assessment_id', '=', world.assessmentId).execute();
    expect(await sendBack()).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    const input = { assessmentId: world.assessmentId, cellId: 'nowhere', body: '？' };
    expect(await returnItem(ports, world.validator, minute(1), input)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });
});
