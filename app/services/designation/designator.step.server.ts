import type { Actor } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';

/** The scope of an officer who may give designations; anybody else is refused. */
export function designatorScope({ scope }: Actor): Result<RegulatorScope> {
  return scope.kind === 'regulator' && can(scope.role, 'designate') ? done(scope) : refuse('forbidden');
}
