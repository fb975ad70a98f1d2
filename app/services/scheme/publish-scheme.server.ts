import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockScheme, updateSchemePublished } from '#db/queries/scheme.write.ts';
import type { Ports } from '../ports.ts';
import { schemeHouse } from './own-house.ts';

/** Publishes a draft of the own house: assessments may begin with it, and it never changes again. */
export async function publishScheme(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  id: string,
): Promise<Result<null>> {
  const house = schemeHouse(actor);
  if (!house) return refuse('forbidden');
  const { organisationId } = house;
  return ports.db.transaction(actor.scope, async (trx) => {
    const draft = await lockScheme(trx, organisationId, id);
    if (!draft) return refuse('not_found');
    if (draft.state !== 'draft') return refuse('not_allowed_now');
    await updateSchemePublished(trx, organisationId, id, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'scheme.published',
      payload: { key: draft.key, version: draft.version, digest: draft.digest },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
