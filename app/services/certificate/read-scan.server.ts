import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { getCertificate } from '#db/queries/certificate.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';

/** A certificate's scan with its content, to be read to its end or destroyed. */
export interface OpenedScan {
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly byteSize: number;
  readonly content: Readable;
}

/** Opens a scan that the scope reaches; each reading by somebody outside the enterprise is an event. */
export async function readScan(
  ports: Pick<Ports, 'db' | 'storage'>,
  actor: Actor,
  moment: Moment,
  input: { readonly organisationId: string; readonly id: string },
): Promise<Result<OpenedScan>> {
  const { organisationId, id } = input;
  const scan = await ports.db.transaction(actor.scope, async (trx) => {
    const found = await getCertificate(trx, organisationId, id);
    if (!found?.storageKey) return null;
    if (actor.side !== 'enterprise') {
      await appendJournal(trx, actor, moment, {
        organisationId,
        type: 'certificate.read',
        payload: { sha256: found.sha256 },
        subjectId: id,
        shared: true,
      });
    }
    return { ...found, storageKey: found.storageKey };
  });
  if (!scan) return refuse('not_found');
  const content = await ports.storage.get(scan.storageKey);
  if (!content) return refuse('unavailable');
  return done({
    fileName: scan.fileName ?? scan.number,
    contentType: scan.contentType ?? 'application/octet-stream',
    byteSize: scan.byteSize ?? 0,
    content,
  });
}
