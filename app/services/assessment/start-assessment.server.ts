import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { carryOver, type CarryOver } from '#app/domain/assessment/carry-over.ts';
import { itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import type { StartInput } from '#app/domain/assessment/start.ts';
import { compareDates } from '#app/domain/calendar/plain-date.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import {
  getAssessment,
  listExclusions,
  listLinkedEvidence,
  type AssessmentRecord,
} from '#db/queries/assessment.read.ts';
import {
  insertAssessment,
  insertCarriedAnswers,
  insertCarriedEvidence,
  upsertExclusion,
} from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getModel } from '#db/queries/model.read.ts';
import { findModel } from '../model/find-model.step.server.ts';
import type { Ports } from '../ports.ts';
import { findScheme } from '../scheme/find-scheme.step.server.ts';

const NO_MODEL = words('请选择可用的评估模型。', 'Choose a model that is in use.');
const NO_SCHEME = words('请选择适用于该模型的计分方案。', 'Choose a scoring scheme for this model.');
const NO_PREVIOUS = words(
  '该评估不能作为起点：请选择同一标准的自评估。',
  'Nothing can be carried over from this one: choose a self-assessment by the same standard.',
);
const PAST = words('目标日期不能早于今天。', 'The target day can’t be in the past.');

/** The model if an assessment may begin with it: shipped, or an own one that is published. */
async function usableModel(trx: Trx, modelId: string): Promise<MaturityModel | undefined> {
  if (modelId.startsWith('own:')) {
    const row = await getModel(trx, modelId.slice('own:'.length));
    if (row?.state !== 'published') return undefined;
  }
  return findModel(trx, modelId);
}

/** What an assessment may take over from an earlier one, or null where it can't begin with it. */
async function carriedFrom(
  trx: Trx,
  organisationId: string,
  previous: AssessmentRecord | undefined,
  model: MaturityModel,
): Promise<CarryOver | null> {
  if (!previous || previous.side !== 'self' || previous.state === 'withdrawn') return null;
  const from = await findModel(trx, previous.modelId);
  const crosswalk = from && crosswalkFor(from, model);
  if (!from || !crosswalk) return null;
  const exclusions = await listExclusions(trx, organisationId, previous.id);
  const links = await listLinkedEvidence(trx, organisationId, previous.id);
  return carryOver(from, model, crosswalk, {
    answers: await listAnswers(trx, organisationId, previous.id),
    exclusions: Object.fromEntries(exclusions.map(({ cellId, reason }) => [cellId, reason])),
    evidence: links
      .filter(({ retiredAt }) => retiredAt === null)
      .map(({ cellId, id }) => ({ cellId, evidenceId: id })),
  });
}

interface NewPlace {
  readonly organisationId: string;
  readonly id: string;
  readonly accountId: string;
}

async function writeCarried(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  place: NewPlace,
  model: MaturityModel,
  carried: CarryOver,
): Promise<void> {
  const own = {
    organisation_id: place.organisationId,
    assessment_id: place.id,
    side: 'self' as const,
  };
  const where = new Map(
    model.domains.flatMap((domain) =>
      itemsOf({ ...model, domains: [domain] }).flatMap(({ cells }) =>
        cells.flatMap((cell) =>
          cell.criteria.map(({ id }) => [id, { cell_id: cell.id, domain_id: domain.id }] as const),
        ),
      ),
    ),
  );
  await insertCarriedAnswers(
    trx,
    carried.answers.flatMap(({ criterionId, grade, note }) => {
      const spot = where.get(criterionId);
      if (!spot) return [];
      const said = { criterion_id: criterionId, ...spot, grade, note, is_carried: true };
      const signed = { author_id: place.accountId, author_name: actor.name, updated_at: moment.now };
      const open = { validated_by: null, validated_by_name: null, validated_at: null, returned_at: null };
      return [{ ...own, ...said, ...signed, ...open }];
    }),
  );
  await insertCarriedEvidence(
    trx,
    carried.evidence.map(({ cellId, evidenceId }) => ({
      ...own,
      cell_id: cellId,
      evidence_id: evidenceId,
      linked_by_name: actor.name,
      linked_at: moment.now,
    })),
  );
  for (const [cellId, reason] of Object.entries(carried.exclusions)) {
    await upsertExclusion(trx, {
      ...own,
      cell_id: cellId,
      reason,
      excluded_by_name: actor.name,
      excluded_at: moment.now,
    });
  }
}

/**
 * Begins a self-assessment: model, scheme (of which it keeps a copy), unit, target. It may begin with an earlier one of
 * the same standard: answers to the same criteria come over as 沿用待确认, with evidence and tailoring. The enterprise
 * begins it, or a consultancy that helps; an assessor waits for an order.
 */
export async function startAssessment(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: StartInput,
): Promise<Result<{ assessmentId: string; carried: number }>> {
  const standing = standingOf(actor.scope);
  const { accountId } = actor;
  if (!standing?.mayEdit || standing.side !== 'self' || accountId === null) return refuse('forbidden');
  const { organisationId } = standing;
  if (input.targetOn !== null && compareDates(input.targetOn, moment.today) < 0) {
    return refuse('invalid', { fields: { targetOn: PAST } });
  }
  return ports.db.transaction(actor.scope, async (trx) => {
    const model = await usableModel(trx, input.modelId);
    if (!model) return refuse('invalid', { fields: { modelId: NO_MODEL } });
    const scheme = await findScheme(trx, input.schemeId);
    if (scheme?.family !== model.family) return refuse('invalid', { fields: { schemeId: NO_SCHEME } });
    const previous =
      input.previousId === null ? null : await getAssessment(trx, organisationId, input.previousId);
    const carried = previous === null ? null : await carriedFrom(trx, organisationId, previous, model);
    if (input.previousId !== null && carried === null) {
      return refuse('invalid', { fields: { previousId: NO_PREVIOUS } });
    }
    const id = newId(moment.now);
    await insertAssessment(trx, {
      organisation_id: organisationId,
      id,
      scope_id: newId(moment.now),
      side: 'self',
      model_id: model.id,
      model_digest: model.digest,
      scheme: JSON.stringify(scheme),
      title: input.title,
      unit: input.unit,
      target_level: input.targetLevel,
      target_on: input.targetOn,
      previous_id: input.previousId,
      grant_id: null,
      consultancy_id: null,
      consultancy_name: null,
      order_id: null,
      created_by_id: accountId,
      created_by_name: actor.name,
      created_at: moment.now,
      updated_at: moment.now,
      signed_at: null,
      signed_by_name: null,
      revealed_at: null,
      programme_id: null,
      region_code: null,
      submitted_at: null,
    });
    if (carried) {
      await writeCarried(trx, actor, moment, { organisationId, id, accountId }, model, carried);
    }
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.started',
      payload: {
        model: model.id,
        modelDigest: model.digest,
        scheme: scheme.id,
        schemeDigest: scheme.digest,
        previous: input.previousId,
        carried: carried?.answers.length ?? 0,
      },
      subjectId: id,
      shared: false,
    });
    return done({ assessmentId: id, carried: carried?.answers.length ?? 0 });
  });
}
