import type { Actor } from '#app/domain/account/actor.ts';
import { CDO_PROGRAMME } from '#app/domain/filing/guideline.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';

/** The office behind an actor who may write its bulletins; anybody else is refused. */
export function writingOffice({ scope }: Actor): Result<RegulatorScope> {
  if (scope.kind !== 'regulator' || !can(scope.role, 'writeBulletin')) return refuse('forbidden');
  // An office of another programme has no filings to write about.
  return scope.programmeId === CDO_PROGRAMME ? done(scope) : refuse('not_found');
}
