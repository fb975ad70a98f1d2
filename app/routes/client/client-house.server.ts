import { getClientHouse, listLiveGrants } from '#db/queries/client.read.ts';
import { switchTargets, type SwitchTarget } from '../../domain/organisation/portfolio.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireClient, requireConsultancy, type Acting } from '../../http/scope.server.ts';
import type { ClientFacts } from './client-bar.tsx';

/** The clients that a consultant can switch between, asked as the consultancy itself. */
async function targetsOf(incoming: Incoming): Promise<SwitchTarget[]> {
  const { scope, moment } = await requireConsultancy(incoming);
  return switchTargets(
    await incoming.context.ports.db.transaction(scope, (trx) =>
      listLiveGrants(trx, scope.organisationId, moment.today),
    ),
  );
}

/** The visit in a client's house with what its bar shows; 404 once the grant is over. */
export async function requireClientHouse(
  incoming: Incoming,
  grantId: string,
): Promise<{ visit: Acting<'consultant'>; client: ClientFacts }> {
  const visit = await requireClient(incoming, grantId);
  const { scope, grant } = visit;
  const house = await incoming.context.ports.db.transaction(scope, (trx) =>
    getClientHouse(trx, scope.clientId),
  );
  if (!house || !grant) throw refusalResponse(refuse('not_found').refusal);
  return {
    visit,
    client: {
      grantId: scope.grantId,
      name: house.name,
      colour: house.colour,
      isDemo: house.isDemo,
      purpose: scope.purpose,
      rights: scope.rights,
      expiresOn: grant.expiresOn,
      targets: await targetsOf(incoming),
    },
  };
}
