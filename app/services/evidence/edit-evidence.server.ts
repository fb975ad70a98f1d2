import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { EditEvidenceInput } from '#app/domain/evidence/evidence.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { lockEvidence, updateEvidenceFacts } from '#db/queries/evidence.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { evidenceOwner, keptLibrary } from './keeper.step.server.ts';

const NO_REFERENCE = words('引用类证据请写明在哪里可以找到。', 'Say where this reference is found.');

/** Corrects title, reference, period and owner of evidence that isn't retired; its file stays as it is. */
export async function editEvidence(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: EditEvidenceInput & { readonly id: string },
): Promise<Result<null>> {
  const library = keptLibrary(actor);
  if (!library.ok) return library;
  const organisationId = library.value;
  return ports.db.transaction(actor.scope, async (trx): Promise<Result<null>> => {
    const evidence = await lockEvidence(trx, organisationId, input.id);
    if (!evidence) return refuse('not_found');
    if (evidence.kind === 'reference' && input.reference === '') {
      return refuse('invalid', { fields: { reference: NO_REFERENCE } });
    }
    const owner = await evidenceOwner(trx, actor, organisationId, input);
    if (!owner.ok) return owner;
    const { title, reference, effectiveFrom, effectiveUntil } = input;
    await updateEvidenceFacts(trx, organisationId, input.id, {
      title,
      reference,
      effectiveFrom,
      effectiveUntil,
      ...owner.value,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'evidence.edited',
      payload: { effectiveFrom, effectiveUntil },
      subjectId: input.id,
      shared: false,
    });
    return done(null);
  });
}
