import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { lockEvidence, updateEvidenceRetired } from '#db/queries/evidence.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { keptLibrary } from './keeper.step.server.ts';

/** Takes evidence out of use: it is offered no more, and stays where it has been used. */
export async function retireEvidence(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly id: string },
): Promise<Result<null>> {
  const library = keptLibrary(actor);
  if (!library.ok) return library;
  const organisationId = library.value;
  return ports.db.transaction(actor.scope, async (trx): Promise<Result<null>> => {
    if (!(await lockEvidence(trx, organisationId, input.id))) return refuse('not_found');
    await updateEvidenceRetired(trx, organisationId, input.id, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'evidence.retired',
      payload: {},
      subjectId: input.id,
      shared: false,
    });
    return done(null);
  });
}
