import { z } from 'zod';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { normaliseBody } from '#app/domain/filing/body.ts';
import { withSealing } from '#app/domain/filing/content.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { openBody, sealBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** What is filled in after the content is frozen. Dates are YYYY-MM-DD or empty. */
export const SealingSchema = z.object({
  'sealing.signedOn': z.string().max(20).default(''),
  'submission.channel': z.enum(['platform', 'paper']).catch('platform'),
  'submission.paperSubmittedOn': z.string().max(20).default(''),
});
export type Sealing = z.infer<typeof SealingSchema>;

/** Notes when it was signed and how it is submitted; the frozen content stays as it is. */
export async function saveSealing(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; sealing: Sealing },
): Promise<Result<null>> {
  const { sealing } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'uploadScan');
    if (!located.ok) return located;
    const { organisationId, draft } = located.value;
    const filled = normaliseBody({
      sealing: { signedOn: sealing['sealing.signedOn'] },
      submission: {
        channel: sealing['submission.channel'],
        paperSubmittedOn: sealing['submission.paperSubmittedOn'],
      },
    });
    const body = withSealing(openBody(ports.sealer, organisationId, draft.body), filled);
    await updateDraft(trx, organisationId, input.filingId, {
      body: sealBody(ports.sealer, organisationId, body),
      revision: draft.revision + 1,
      updated_at: moment.now,
      updated_by_name: actor.name,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'draft.saved',
      payload: { revision: draft.revision + 1, fields: Object.keys(sealing) },
      subjectId: input.filingId,
      shared: false,
    });
    return done(null);
  });
}
