import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GradeKey } from '#app/domain/assessment/scheme.ts';
import { confirmCarried } from '#app/services/answer/confirm-carried.server.ts';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, testPorts } from '#tests/support/world.ts';
import {
  CRITERIA,
  edit,
  eventCount,
  ITEM,
  makeAnswerWorld,
  minute,
  moveTo,
  ONE,
  stored,
  TWO,
  type AnswerWorld,
} from './world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: AnswerWorld;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
beforeEach(async () => {
  world = await makeAnswerWorld(db, ports);
});
afterAll(() => db.close());

const save = (edits: Parameters<typeof saveAnswers>[3]['edits'], actor = world.evaluator, at = minute(0)) =>
  saveAnswers(ports, actor, at, { assessmentId: world.assessmentId, edits });

describe('saving answers', () => {
  it('saves several at once with who gave them, and one event that names no grade', async () => {
    const before = await eventCount(db, world);
    const saved = await save([edit(ONE, { grade: 'met' }), edit(TWO, { note: '待核对' })]);
    expect(saved).toMatchObject({ ok: true, value: { saved: [ONE, TWO], clashes: [] } });
    expect(await stored(ports, world, ONE)).toMatchObject({
      grade: 'met',
      authorName: '王评估',
      authors: [world.evaluator.accountId],
      revision: 1,
    });
    expect(await stored(ports, world, TWO)).toMatchObject({ grade: null, note: '待核对' });
    expect(await eventCount(db, world)).toBe(before + 1);
    const event = await db.root
      .selectFrom('journal')
      .select('payload')
      .where('type', '=', 'answers.saved')
      .where('subject_id', '=', world.assessmentId)
      .executeTakeFirstOrThrow();
    expect(event.payload).not.toContain('met');
  });

  it('merges grade and note each for itself with what a colleague saved meanwhile', async () => {
    await save([edit(ONE, { grade: 'met' })]);
    const saved = await save([edit(ONE, { note: '见制度' })], world.validator, minute(1));
    expect(saved).toMatchObject({ ok: true, value: { clashes: [] } });
    expect(await stored(ports, world, ONE)).toMatchObject({
      grade: 'met',
      note: '见制度',
      revision: 2,
      authors: [world.evaluator.accountId, world.validator.accountId],
    });
  });

  it('keeps theirs where both changed one place, says so, and saves the rest', async () => {
    await save([edit(ONE, { grade: 'met' })]);
    const saved = await save(
      [edit(ONE, { grade: 'unmet' }), edit(TWO, { grade: 'partly' })],
      world.validator,
      minute(1),
    );
    expect(saved).toMatchObject({
      ok: true,
      value: {
        saved: [TWO],
        clashes: [{ criterionId: ONE, part: 'grade', mine: 'unmet', theirs: 'met' }],
      },
    });
    expect(await stored(ports, world, ONE)).toMatchObject({ grade: 'met', authorName: '王评估' });
  });

  it('lets two people who save at once both be heard', async () => {
    const both = await Promise.all([
      save([edit(ONE, { grade: 'met' })]),
      save([edit(ONE, { grade: 'unmet' })], world.validator),
    ]);
    const clashes = both.flatMap((one) => (one.ok ? one.value.clashes : []));
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(clashes).toHaveLength(1);
    expect((await stored(ports, world, ONE))?.grade).toBe(clashes[0]?.theirs);
  });

  it('writes nothing when nothing changes', async () => {
    await save([edit(ONE, { grade: 'met' })]);
    const before = await eventCount(db, world);
    expect(await save([edit(ONE, { grade: 'met' })])).toMatchObject({ ok: true, value: { saved: [] } });
    expect(await eventCount(db, world)).toBe(before);
  });
});

