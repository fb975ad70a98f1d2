import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { deleteExclusion, updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

/** Takes cells that were 不适用 in again; what was answered there counts again. */
export async function includeCells(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly cellIds: readonly string[] },
): Promise<Result<{ count: number }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'tailor');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const taken: string[] = [];
    for (const cellId of [...new Set(input.cellIds)].sort()) {
      if (await deleteExclusion(trx, organisationId, assessment.id, cellId)) taken.push(cellId);
    }
    if (taken.length === 0) return refuse('not_found');
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.cell-included',
      payload: { cells: taken },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ count: taken.length });
  });
}
