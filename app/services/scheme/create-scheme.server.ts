import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { sealScheme, type SchemeContent } from '#app/domain/assessment/scheme-file.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getNewestSchemeVersion, getScheme } from '#db/queries/scheme.read.ts';
import { insertScheme } from '#db/queries/scheme.write.ts';
import type { Ports } from '../ports.ts';
import { schemeHouse } from './own-house.ts';

/** A scheme as its author wrote it, read by `readSchemeContent`. */
export interface SchemeInput {
  readonly content: SchemeContent;
  /** Whether enterprises may choose it; a regulator's choice, ignored for others. */
  readonly isOffered: boolean;
  /** The own scheme (uuid) whose next version this is; null for a scheme of its own. */
  readonly nextOf: string | null;
}

/** Saves a scheme of the own house as a draft: a new one, or the next version of one. */
export async function createScheme(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: SchemeInput,
): Promise<Result<{ id: string }>> {
  const house = schemeHouse(actor);
  if (!house) return refuse('forbidden');
  const { organisationId } = house;
  return ports.db.transaction(actor.scope, async (trx) => {
    const id = newId(moment.now);
    const before = input.nextOf === null ? undefined : await getScheme(trx, input.nextOf);
    if (input.nextOf !== null && before?.organisationId !== organisationId) return refuse('not_found');
    const key = before?.key ?? id;
    const version = before ? (await getNewestSchemeVersion(trx, organisationId, key)) + 1 : 1;
    const scheme = sealScheme(input.content, { id: `own:${id}`, version }, sm3Hex);
    await insertScheme(trx, {
      organisationId,
      id,
      key,
      version,
      title: input.content.title.zh,
      family: input.content.family,
      content: JSON.stringify(input.content),
      digest: scheme.digest,
      isOffered: house.mayOffer && input.isOffered,
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'scheme.created',
      payload: { key, version, family: input.content.family, digest: scheme.digest },
      subjectId: id,
      shared: false,
    });
    return done({ id });
  });
}
