import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { lockBulletin } from '#db/queries/bulletin.read.ts';
import { deleteBulletinDraft } from '#db/queries/bulletin.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { writingOffice } from './office.step.server.ts';

/** Deletes a draft. What was published stays. */
export async function deleteBulletin(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly id: string },
): Promise<Result<null>> {
  const office = writingOffice(actor);
  if (!office.ok) return office;
  const scope = office.value;
  return ports.db.transaction(scope, async (trx) => {
    const draft = await lockBulletin(trx, scope, input.id);
    if (!draft) return refuse('not_found');
    if (draft.state !== 'draft') return refuse('not_allowed_now');
    await deleteBulletinDraft(trx, scope, draft.id);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'bulletin.deleted',
      payload: { from: draft.from, until: draft.until, title: draft.title },
      subjectId: draft.id,
      shared: false,
    });
    return done(null);
  });
}
