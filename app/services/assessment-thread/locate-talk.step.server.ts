import type { Actor } from '#app/domain/account/actor.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { standingOf, type Standing } from '#app/domain/assessment/standing.ts';
import { threadIntents } from '#app/domain/assessment/thread.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Trx } from '#db/client.ts';
import { isId } from '#db/identifier.ts';
import { lockAssessmentThread, type AssessmentThreadView } from '#db/queries/assessment-thread.read.ts';
import { lockAssessment, type LockedAssessment } from '#db/queries/assessment.write.ts';
import { CLOSED } from '../answer/locate-item.step.server.ts';
import { findModel } from '../model/find-model.step.server.ts';

/** A thread of an open assessment, locked for somebody who may do something with it. */
interface LocatedTalk {
  readonly organisationId: string;
  readonly assessment: LockedAssessment;
  readonly model: MaturityModel;
  readonly thread: Omit<AssessmentThreadView, 'comments'>;
  readonly standing: Standing;
  readonly accountId: string;
}

/** Locks a thread for a reply or for closing it. The enterprise thus answers an assessor without seeing his work. */
export async function locateTalk(
  trx: Trx,
  actor: Actor,
  key: { readonly assessmentId: string; readonly threadId: string },
  intent: 'reply' | 'resolve',
): Promise<Result<LocatedTalk>> {
  const standing = standingOf(actor.scope);
  const { accountId } = actor;
  if (!standing?.mayEdit || accountId === null) return refuse('forbidden');
  const { organisationId, party } = standing;
  const assessment = await lockAssessment(trx, organisationId, key.assessmentId);
  if (!assessment || !isId(key.threadId)) return refuse('not_found');
  const thread = await lockAssessmentThread(trx, organisationId, assessment.id, key.threadId);
  const model = await findModel(trx, assessment.modelId);
  if (!thread || !model) return refuse('not_found');
  if (assessment.state === 'signed' || assessment.state === 'withdrawn') {
    return refuse('not_allowed_now', { words: CLOSED });
  }
  if (thread.state === 'resolved') return refuse('not_allowed_now');
  if (!threadIntents(thread, party, accountId).includes(intent)) return refuse('forbidden');
  return done({ organisationId, assessment, model, thread, standing, accountId });
}
