import { z } from 'zod';
import { type Words, words } from '#app/domain/words.ts';

/** 备案情况 of a licence holder. */
export const ROSTER_STATES = {
  all: words('全部（应备案）', 'All (should file)'),
  missing: words('未备案', 'Not filed'),
  pending: words('办理中', 'Under way'),
  recorded: words('已备案', 'On record'),
  overdue: words('变更后逾期未重新备案', 'Re-filing overdue'),
  unregistered: words('未注册', 'Not registered'),
} as const satisfies Record<string, Words>;
export type RosterState = keyof typeof ROSTER_STATES;

/** The roster's filter as it stands in the address. */
export const RosterFilterSchema = z.object({
  state: z.enum(Object.keys(ROSTER_STATES) as [RosterState]).catch('all'),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z.string().max(40).catch(''),
});

/** What the roster is narrowed to; `after` is the code after which the page begins. */
export interface RosterFilter {
  readonly state: RosterState;
  readonly region: string;
  readonly q: string;
  readonly after: string;
}

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function rosterSearch(filter: RosterFilter, change: Partial<RosterFilter> = {}): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== '' && !(name === 'state' && value === 'all')) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
