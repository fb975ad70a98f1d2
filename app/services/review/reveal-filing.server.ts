import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getReviewFiling, getReviewVersion } from '#db/queries/review.read.ts';
import type { Ports } from '../ports.ts';
import { officerWho } from './regulator.step.server.ts';

/**
 * 显示完整信息: the body of a version with its personal values in full. Each look is an event in the enterprise's own
 * journal, so that it can see who looked.
 */
export async function revealFiling(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filing: string; readonly version: number },
): Promise<Result<FilingBody>> {
  const officer = officerWho(actor, 'unmask');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const filing = await getReviewFiling(trx, scope, input.filing);
    if (!filing) return refuse('not_found');
    const version = await getReviewVersion(trx, filing.organisationId, filing.id, input.version);
    if (!version) return refuse('not_found');
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.unmasked',
      payload: { version: version.no },
      subjectId: filing.id,
      shared: true,
    });
    return done(openBody(ports.sealer, filing.organisationId, version.body));
  });
}
