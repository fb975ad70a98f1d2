import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { insertEvidenceLink } from '#db/queries/evidence-link.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateLink, type LinkInput } from './locate-link.step.server.ts';

const RETIRED = words('该证据已停用，请另选。', 'This evidence is retired; choose another.');

/** Links a piece of the library to a cell; linking it again changes nothing. */
export async function linkEvidence(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: LinkInput,
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateLink(trx, actor, input);
    if (!located.ok) return located;
    const { organisationId, assessment, evidence } = located.value;
    if (evidence.retiredAt !== null)
      return refuse('invalid', { words: RETIRED, fields: { evidence: RETIRED } });
    const isNew = await insertEvidenceLink(trx, {
      organisationId,
      assessmentId: assessment.id,
      side: assessment.side,
      cellId: input.cellId,
      evidenceId: evidence.id,
      linkedByName: actor.name,
      now: moment.now,
    });
    if (!isNew) return done(null);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'evidence.linked',
      payload: { evidence: evidence.id, cell: input.cellId },
      subjectId: assessment.id,
      shared: false,
    });
    return done(null);
  });
}
