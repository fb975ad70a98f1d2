import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { cellsOf } from '#app/domain/assessment/model.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { updateAssessment, upsertExclusion } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { findModel } from '../model/find-model.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

const NO_CELL = words('该模型没有这个能力项。', 'The model has no such item.');
const NO_REASON = words('请写明不适用的理由。', 'Say why it does not apply.');

/** Marks cells as 不适用 with the reason, which the report shows. What was answered there stays, and counts for nothing. */
export async function excludeCells(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly cellIds: readonly string[]; readonly reason: string },
): Promise<Result<{ count: number }>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse('invalid', { fields: { reason: NO_REASON } });
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'tailor');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const model = await findModel(trx, assessment.modelId);
    const known = new Set(model ? cellsOf(model).map(({ id }) => id) : []);
    const cellIds = [...new Set(input.cellIds)].sort();
    if (cellIds.length === 0 || cellIds.some((id) => !known.has(id))) {
      return refuse('invalid', { fields: { cell: NO_CELL } });
    }
    for (const cellId of cellIds) {
      await upsertExclusion(trx, {
        organisation_id: organisationId,
        assessment_id: assessment.id,
        side: assessment.side,
        cell_id: cellId,
        reason,
        excluded_by_name: actor.name,
        excluded_at: moment.now,
      });
    }
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.cell-excluded',
      payload: { cells: cellIds, reason },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ count: cellIds.length });
  });
}
