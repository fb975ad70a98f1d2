import type { ChangeHouse } from '#db/queries/change.read.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireMembership, type Acting } from '../../http/scope.server.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';

/** Somebody who may look at changes: an enterprise at its own, a regulator at those of its duty and region. */
export interface ChangeVisit {
  readonly visit: Acting<'member'> | Acting<'regulator'>;
  readonly house: ChangeHouse;
  readonly side: 'enterprise' | 'regulator';
  /** Whether the role may report, correct and cancel. */
  readonly mayReport: boolean;
}

/** The visitor and whose changes are meant; others get 403. */
export async function requireChangeHouse(incoming: Incoming): Promise<ChangeVisit> {
  const visit = await requireMembership(incoming);
  const { scope, acting } = visit;
  if (scope.kind === 'member' && acting.organisationKind === 'enterprise') {
    return {
      visit: visit as Acting<'member'>,
      house: { organisationId: scope.organisationId },
      side: 'enterprise',
      mayReport: can(scope.role, 'reportChange'),
    };
  }
  if (scope.kind === 'regulator') {
    return {
      visit: visit as Acting<'regulator'>,
      house: { programmeId: scope.programmeId, regionCode: scope.regionCode },
      side: 'regulator',
      mayReport: can(scope.role, 'openChange'),
    };
  }
  throw refusalResponse(refuse('forbidden').refusal);
}
