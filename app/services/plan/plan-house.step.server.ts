import type { Actor } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';

/** The scope of a house behind an actor who may write its plans; anybody else is refused. */
export function planHouse({ scope }: Actor): Result<RegulatorScope> {
  return scope.kind === 'regulator' && can(scope.role, 'managePlans') ? done(scope) : refuse('forbidden');
}
