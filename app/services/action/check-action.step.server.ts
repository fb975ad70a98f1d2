import type { Actor } from '#app/domain/account/actor.ts';
import { cellOfAction, type ActionInput } from '#app/domain/assessment/action.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import { isHidden } from '#app/domain/assessment/state.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { getAssessment } from '#db/queries/assessment.read.ts';
import type { ActionContent } from '#db/queries/action.write.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import { findModel } from '../model/find-model.step.server.ts';

const NO_OWNER = words(
  '请选择责任人，或填写责任人姓名。',
  'Choose who is responsible, or write the name of that person.',
);
const NOT_A_MEMBER = words(
  '所选责任人已不是本单位成员，请重新选择。',
  'This person is no longer a member; choose again.',
);
const NOT_IN_MODEL = words(
  '该能力项不在本次评估所用的模型中。',
  'This item isn’t in the model of the assessment.',
);
const WITHDRAWN = words(
  '该评估已撤销，不能再安排改进行动。',
  'This assessment is withdrawn: it takes no more actions.',
);
const FOR_THE_ASSESSED = words(
  '改进行动由企业安排；独立评估方不参与。',
  'Actions are planned by the enterprise; an independent assessor takes no part in them.',
);

/** What an action was before it is changed. */
type Current = { readonly ownerId: string | null; readonly ownerName: string } | null;

/**
 * Whether the actor may plan for this assessment: it is there, stands and is open to him, and he isn't its independent
 * assessor.
 */
export async function checkPlace(
  trx: Trx,
  actor: Actor,
  assessmentId: string,
): Promise<Result<{ organisationId: string; modelId: string }>> {
  const standing = standingOf(actor.scope);
  if (!standing?.mayEdit) return refuse('forbidden');
  if (standing.party === 'assessor') return refuse('forbidden', { words: FOR_THE_ASSESSED });
  const { organisationId } = standing;
  const assessment = await getAssessment(trx, organisationId, assessmentId);
  if (!assessment) return refuse('not_found');
  if (isHidden(assessment, standing.party)) return refuse('forbidden');
  if (assessment.state === 'withdrawn') return refuse('not_allowed_now', { words: WITHDRAWN });
  return done({ organisationId, modelId: assessment.modelId });
}

/**
 * What is to be written of an action: the item is the model's, the owner a member (or whoever owns it already), or a
 * name where nobody is chosen.
 */
export async function checkAction(
  trx: Trx,
  place: { readonly organisationId: string; readonly modelId: string },
  input: ActionInput,
  current: Current,
): Promise<Result<ActionContent>> {
  const model = await findModel(trx, place.modelId);
  if (!model) return refuse('not_found');
  if (!cellOfAction(model, input)) return refuse('invalid', { fields: { cellId: NOT_IN_MODEL } });
  const owner = await ownerOf(trx, place.organisationId, input, current);
  if (!owner.ok) return owner;
  const { cellId, criterionId, title, note, dueOn, effort, expectedLevel } = input;
  return done({
    cellId,
    criterionId: criterionId === '' ? null : criterionId,
    title,
    note,
    ...owner.value,
    dueOn,
    effort,
    expectedLevel,
  });
}

async function ownerOf(
  trx: Trx,
  organisationId: string,
  { ownerId, ownerName }: ActionInput,
  current: Current,
): Promise<Result<{ ownerId: string | null; ownerName: string }>> {
  if (ownerId === '') {
    return ownerName === ''
      ? refuse('invalid', { fields: { ownerId: NO_OWNER } })
      : done({ ownerId: null, ownerName });
  }
  if (ownerId === current?.ownerId) return done({ ownerId, ownerName: current.ownerName });
  const member = (await listMembers(trx, organisationId)).find(({ accountId }) => accountId === ownerId);
  return member
    ? done({ ownerId, ownerName: member.name })
    : refuse('invalid', { fields: { ownerId: NOT_A_MEMBER } });
}
