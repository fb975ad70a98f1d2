import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { AcknowledgementContext } from '#app/domain/account/acknowledgement.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { acknowledgePrivacyNotice } from './acknowledgement.step.server.ts';

/** Records that the actor acknowledged the privacy notice in force, where a colleague's data is entered. */
export async function recordAcknowledgement(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { context: AcknowledgementContext },
): Promise<Result<null>> {
  const { accountId } = actor;
  if (!accountId) return refuse('signed_out');
  await ports.db.transaction(actor.scope, (trx) =>
    acknowledgePrivacyNotice(trx, { ...actor, accountId }, moment, input.context),
  );
  return done(null);
}