describe('what is refused writes nothing', () => {
  const refused = async (
    answer: Awaited<ReturnType<typeof save>>,
    code: string,
    before: number,
    said?: RegExp,
  ) => {
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
    if (said && !answer.ok) expect(answer.refusal.words?.zh).toMatch(said);
    expect(await eventCount(db, world)).toBe(before);
    expect(await stored(ports, world, ONE)).toBeUndefined();
  };

  it('a criterion outside the model, together with everything beside it', async () => {
    const before = await eventCount(db, world);
    const edits = [edit(ONE, { grade: 'met' }), edit('99.9-L2-1', { grade: 'met' })];
    await refused(await save(edits), 'invalid', before, /99\.9-L2-1/);
    await refused(await save([edit('constructor', { note: 'x' })]), 'invalid', before);
  });

  it('a criterion that is out of scope', async () => {
    await db.root
      .insertInto('assessment_exclusion')
      .values({
        organisation_id: world.enterprise.id,
        assessment_id: world.assessmentId,
        side: 'self',
        cell_id: ITEM.cells[0]?.id ?? '',
        reason: '无此业务',
        excluded_by_name: '王评估',
        excluded_at: minute(0).now,
      })
      .execute();
    const before = await eventCount(db, world);
    await refused(await save([edit(ONE, { grade: 'met' })]), 'invalid', before, /裁剪/);
  });

  it('a grade that the scheme does not have', async () => {
    const { scheme } = await db.root
      .selectFrom('assessment')
      .select('scheme')
      .where('id', '=', world.assessmentId)
      .executeTakeFirstOrThrow();
    const known = scheme as { grades: { grade: GradeKey }[] };
    const fewer = { ...known, grades: known.grades.filter(({ grade }) => grade !== 'mostly') };
    await db.root
      .updateTable('assessment')
      .set({ scheme: JSON.stringify(fewer) })
      .where('id', '=', world.assessmentId)
      .execute();
    const before = await eventCount(db, world);
    await refused(await save([edit(ONE, { grade: 'mostly' })]), 'invalid', before, /mostly/);
    expect(await save([edit(ONE, { grade: 'partly' })])).toMatchObject({ ok: true });
  });

  it.each(['signed', 'withdrawn'] as const)('an answer once it is %s', async (state) => {
    await moveTo(db, world, state);
    const before = await eventCount(db, world);
    await refused(await save([edit(ONE, { grade: 'met' })]), 'not_allowed_now', before, /签署或撤销/);
  });

  it('an answer while it is validated', async () => {
    await moveTo(db, world, 'validating');
    const before = await eventCount(db, world);
    await refused(await save([edit(ONE, { grade: 'met' })]), 'not_allowed_now', before, /正在复核/);
  });

  it('a viewer, and a stranger to whom the assessment is not there', async () => {
    const before = await eventCount(db, world);
    await refused(await save([edit(ONE, { grade: 'met' })], world.viewer), 'forbidden', before);
    const elsewhere = await makeOrganisation(ports, { kind: 'enterprise' });
    const stranger = await makeActor(ports, elsewhere, 'owner');
    await refused(await save([edit(ONE, { grade: 'met' })], stranger), 'not_found', before);
  });
});

describe('what was carried over', () => {
  const carry = () =>
    db.root
      .insertInto('answer')
      .values(
        CRITERIA.slice(0, 2).map((criterionId) => ({
          organisation_id: world.enterprise.id,
          assessment_id: world.assessmentId,
          side: 'self' as const,
          criterion_id: criterionId,
          cell_id: ITEM.cells[0]?.id ?? '',
          domain_id: '6',
          grade: 'partly' as const,
          note: '去年如此',
          is_carried: true,
          author_id: world.validator.accountId ?? '',
          author_name: '李复核',
          updated_at: minute(0).now,
          validated_by: null,
          validated_by_name: null,
          validated_at: null,
          returned_at: null,
        })),
      )
      .execute();

  it('is confirmed by somebody who then answers for it', async () => {
    await carry();
    const input = { assessmentId: world.assessmentId, place: { itemId: ITEM.id }, criterionId: ONE };
    expect(await confirmCarried(ports, world.evaluator, minute(1), input)).toMatchObject({
      ok: true,
      value: { confirmed: 1 },
    });
    expect(await stored(ports, world, ONE)).toMatchObject({
      grade: 'partly',
      note: '去年如此',
      isCarried: false,
      authorName: '王评估',
      authors: [world.validator.accountId, world.evaluator.accountId],
    });
    expect((await stored(ports, world, TWO))?.isCarried).toBe(true);
    const all = { assessmentId: world.assessmentId, place: { itemId: ITEM.id } };
    expect(await confirmCarried(ports, world.evaluator, minute(2), all)).toMatchObject({
      ok: true,
      value: { confirmed: 1 },
    });
    expect(await confirmCarried(ports, world.evaluator, minute(3), all)).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now' },
    });
  });

  it('is carried no longer once it is changed', async () => {
    await carry();
    await save([edit(ONE, { grade: 'met', note: '去年如此' }, { grade: 'partly', note: '去年如此' })]);
    expect(await stored(ports, world, ONE)).toMatchObject({ grade: 'met', isCarried: false });
  });

  it('is confirmed for a whole domain at once, and for no other', async () => {
    await carry();
    const at = (domainId: string) => ({ assessmentId: world.assessmentId, place: { domainId } });
    const { domainId } = (await stored(ports, world, ONE)) ?? { domainId: '' };
    for (const other of ['', 'no-domain']) {
      expect(await confirmCarried(ports, world.evaluator, minute(1), at(other))).toMatchObject({
        refusal: { code: 'not_found' },
      });
    }
    expect(await confirmCarried(ports, world.evaluator, minute(1), at(domainId))).toMatchObject({
      ok: true,
      value: { confirmed: 2 },
    });
  });

  it('is refused for an item that is not there', async () => {
    await carry();
    const input = { assessmentId: world.assessmentId, place: { itemId: '99.9' } };
    expect(await confirmCarried(ports, world.evaluator, minute(1), input)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });
});
