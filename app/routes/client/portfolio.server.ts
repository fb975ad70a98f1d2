import { getClientHouse, listEndedGrants, listLiveGrants } from '#db/queries/client.read.ts';
import { daysBetween, plainDateInShanghai } from '../../domain/calendar/plain-date.ts';
import { switchTargets, type SwitchTarget } from '../../domain/organisation/portfolio.ts';
import type { Incoming } from '../../http/context.server.ts';
import { requireClient, requireConsultancy } from '../../http/scope.server.ts';
import { portfolioBoard } from '../assessment/board.server.ts';
import { SOON_DAYS } from './client-list.server.ts';

/** One client's part of the portfolio, read in that client's scope alone. */
async function clientOf(incoming: Incoming, target: SwitchTarget) {
  const { scope, grant, session, moment } = await requireClient(incoming, target.grantId);
  const read = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    house: await getClientHouse(trx, scope.clientId),
    board: await portfolioBoard(trx, scope, session.accountId),
  }));
  return {
    ...target,
    colour: read.house?.colour ?? '',
    isDemo: read.house?.isDemo ?? false,
    rights: scope.rights,
    expiresOn: grant?.expiresOn ?? moment.today,
    endsSoon: grant !== null && daysBetween(moment.today, grant.expiresOn) <= SOON_DAYS,
    ...read.board,
  };
}

/** A consultancy's clients with their assessments, one after the other, and the grants that are over. */
export async function loadPortfolio(incoming: Incoming) {
  const { scope, moment } = await requireConsultancy(incoming);
  const grants = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    live: await listLiveGrants(trx, scope.organisationId, moment.today),
    ended: await listEndedGrants(trx, scope.organisationId, moment.today),
  }));
  const targets = switchTargets(grants.live);
  const clients = [];
  for (const target of targets) clients.push(await clientOf(incoming, target));
  return {
    targets,
    clients,
    ended: grants.ended.map(({ id, clientName, purpose, expiresOn, revokedAt }) => ({
      id,
      clientName,
      purpose,
      isRevoked: revokedAt !== null,
      endedOn: revokedAt === null ? expiresOn : plainDateInShanghai(revokedAt),
    })),
  };
}
