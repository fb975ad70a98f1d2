import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { NO_ANSWER, type AnswerContent, type AnswerEdit } from '#app/domain/assessment/answer.ts';
import { itemsOf } from '#app/domain/assessment/model.ts';
import type { Ports } from '#app/services/ports.ts';
import { maturityModel } from '#assessments/model.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { insertAssessment } from '#tests/support/assessment.ts';
import { makeActor, makeOrganisation, momentAt, type TestOrganisation } from '#tests/support/world.ts';

/** Moments one minute apart, so that what came later is later. */
export function minute(number: number): Moment {
  return momentAt(`2026-11-23T02:${String(number).padStart(2, '0')}:00.000Z`);
}

const model = maturityModel('dcmm-2025');
if (!model) throw new Error('no model');
const [first] = itemsOf(model);
if (!first) throw new Error('no items');
export const ITEM = first;
export const CRITERIA = ITEM.cells.flatMap(({ criteria }) => criteria.map(({ id }) => id));
export const [ONE = '', TWO = '', THREE = ''] = CRITERIA;

/** An edit of one answer, onto nothing unless it says so. */
export function edit(
  criterionId: string,
  mine: Partial<AnswerContent>,
  base: Partial<AnswerContent> = {},
): AnswerEdit {
  return { criterionId, base: { ...NO_ANSWER, ...base }, mine: { ...NO_ANSWER, ...mine } };
}

/** An enterprise with an open self-assessment and two people who work on it. */
export interface AnswerWorld {
  readonly enterprise: TestOrganisation;
  readonly assessmentId: string;
  readonly evaluator: Actor;
  readonly validator: Actor;
  readonly viewer: Actor;
}

export async function makeAnswerWorld(db: OpenDatabase, ports: Ports): Promise<AnswerWorld> {
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
  const { id } = await insertAssessment(db, enterprise);
  return {
    enterprise,
    assessmentId: id,
    evaluator: await makeActor(ports, enterprise, 'preparer', { name: '王评估' }),
    validator: await makeActor(ports, enterprise, 'cdo', { name: '李复核' }),
    viewer: await makeActor(ports, enterprise, 'viewer'),
  };
}

/** The stored answer of a criterion. */
export async function stored(ports: Ports, world: AnswerWorld, criterionId: string) {
  const answers = await ports.db.transaction(world.evaluator.scope, (trx) =>
    listAnswers(trx, world.enterprise.id, world.assessmentId),
  );
  return answers.find((answer) => answer.criterionId === criterionId);
}

/** Moves an assessment as its life would, without going through it. */
export async function moveTo(
  db: OpenDatabase,
  world: AnswerWorld,
  state: 'evaluating' | 'validating' | 'signed' | 'withdrawn',
): Promise<void> {
  const signed = state === 'signed' ? { signed_at: minute(0).now, signed_by_name: '李复核' } : {};
  await db.root
    .updateTable('assessment')
    .set({ state, ...signed })
    .where('id', '=', world.assessmentId)
    .execute();
}

/** How many events an enterprise's journal holds: a refusal writes none. */
export async function eventCount(db: OpenDatabase, world: AnswerWorld): Promise<number> {
  const { count } = await db.root
    .selectFrom('journal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', world.enterprise.id)
    .executeTakeFirstOrThrow();
  return Number(count);
}
