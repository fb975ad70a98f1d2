import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { deleteFiling } from '#db/queries/filing.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { storageKey } from '../attachment/storage-key.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** Deletes a draft that was never submitted, with its files. Files carried over from the record stay with the record. */
export async function deleteDraft(
  ports: Pick<Ports, 'db' | 'storage'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string },
): Promise<Result<null>> {
  const deleted = await ports.db.transaction(actor.scope, async (trx): Promise<Result<string[]>> => {
    const located = await locateFiling(trx, actor, input.filingId, 'deleteDraft');
    if (!located.ok) return located;
    const { organisationId, filing } = located.value;
    if (filing.submittedAt !== null) return refuse('not_allowed_now');
    const files = await listAttachments(trx, organisationId, filing.id);
    await deleteFiling(trx, organisationId, filing.id);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'filing.deleted',
      payload: { kind: filing.kind },
      subjectId: filing.id,
      shared: false,
    });
    return done(
      files
        .map(({ id, storageKey: key }) => ({ own: storageKey(organisationId, id), key }))
        .filter(({ own, key }) => own === key)
        .map(({ key }) => key),
    );
  });
  if (!deleted.ok) return deleted;
  for (const key of deleted.value) await ports.storage.remove(key);
  return done(null);
}
