import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { sealScheme } from '#app/domain/assessment/scheme-file.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockScheme, updateSchemeDraft } from '#db/queries/scheme.write.ts';
import type { Ports } from '../ports.ts';
import type { SchemeInput } from './create-scheme.server.ts';
import { schemeHouse } from './own-house.ts';

/** Replaces what a draft of the own house says. A published scheme doesn't change: a new version is made of it. */
export async function changeScheme(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: Omit<SchemeInput, 'nextOf'> & { readonly id: string },
): Promise<Result<null>> {
  const house = schemeHouse(actor);
  if (!house) return refuse('forbidden');
  const { organisationId } = house;
  return ports.db.transaction(actor.scope, async (trx) => {
    const before = await lockScheme(trx, organisationId, input.id);
    if (!before) return refuse('not_found');
    if (before.state !== 'draft') return refuse('not_allowed_now');
    const place = { id: `own:${input.id}`, version: before.version };
    const { digest } = sealScheme(input.content, place, sm3Hex);
    await updateSchemeDraft(trx, {
      organisationId,
      id: input.id,
      title: input.content.title.zh,
      family: input.content.family,
      content: JSON.stringify(input.content),
      digest,
      isOffered: house.mayOffer && input.isOffered,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'scheme.changed',
      payload: { key: before.key, version: before.version, digest },
      subjectId: input.id,
      shared: false,
    });
    return done(null);
  });
}
