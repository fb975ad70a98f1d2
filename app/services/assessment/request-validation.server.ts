import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { readiness, type Readiness } from '#app/domain/assessment/readiness.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { listExclusions } from '#db/queries/assessment.read.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { findModel } from '../model/find-model.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

const NOTHING = words('尚未作答，不能提请复核。', 'Nothing is answered yet; there is nothing to validate.');

/** What an unanswered part means, with how much it is. */
function unansweredWords({ unanswered }: Readiness) {
  return words(
    `还有 ${unanswered.length} 条未作答；确认后按“未作答计 0 分”提请复核。`,
    `${unanswered.length} criteria have no answer; confirm to go on with them counted as nothing.`,
  );
}

/**
 * Closes evaluation and asks for validation. Criteria without an answer are named and need a confirmation: they count
 * as nothing, and the result says how many they are.
 */
export async function requestValidation(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly isConfirmed: boolean },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'requestValidation');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const model = await findModel(trx, assessment.modelId);
    if (!model) return refuse('not_found');
    const ready = readiness(
      model,
      await listAnswers(trx, organisationId, assessment.id),
      await listExclusions(trx, organisationId, assessment.id),
    );
    if (ready.answered === 0) return refuse('incomplete', { words: NOTHING });
    if (ready.unanswered.length > 0 && !input.isConfirmed) {
      return refuse('incomplete', { fields: { confirm: unansweredWords(ready) } });
    }
    await updateAssessment(trx, organisationId, assessment.id, {
      state: 'validating',
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.validation-requested',
      payload: { unanswered: ready.unanswered.length, version: assessment.versionNo },
      subjectId: assessment.id,
      shared: false,
    });
    if (assessment.side === 'self') {
      await tellHouse(
        trx,
        ports,
        actor,
        moment,
        { id: assessment.id, organisationId },
        {
          rule: 'assessment.validation-requested',
          occurrence: `${assessment.id}:${moment.now}`,
          subject: words(`请复核：${assessment.title}`, `To be validated: ${assessment.title}`),
          body: words(
            `“${assessment.title}”已完成评估，请由未作答的人员复核。`,
            `“${assessment.title}” has been evaluated. Somebody who answered none of it validates it.`,
          ),
        },
      );
    }
    return done(null);
  });
}
