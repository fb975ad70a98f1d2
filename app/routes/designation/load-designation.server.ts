import { type Designation, type DesignationKey, getDesignation } from '#db/queries/designation.read.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { type Acting, requireRegulator } from '../../http/scope.server.ts';

type Named = Incoming & { readonly params: Readonly<Record<string, string | undefined>> };

/** What the address names. */
export function designationKey({ params }: Named): DesignationKey {
  return { organisationId: params['organisationId'] ?? '', id: params['designationId'] ?? '' };
}

/** The designation of the address, for whoever may change it; 404 for another's, or one that was removed. */
export async function loadDesignation(
  incoming: Named,
): Promise<{ visit: Acting<'regulator'>; designation: Designation }> {
  const visit = await requireRegulator(incoming, 'designate');
  const designation = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    getDesignation(trx, visit.scope, designationKey(incoming)),
  );
  if (!designation || designation.removedAt !== null) throw refusalResponse(refuse('not_found').refusal);
  return { visit, designation };
}
