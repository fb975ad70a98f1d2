import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getEvidence } from '#db/queries/evidence.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';

/** A file of the library with its content, to be read to its end or destroyed. */
export interface OpenedEvidence {
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly byteSize: number;
  readonly content: Readable;
}

/** Opens the file of evidence that the scope reaches; each reading by a consultant or assessor is an event. */
export async function readEvidence(
  ports: Pick<Ports, 'db' | 'storage'>,
  actor: Actor,
  moment: Moment,
  input: { readonly organisationId: string; readonly id: string },
): Promise<Result<OpenedEvidence>> {
  const { organisationId, id } = input;
  const evidence = await ports.db.transaction(actor.scope, async (trx) => {
    const found = await getEvidence(trx, organisationId, id);
    if (!found?.storageKey) return null;
    if (actor.side !== 'enterprise') {
      await appendJournal(trx, actor, moment, {
        organisationId,
        type: 'evidence.read',
        payload: { sha256: found.sha256 },
        subjectId: id,
        shared: false,
      });
    }
    return { ...found, storageKey: found.storageKey };
  });
  if (!evidence) return refuse('not_found');
  const content = await ports.storage.get(evidence.storageKey);
  if (!content) return refuse('unavailable');
  return done({
    fileName: evidence.fileName ?? evidence.title,
    contentType: evidence.contentType ?? 'application/octet-stream',
    byteSize: evidence.byteSize ?? 0,
    content,
  });
}
