import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { deleteEvidenceLink } from '#db/queries/evidence-link.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateLink, type LinkInput } from './locate-link.step.server.ts';

/** Takes a piece of evidence away from a cell; it stays in the library. */
export async function unlinkEvidence(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: LinkInput,
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateLink(trx, actor, input);
    if (!located.ok) return located;
    const { organisationId, assessment, evidence } = located.value;
    const wasLinked = await deleteEvidenceLink(trx, {
      organisationId,
      assessmentId: assessment.id,
      cellId: input.cellId,
      evidenceId: evidence.id,
    });
    if (!wasLinked) return done(null);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'evidence.unlinked',
      payload: { evidence: evidence.id, cell: input.cellId },
      subjectId: assessment.id,
      shared: false,
    });
    return done(null);
  });
}
