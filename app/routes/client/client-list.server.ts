import { listOpenChanges } from '#db/queries/change.read.ts';
import { listClientSummaries, listLiveGrants } from '#db/queries/client.read.ts';
import type { LiveGrant } from '#db/queries/grant.read.ts';
import { listStartFilings } from '#db/queries/start.read.ts';
import { daysBetween } from '../../domain/calendar/plain-date.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import { displayState } from '../../domain/filing/state.ts';
import type { ClientFilter } from '../../domain/organisation/client-filter.ts';
import { pageOfClients } from '../../domain/organisation/client-order.ts';
import type { Incoming } from '../../http/context.server.ts';
import { actAtClient, requireConsultancy } from '../../http/scope.server.ts';
import { startBoard } from '../assessment/board.server.ts';

/** A grant that ends within so many days is marked. */
export const SOON_DAYS = 30;

type Visit = Awaited<ReturnType<typeof requireConsultancy>>;

/** What waits at one client, read in that client's scope. */
async function waitingAt(incoming: Incoming, visit: Visit, grant: LiveGrant) {
  const { scope, moment, session } = actAtClient(visit, grant);
  const calendar = await incoming.context.calendar();
  return incoming.context.ports.db.transaction(scope, async (trx) => {
    const filings = await listStartFilings(trx, scope.clientId);
    const changes = await listOpenChanges(trx, scope.clientId);
    const { work } = await startBoard(trx, scope, session.accountId);
    return {
      workCount: work.length,
      filings: filings
        .filter((filing) => filing.status !== 'on_record')
        .map((filing) => ({
          id: filing.id,
          kind: filing.kind,
          state: displayState(filing.status, filing.stage),
          isOwed: filing.dueOn !== null && filing.submittedAt === null,
          openThreadCount: filing.openThreadCount,
        })),
      changes: changes.map((change) => {
        const { words, tone } = timeliness({
          dueOn: change.dueOn,
          today: moment.today,
          calendar,
          voluntary: change.isVoluntary,
        });
        return { id: change.id, kind: change.kind, dueOn: change.dueOn, words, tone };
      }),
    };
  });
}

const NOTHING_WAITS: Awaited<ReturnType<typeof waitingAt>> = { workCount: 0, filings: [], changes: [] };

/** The consultancy's live grants with where something waits, asked in its own scope. */
async function readClients(incoming: Incoming, { scope, moment }: Visit) {
  return incoming.context.ports.db.transaction(scope, async (trx) => {
    const summaries = new Map(
      (await listClientSummaries(trx, moment.today)).map((client) => [client.grantId, client]),
    );
    const grants = await listLiveGrants(trx, scope.organisationId, moment.today);
    return grants.flatMap((grant) => {
      const client = summaries.get(grant.id);
      return client
        ? [
            {
              ...client,
              grant,
              name: grant.clientName,
              expiresOn: grant.expiresOn,
              endsSoon: daysBetween(moment.today, grant.expiresOn) <= SOON_DAYS,
            },
          ]
        : [];
    });
  });
}

/**
 * A page of the consultancy's clients, the most pressing first, with what waits at each. Only houses of this page in
 * which something is under way are entered, each in its own scope, one after the other.
 */
export async function loadClients(incoming: Incoming, filter: ClientFilter) {
  const visit = await requireConsultancy(incoming);
  const all = await readClients(incoming, visit);
  const { clients, ...shown } = pageOfClients(all, filter);
  const rows = [];
  for (const { grant, name, expiresOn, endsSoon, colour, isDemo, isBusy } of clients) {
    rows.push({
      grantId: grant.id,
      name,
      purpose: grant.purpose,
      rights: grant.rights,
      expiresOn,
      endsSoon,
      colour,
      isDemo,
      ...(isBusy ? await waitingAt(incoming, visit, grant) : NOTHING_WAITS),
    });
  }
  return { clients: rows, filter, hasClients: all.length > 0, ...shown };
}
