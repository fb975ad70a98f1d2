import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { type Attachment, getAttachment } from '#db/queries/attachment.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';

const ERASED = words(
  '该文件含个人信息，已按保留期限删除。',
  'This file held personal data and was erased when its retention was over.',
);

/** A file with its content, to be read to its end or destroyed. */
export interface OpenedAttachment {
  readonly file: Attachment;
  readonly content: Readable;
}

/** Opens a file that the scope reaches; each reading by somebody outside the enterprise is an event. */
export async function readAttachment(
  ports: Pick<Ports, 'db' | 'storage'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; attachmentId: string },
): Promise<Result<OpenedAttachment>> {
  const file = await ports.db.transaction(actor.scope, async (trx) => {
    const found = await getAttachment(trx, input.filingId, input.attachmentId);
    if (found && found.erasedAt === null && actor.side !== 'enterprise') {
      await appendJournal(trx, actor, moment, {
        organisationId: found.organisationId,
        type: 'attachment.read',
        payload: { attachment: found.id, slot: found.slot },
        subjectId: found.filingId,
        shared: true,
      });
    }
    return found;
  });
  if (!file) return refuse('not_found');
  if (file.erasedAt !== null) return refuse('gone', { words: ERASED });
  const content = await ports.storage.get(file.storageKey);
  return content ? done({ file, content }) : refuse('unavailable');
}
