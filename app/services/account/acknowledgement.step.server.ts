import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { insertAcknowledgement } from '#db/queries/acknowledgement.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { AcknowledgementContext } from '#app/domain/account/acknowledgement.ts';
import { PRIVACY_NOTICE } from '#app/domain/account/privacy.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/** Notes, in the caller's transaction, that the actor acknowledged the privacy notice in force, and where. */
export async function acknowledgePrivacyNotice(
  trx: Trx,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  context: AcknowledgementContext,
): Promise<void> {
  const { id: notice, version } = PRIVACY_NOTICE;
  await insertAcknowledgement(trx, {
    id: newId(moment.now),
    accountId: actor.accountId,
    notice,
    version,
    context,
    at: moment.now,
  });
  await recordAccountEvent(trx, actor, moment, 'account.acknowledged', { notice, version, context });
}
