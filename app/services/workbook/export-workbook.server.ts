import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { questionnaireSheets } from '#app/domain/assessment/questionnaire.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import { isHidden } from '#app/domain/assessment/state.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getAssessment } from '#db/queries/assessment.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { findModel } from '../model/find-model.step.server.ts';
import type { Ports } from '../ports.ts';
import { questionnaireSubject } from './questionnaire-subject.step.server.ts';

/** The questionnaire of an assessment as a workbook to be filled in offline; an event in the enterprise's journal. */
export async function exportWorkbook(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string },
): Promise<Result<{ fileName: string; bytes: Buffer }>> {
  const standing = standingOf(actor.scope);
  if (!standing) return refuse('forbidden');
  const { organisationId, party } = standing;
  const found = await ports.db.transaction(actor.scope, async (trx) => {
    const assessment = await getAssessment(trx, organisationId, input.assessmentId);
    const model = assessment && (await findModel(trx, assessment.modelId));
    if (!assessment || !model) return refuse('not_found');
    if (isHidden(assessment, party)) return refuse('forbidden');
    const { scheme } = assessment;
    const subject = await questionnaireSubject(trx, organisationId, assessment.id, { model, scheme });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.workbook-exported',
      payload: { modelDigest: model.digest, answers: subject.answers.size },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ subject, title: assessment.title });
  });
  if (!found.ok) return found;
  const { subject, title } = found.value;
  return done({
    fileName: `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 80)}-问卷-${moment.today}.xlsx`,
    bytes: await ports.spreadsheets.writeWorkbook(questionnaireSheets(subject)),
  });
}
