import type { Actor } from '#app/domain/account/actor.ts';
import { type FilingIntent, mayDo } from '#app/domain/filing/state.ts';
import { can, type Intent } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Trx } from '#db/client.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { lockReviewFiling, type ReviewFiling } from '#db/queries/review.read.ts';

/** A regulator's account: its scope, id and name as events and rows carry them. */
export interface Officer {
  readonly scope: RegulatorScope;
  readonly accountId: string;
  readonly name: string;
}

/** The regulator behind an actor who may do this; anybody else is refused. */
export function officerWho(actor: Actor, intent: Intent): Result<Officer> {
  const { scope, name } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, intent)) return refuse('forbidden');
  return done({ scope, accountId: scope.accountId, name });
}

/** Whether the table of states lets the officer do this to the filing now. A regulator never sees the draft's stage. */
export function officerMay(officer: Officer, intent: FilingIntent, filing: ReviewFiling): boolean {
  return mayDo(intent, { status: filing.status, stage: 'to_seal', role: officer.scope.role });
}

/** The filing, locked for an intent that the table allows now. */
export async function lockFilingFor(
  trx: Trx,
  officer: Officer,
  intent: FilingIntent,
  filingId: string,
): Promise<Result<ReviewFiling>> {
  const filing = await lockReviewFiling(trx, officer.scope, filingId);
  if (!filing) return refuse('not_found');
  return officerMay(officer, intent, filing) ? done(filing) : refuse('not_allowed_now');
}
