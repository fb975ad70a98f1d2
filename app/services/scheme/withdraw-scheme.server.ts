import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { deleteSchemeDraft, lockScheme, updateSchemeWithdrawn } from '#db/queries/scheme.write.ts';
import type { Ports } from '../ports.ts';
import { schemeHouse } from './own-house.ts';

/**
 * Takes a scheme of the own house out of use. A draft is thrown away; a published one stays readable, and assessments
 * that began with it keep it, but none begins with it again.
 */
export async function withdrawScheme(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  id: string,
): Promise<Result<{ wasDraft: boolean }>> {
  const house = schemeHouse(actor);
  if (!house) return refuse('forbidden');
  const { organisationId } = house;
  return ports.db.transaction(actor.scope, async (trx) => {
    const scheme = await lockScheme(trx, organisationId, id);
    if (!scheme) return refuse('not_found');
    if (scheme.state === 'withdrawn') return refuse('not_allowed_now');
    const wasDraft = scheme.state === 'draft';
    if (wasDraft) await deleteSchemeDraft(trx, organisationId, id);
    else await updateSchemeWithdrawn(trx, organisationId, id);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: wasDraft ? 'scheme.deleted' : 'scheme.withdrawn',
      payload: { key: scheme.key, version: scheme.version, digest: scheme.digest },
      subjectId: id,
      shared: false,
    });
    return done({ wasDraft });
  });
}
