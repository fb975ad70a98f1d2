import { z } from 'zod';
import type { GrantPurpose } from '../account/scope.ts';
import { searchText } from '../search-text.ts';
import { words, type Words } from '../words.ts';

/** How many clients a key leads to: Alt with a digit. */
const MOST_KEYS = 9;

/** A client that a consultant can go to. */
export interface SwitchTarget {
  readonly grantId: string;
  readonly name: string;
  readonly purpose: GrantPurpose;
  /** The digit that leads there together with Alt; null past the ninth. */
  readonly digit: number | null;
}

/**
 * Clients with their digits, in the order in which their grants were given (ids grow with time): a new client gets the
 * next digit and the others keep theirs until a grant ends.
 */
export function switchTargets(
  grants: readonly { readonly id: string; readonly clientName: string; readonly purpose: GrantPurpose }[],
): SwitchTarget[] {
  return [...grants]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id, clientName, purpose }, index) => ({
      grantId: id,
      name: clientName,
      purpose,
      digit: index < MOST_KEYS ? index + 1 : null,
    }));
}

/** Where a switch leads: to the same list at the other client, or to the client's page. Ids never come along. */
export function sameRoomAt(pathname: string, grantId: string): string {
  const room = /^\/clients\/[^/]+\/(assessments|evidence|certificates)(?:\/|$)/u.exec(pathname)?.[1];
  return room === undefined ? `/clients/${grantId}` : `/clients/${grantId}/${room}`;
}

/** Which assessments the portfolio shows. */
export const PORTFOLIO_STATES = {
  all: words('全部', 'All'),
  running: words('进行中', 'Under way'),
  signed: words('已签署', 'Signed off'),
  waiting: words('有待我办理的客户', 'Clients where something waits for me'),
} as const satisfies Record<string, Words>;
export type PortfolioState = keyof typeof PORTFOLIO_STATES;

/** The portfolio's filter as it stands in the address; what isn't one of the values counts as none. */
export const PortfolioFilterSchema = z.object({
  q: z.string().trim().max(60).catch(''),
  purpose: z.enum(['', 'help', 'assess']).catch(''),
  state: z.enum(Object.keys(PORTFOLIO_STATES) as [PortfolioState, ...PortfolioState[]]).catch('all'),
  /** The grant after which the page begins; the first page where there is none. */
  after: z.guid().or(z.literal('')).catch(''),
});
export type PortfolioFilter = z.infer<typeof PortfolioFilterSchema>;

/** The filter as an address's query, with a page's beginning; empty for the first page of everything. */
export function portfolioSearch(filter: PortfolioFilter, after: string): string {
  const { q, purpose, state } = filter;
  return searchText({ q, purpose, state: state === 'all' ? '' : state, after });
}

/** Whether a filter leaves anything out. */
export function isFiltering({ q, purpose, state }: PortfolioFilter): boolean {
  return q !== '' || purpose !== '' || state !== 'all';
}

/** What the filter looks at of an assessment. */
interface FilteredAssessment {
  readonly title: string;
  readonly state: string;
  readonly model: { readonly standard: string; readonly edition: string; readonly title: Words } | null;
}

function isNamed(text: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

/**
 * The clients and, of each, the assessments that a filter leaves. A client whose name matches keeps all its
 * assessments; one that merely has no fitting assessment falls away once the filter speaks of assessments.
 */
export function filterPortfolio<
  A extends FilteredAssessment,
  C extends {
    readonly name: string;
    readonly purpose: GrantPurpose;
    readonly waiting: number;
    readonly cards: readonly A[];
  },
>(clients: readonly C[], filter: PortfolioFilter): C[] {
  const { q, purpose, state } = filter;
  const fits = (card: A) =>
    (state !== 'running' || card.state === 'evaluating' || card.state === 'validating') &&
    (state !== 'signed' || card.state === 'signed');
  const speaks = (card: A) =>
    isNamed(
      q,
      card.title,
      card.model?.standard ?? '',
      card.model?.title.zh ?? '',
      card.model?.title.en ?? '',
    );
  return clients.flatMap((client) => {
    if (purpose !== '' && client.purpose !== purpose) return [];
    if (state === 'waiting' && client.waiting === 0) return [];
    const isClientNamed = q === '' || isNamed(q, client.name);
    const cards = client.cards.filter((card) => fits(card) && (isClientNamed || speaks(card)));
    const needsCard = !isClientNamed || state === 'running' || state === 'signed';
    return needsCard && cards.length === 0 ? [] : [{ ...client, cards }];
  });
}
