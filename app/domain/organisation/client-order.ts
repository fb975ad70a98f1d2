import type { PlainDate } from '../calendar/plain-date.ts';
import { searchText } from '../search-text.ts';
import type { ClientFilter } from './client-filter.ts';

/** Clients on a page of the list, and those whose affairs a start page tells. */
export const CLIENTS_A_PAGE = 25;

/** The filter as an address's query, at another page; empty for the first page of everything. */
export function clientSearch({ q }: ClientFilter, page: number): string {
  return searchText({ q, page: page === 1 ? '' : String(page) });
}

/** What the order of clients looks at. */
export interface Pressing {
  readonly grantId: string;
  readonly name: string;
  readonly expiresOn: PlainDate;
  /** The grant ends soon. */
  readonly endsSoon: boolean;
  readonly nextDueOn: PlainDate | null;
  readonly isBusy: boolean;
}

/** The first day that presses at a client: a re-filing that is owed, or the end of a grant that ends soon. */
function firstDay({ nextDueOn, endsSoon, expiresOn }: Pressing): string | null {
  if (!endsSoon) return nextDueOn;
  return nextDueOn !== null && nextDueOn < expiresOn ? nextDueOn : expiresOn;
}

function compare(left: Pressing, right: Pressing): number {
  const keys = (client: Pressing) => {
    const day = firstDay(client);
    // A letter comes after all digits: who has no day follows those who have one.
    return [day ?? 'none', client.isBusy ? '0' : '1', client.expiresOn, client.grantId];
  };
  const [one, other] = [keys(left), keys(right)];
  for (const [index, key] of one.entries()) {
    const against = other[index] ?? '';
    if (key !== against) return key < against ? -1 : 1;
  }
  return 0;
}

/** A page of clients. */
export interface ClientPage<C> {
  readonly clients: readonly C[];
  /** The page shown, from 1; the last one where the address asks for a later one. */
  readonly page: number;
  readonly pages: number;
  /** Clients that the filter leaves, on all pages. */
  readonly total: number;
  /** How many of those on other pages have something that waits or presses. */
  readonly pressingElsewhere: number;
}

/**
 * The clients that a filter leaves, the most pressing first: by the first day that presses, then those where something
 * is under way, then by the end of the grant. What is due first of all therefore stands on the first page.
 */
export function pageOfClients<C extends Pressing>(
  all: readonly C[],
  { q, page }: ClientFilter,
): ClientPage<C> {
  const wanted = q.toLowerCase();
  const left = all.filter(({ name }) => name.toLowerCase().includes(wanted)).toSorted(compare);
  const pages = Math.max(1, Math.ceil(left.length / CLIENTS_A_PAGE));
  const shown = Math.min(page, pages);
  const clients = left.slice((shown - 1) * CLIENTS_A_PAGE, shown * CLIENTS_A_PAGE);
  const here = new Set(clients.map(({ grantId }) => grantId));
  return {
    clients,
    page: shown,
    pages,
    total: left.length,
    pressingElsewhere: left.filter(
      (client) => !here.has(client.grantId) && (client.isBusy || firstDay(client) !== null),
    ).length,
  };
}
