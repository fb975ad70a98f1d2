import { getClientHouse, listEndedGrants, listLiveGrants } from '#db/queries/client.read.ts';
import type { LiveGrant } from '#db/queries/grant.read.ts';
import { daysBetween, plainDateInShanghai } from '../../domain/calendar/plain-date.ts';
import {
  filterPortfolio,
  type PortfolioFilter,
  switchTargets,
  type SwitchTarget,
} from '../../domain/organisation/portfolio.ts';
import type { Incoming } from '../../http/context.server.ts';
import { actAtClient, requireConsultancy } from '../../http/scope.server.ts';
import { portfolioBoard } from '../assessment/board.server.ts';
import { SOON_DAYS } from './client-list.server.ts';

/** Clients on a page. */
const PAGE_SIZE = 25;

type Visit = Awaited<ReturnType<typeof requireConsultancy>>;

/** One client's part of the portfolio, read in that client's scope alone. */
async function clientOf(incoming: Incoming, visit: Visit, target: SwitchTarget, grant: LiveGrant) {
  const { scope, session, moment } = actAtClient(visit, grant);
  const read = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    house: await getClientHouse(trx, scope.clientId),
    board: await portfolioBoard(trx, scope, session.accountId),
  }));
  return {
    ...target,
    colour: read.house?.colour ?? '',
    isDemo: read.house?.isDemo ?? false,
    rights: scope.rights,
    expiresOn: grant.expiresOn,
    endsSoon: daysBetween(moment.today, grant.expiresOn) <= SOON_DAYS,
    ...read.board,
  };
}

/**
 * A page of a consultancy's clients with their assessments, as filtered, one client after the other, and the grants that
 * are over. What a filter says of assessments is known once a client was read: the walk goes on until the page is full.
 */
export async function loadPortfolio(incoming: Incoming, filter: PortfolioFilter) {
  const visit = await requireConsultancy(incoming);
  const { scope, moment } = visit;
  const { live, ended } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    live: await listLiveGrants(trx, scope.organisationId, moment.today),
    ended: await listEndedGrants(trx, scope.organisationId, moment.today),
  }));
  const grants = new Map(live.map((grant) => [grant.id, grant]));
  const targets = switchTargets(live);
  const clients = [];
  let next: string | null = null;
  for (const target of targets) {
    const grant = grants.get(target.grantId);
    if (!grant || target.grantId <= filter.after) continue;
    if (filter.purpose !== '' && target.purpose !== filter.purpose) continue;
    if (clients.length === PAGE_SIZE) {
      next = clients[PAGE_SIZE - 1]?.grantId ?? null;
      break;
    }
    clients.push(...filterPortfolio([await clientOf(incoming, visit, target, grant)], filter));
  }
  return {
    hasClients: targets.length > 0,
    // Only these have keys; a menu of all is on each client's page.
    targets: targets.filter(({ digit }) => digit !== null),
    clients,
    next,
    ended: ended.map(({ id, clientName, purpose, expiresOn, revokedAt }) => ({
      id,
      clientName,
      purpose,
      isRevoked: revokedAt !== null,
      endedOn: revokedAt === null ? expiresOn : plainDateInShanghai(revokedAt),
    })),
  };
}
