import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getAssessmentImport } from '#db/queries/assessment-import.read.ts';
import { updateAssessmentImport } from '#db/queries/assessment-import.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { locateWork } from '../answer/locate-item.step.server.ts';
import type { Ports } from '../ports.ts';

/** Lets a previewed workbook go; no answer changes. */
export async function discardWorkbook(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly importId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId);
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const run = await getAssessmentImport(trx, organisationId, assessment.id, input.importId, true);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    const place = { organisationId, assessmentId: assessment.id, id: run.id };
    await updateAssessmentImport(trx, place, 'discarded', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.workbook-discarded',
      payload: { import: run.id },
      subjectId: assessment.id,
      shared: false,
    });
    return done(null);
  });
}
