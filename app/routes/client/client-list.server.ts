import { listOpenChanges } from '#db/queries/change.read.ts';
import { listClientSummaries } from '#db/queries/client.read.ts';
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

/**
 * A page of the consultancy's clients, the most pressing first, with what waits at each. Only houses of this page in
 * which something is under way are entered, each in its own scope, one after the other.
 */
export async function loadClients(incoming: Incoming, filter: ClientFilter) {
  const visit = await requireConsultancy(incoming);
  const { scope, moment } = visit;
  const grants = await incoming.context.ports.db.transaction(scope, (trx) =>
    listClientSummaries(trx, moment.today),
  );
  const all = grants.map((grant) => ({
    ...grant,
    grantId: grant.id,
    name: grant.clientName,
    endsSoon: daysBetween(moment.today, grant.expiresOn) <= SOON_DAYS,
  }));
  const { clients, ...shown } = pageOfClients(all, filter);
  const rows = [];
  for (const client of clients) {
    const { grantId, name, purpose, rights, expiresOn, endsSoon, colour, isDemo, isBusy } = client;
    const waiting = isBusy ? await waitingAt(incoming, visit, client) : NOTHING_WAITS;
    rows.push({ grantId, name, purpose, rights, expiresOn, endsSoon, colour, isDemo, ...waiting });
  }
  return { clients: rows, filter, hasClients: all.length > 0, ...shown };
}
