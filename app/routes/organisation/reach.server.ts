import type { EnterpriseReach } from '#db/queries/organisation.read.ts';
import type { Scope } from '../../domain/account/scope.ts';

/** Whose enterprises a verifier looks after: a regulator's programme and region, or all for the operator. */
export function reachOf(scope: Scope): EnterpriseReach {
  return scope.kind === 'regulator'
    ? { programmeId: scope.programmeId, regionCode: scope.regionCode }
    : { programmeId: null, regionCode: null };
}
