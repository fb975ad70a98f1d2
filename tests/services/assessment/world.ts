import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { NO_ANSWER } from '#app/domain/assessment/answer.ts';
import { criteriaOf, itemsOf } from '#app/domain/assessment/model.ts';
import type { GradeKey } from '#app/domain/assessment/scheme.ts';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import { validateItem } from '#app/services/answer/validate-item.server.ts';
import { requestValidation } from '#app/services/assessment/request-validation.server.ts';
import { startAssessment } from '#app/services/assessment/start-assessment.server.ts';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { GrantPurpose, GrantRights } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import type { OpenDatabase } from '#db/client.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import { makeActor, makeOrganisation, momentAt, type TestOrganisation } from '#tests/support/world.ts';

/** Moments one minute apart, so that what came later is later. */
export function minute(number: number): Moment {
  return momentAt(`2026-11-23T02:${String(number).padStart(2, '0')}:00.000Z`);
}

export function modelOf(id: string) {
  const model = maturityModel(id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}

let counter = 0;

/** A credit code that nobody else holds. */
export function creditCode(): string {
  counter += 1;
  const first = `91310115MA2A${String(counter).padStart(5, '0')}`;
  return first + (usccCheckCharacter(first) ?? '');
}

/** An enterprise with the people who assess it. */
export interface House {
  readonly enterprise: TestOrganisation;
  readonly uscc: string;
  readonly owner: Actor;
  readonly cdo: Actor;
  readonly preparer: Actor;
  readonly viewer: Actor;
}

export async function makeHouse(ports: Ports, regionCode = '310115'): Promise<House> {
  const uscc = creditCode();
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc, regionCode });
  return {
    enterprise,
    uscc,
    owner: await makeActor(ports, enterprise, 'owner', { name: '赵负责' }),
    cdo: await makeActor(ports, enterprise, 'cdo', { name: '李复核' }),
    preparer: await makeActor(ports, enterprise, 'preparer', { name: '王评估' }),
    viewer: await makeActor(ports, enterprise, 'viewer'),
  };
}

/** The value of something that must be done. */
export function must<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export const START = {
  modelId: 'dcmm-2025',
  schemeId: defaultScheme('dcmm').id,
  title: '示例评估',
  unit: '',
  targetLevel: 3,
  targetOn: plainDate('2027-06-30'),
  previousId: null,
};
export const START_DSMM = { ...START, modelId: 'dsmm-2019', schemeId: defaultScheme('dsmm').id };

/** A self-assessment that has just begun. */
export async function begin(ports: Ports, house: House, more: Partial<typeof START> = {}): Promise<string> {
  return must(await startAssessment(ports, house.preparer, minute(0), { ...START, ...more })).assessmentId;
}

/** Answers the criteria of the first items with one grade. */
export async function answer(
  ports: Ports,
  actor: Actor,
  assessmentId: string,
  grade: GradeKey,
  options: { modelId?: string; items?: number; at?: Moment } = {},
): Promise<string[]> {
  const model = modelOf(options.modelId ?? 'dcmm-2025');
  const items = options.items === undefined ? itemsOf(model) : itemsOf(model).slice(0, options.items);
  const ids = items.flatMap(({ cells }) => cells.flatMap(({ criteria }) => criteria.map(({ id }) => id)));
  const edits = ids.map((criterionId) => ({ criterionId, base: NO_ANSWER, mine: { grade, note: '' } }));
  must(await saveAnswers(ports, actor, options.at ?? minute(1), { assessmentId, edits }));
  return ids;
}

/** Validates every answer of the first items. */
export async function validate(
  ports: Ports,
  actor: Actor,
  assessmentId: string,
  options: { modelId?: string; items?: number } = {},
): Promise<void> {
  const model = modelOf(options.modelId ?? 'dcmm-2025');
  for (const { id: itemId } of itemsOf(model).slice(0, options.items)) {
    must(await validateItem(ports, actor, minute(3), { assessmentId, itemId }));
  }
}

/** Asks for validation although criteria are unanswered. */
export async function toValidation(ports: Ports, actor: Actor, assessmentId: string): Promise<void> {
  must(await requestValidation(ports, actor, minute(2), { assessmentId, isConfirmed: true }));
}

/** A consultancy with a grant, and its consultant in the client's house. */
export async function makeConsultant(
  ports: Ports,
  house: House,
  purpose: GrantPurpose,
  rights: GrantRights = 'draft',
): Promise<{ consultancy: TestOrganisation; uscc: string; actor: Actor; grantId: string }> {
  const uscc = creditCode();
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy', uscc });
  const actor = await makeActor(ports, consultancy, 'consultant', { name: '钱顾问' });
  const expiresOn = plainDate('2027-03-31');
  const { id: organisationId } = house.enterprise;
  must(await giveGrant(ports, house.owner, minute(0), { organisationId, uscc, purpose, rights, expiresOn }));
  const grant = await ports.db.transaction(house.owner.scope, (trx) =>
    trx
      .selectFrom('client_grant')
      .select('id')
      .where('consultancy_id', '=', consultancy.id)
      .executeTakeFirstOrThrow(),
  );
  const scope = {
    kind: 'consultant',
    accountId: actor.accountId ?? '',
    organisationId: consultancy.id,
    grantId: grant.id,
    clientId: organisationId,
    purpose,
    rights,
    today: minute(0).today,
  } as const;
  return { consultancy, uscc, actor: { ...actor, scope, side: 'consultant' }, grantId: grant.id };
}

/** The row of an assessment as it is stored. */
export function rowOf(db: OpenDatabase, id: string) {
  return db.root.selectFrom('assessment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** How many events an enterprise's journal holds: a refusal writes none. */
export async function eventCount(db: OpenDatabase, house: House): Promise<number> {
  const rows = await db.root
    .selectFrom('journal')
    .select('seq')
    .where('organisation_id', '=', house.enterprise.id)
    .execute();
  return rows.length;
}

export const CRITERIA = criteriaOf(modelOf('dcmm-2025')).map(({ id }) => id);
