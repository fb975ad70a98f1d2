import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { type Words, words } from '../words.ts';
import { LINE_KINDS, type LineKind } from './line.ts';

/** Which entries a list holds, as at a day. */
export const ENTRY_STATES = {
  counting: words('截至当日有效', 'Counting on the day'),
  ended: words('截至当日已终止', 'Ended by the day'),
  later: words('晚于截至日期', 'After the day'),
  removed: words('已删除', 'Removed'),
  all: words('全部（不含已删除）', 'All but removed ones'),
} as const satisfies Record<string, Words>;
export type EntryState = keyof typeof ENTRY_STATES;

const day = z
  .string()
  .refine((text) => text === '' || isPlainDate(text))
  .transform((text) => text as PlainDate | '')
  .catch('');

/** The filter of a plan's entries as it stands in the address. The as-at day, `at`, is the plan's matter. */
export const EntryFilterSchema = z.object({
  target: z.string().trim().max(40).catch(''),
  kind: z.enum(['', ...(Object.keys(LINE_KINDS) as [LineKind])]).catch(''),
  state: z.enum(Object.keys(ENTRY_STATES) as [EntryState]).catch('counting'),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  from: day,
  until: day,
  batch: z
    .string()
    .regex(/^[0-9a-f-]{36}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  at: day,
  after: z.string().max(120).catch(''),
});
export type EntryFilter = z.infer<typeof EntryFilterSchema>;

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function entrySearch(filter: EntryFilter, change: Partial<EntryFilter> = {}): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== '' && !(name === 'state' && value === 'counting')) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** What an entry is on a day: counting, ended by it, dated after it, or removed altogether. */
export function entryState(
  entry: {
    readonly onDate: PlainDate;
    readonly endedOn: PlainDate | null;
    readonly removedAt: string | null;
  },
  asAt: PlainDate,
): Exclude<EntryState, 'all'> {
  if (entry.removedAt !== null) return 'removed';
  if (entry.onDate > asAt) return 'later';
  return entry.endedOn !== null && entry.endedOn <= asAt ? 'ended' : 'counting';
}
