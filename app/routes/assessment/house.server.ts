import { can, type Intent } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise, type Acting } from '../../http/scope.server.ts';
import type { ClientFacts } from '../client/client-bar.tsx';
import { requireClientHouse } from '../client/client-house.server.ts';

/** Whose assessments a page shows, and what the visitor may do with them. */
export interface AssessmentHouse {
  readonly visit: Acting<'member'> | Acting<'consultant'>;
  /** The enterprise: the visitor's own, or the client's. */
  readonly organisationId: string;
  /** Start of every address of this house: empty, or `/clients/<grant>`. */
  readonly base: string;
  /** The side that the visitor works on. */
  readonly side: 'self' | 'independent';
  readonly mayEdit: boolean;
  /** Signing off, reopening, submitting: an owner or CDO for the own house, the assessor for the independent side. */
  readonly maySign: boolean;
  /** What the client's bar shows; null in the own house. */
  readonly client: ClientFacts | null;
}

/**
 * The house whose assessments an address speaks of: the own enterprise's, or a client's under `/clients/:grantId`.
 * Who may not do `intent` gets 403; a grant that isn't alive 404.
 */
export async function requireAssessmentHouse(
  incoming: Incoming,
  params: { readonly grantId?: string | undefined },
  intent: Extract<Intent, 'view' | 'assess' | 'signAssessment'> = 'view',
): Promise<AssessmentHouse> {
  if (params.grantId === undefined) {
    const visit = await requireEnterprise(incoming, intent);
    return {
      visit,
      organisationId: visit.scope.organisationId,
      base: '',
      side: 'self',
      mayEdit: can(visit.acting.role, 'assess'),
      maySign: can(visit.acting.role, 'signAssessment'),
      client: null,
    };
  }
  const { visit, client } = await requireClientHouse(incoming, params.grantId);
  const side = visit.scope.purpose === 'assess' ? 'independent' : 'self';
  const mayEdit = visit.scope.rights === 'draft';
  const maySign = mayEdit && side === 'independent';
  if ((intent === 'assess' && !mayEdit) || (intent === 'signAssessment' && !maySign)) {
    throw refusalResponse(refuse('forbidden').refusal);
  }
  return {
    visit,
    organisationId: visit.scope.clientId,
    base: `/clients/${visit.scope.grantId}`,
    side,
    mayEdit,
    maySign,
    client,
  };
}
