import type { Actor } from '#app/domain/account/actor.ts';
import { can, type Intent } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';

/** The regulator's scope behind an actor who may do this; anybody else is refused. */
export function regulatorWho(actor: Actor, intent: Intent): Result<RegulatorScope> {
  const { scope } = actor;
  return scope.kind === 'regulator' && can(scope.role, intent) ? done(scope) : refuse('forbidden');
}
