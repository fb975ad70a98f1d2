import { intentOfSlot } from '#app/domain/attachment/attachment.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { getAttachment } from '#db/queries/attachment.read.ts';
import { voidAttachment as writeVoid } from '#db/queries/attachment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { locateFiling } from '../filing/locate-filing.step.server.ts';
import type { Ports } from '../ports.ts';

/** Takes a file out of the work at hand; what was submitted with it keeps it. */
export async function voidAttachment(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; attachmentId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const file = await getAttachment(trx, input.filingId, input.attachmentId);
    if (!file || file.slot === 'printed_form') return refuse('not_found');
    const located = await locateFiling(trx, actor, input.filingId, intentOfSlot(file.slot));
    if (!located.ok) return located;
    const { organisationId } = located.value;
    if (file.voidedAt !== null) return done(null);
    await writeVoid(trx, organisationId, file.id, { at: moment.now, reason: '已移除' });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'attachment.voided',
      payload: { attachment: file.id, slot: file.slot, sha256: file.sha256 },
      subjectId: input.filingId,
      shared: false,
    });
    return done(null);
  });
}
