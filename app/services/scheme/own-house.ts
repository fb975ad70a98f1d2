import type { Actor } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';

/** The house whose schemes an actor may write; null where he may not. */
export function schemeHouse({ scope }: Actor): { organisationId: string; mayOffer: boolean } | null {
  if (scope.kind !== 'member' && scope.kind !== 'regulator') return null;
  if (!can(scope.role, 'manageModels')) return null;
  return { organisationId: scope.organisationId, mayOffer: scope.kind === 'regulator' };
}
