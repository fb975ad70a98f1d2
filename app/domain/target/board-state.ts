import { searchText } from '../search-text.ts';
import { BOARD_ORDERS, type BoardOrder } from './board.ts';
import { type Status, STATUSES } from './standing.ts';

/** What a board's address says: the day asked for (empty: the default), the order, and the state shown alone. */
export interface BoardState {
  readonly at: string;
  readonly order: BoardOrder;
  readonly status: Status | null;
}

/** Reads the state from search parameters; what isn't known falls back to the whole board as in the document. */
export function readBoardState(search: URLSearchParams, at: string): BoardState {
  const [order, status] = [search.get('order'), search.get('status')];
  return {
    at,
    order: BOARD_ORDERS.find((one) => one === order) ?? 'document',
    status: STATUSES.find((one) => one === status) ?? null,
  };
}

/** The state as search text (`?order=gap`, or nothing), with changes; it leads back to the same board. */
export function boardSearch(state: BoardState, change: Partial<BoardState> = {}): string {
  const { at, order, status } = { ...state, ...change };
  return searchText({ at, order: order === 'document' ? '' : order, status: status ?? '' });
}

/** Ids as an address lists them (`SD01,SD02`): those that are known, in the order of `known`, and those that aren't. */
export function readIdList(
  text: string | null,
  known: readonly string[],
): { readonly ids: readonly string[]; readonly unknown: readonly string[] } {
  const asked = [...new Set((text ?? '').split(',').map((id) => id.trim()))].filter((id) => id !== '');
  return {
    ids: known.filter((id) => asked.includes(id)),
    unknown: asked.filter((id) => !known.includes(id)).slice(0, 20),
  };
}
