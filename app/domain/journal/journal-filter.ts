import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../calendar/plain-date.ts';

const day = z
  .string()
  .refine((text) => text === '' || isPlainDate(text))
  .transform((text) => text as PlainDate | '')
  .catch('');
const id = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)
  .catch('');

/** The audit log's filter as it stands in the address. */
export const JournalFilterSchema = z.object({
  /** An enterprise whose shared events a regulator reads; empty for the own house. */
  of: id,
  /** A type of event, or the noun of several. */
  kind: z
    .string()
    .regex(/^[a-z-]{1,30}(?:\.[a-z-]{1,30})?$/u)
    .catch(''),
  person: z
    .string()
    .trim()
    .max(40)
    // PostgreSQL's text can't hold it; no name has it.
    .refine((text) => !text.includes('\0'))
    .catch(''),
  subject: id,
  from: day,
  until: day,
  after: z
    .string()
    .regex(/^[1-9]\d{0,14}$/u)
    .catch(''),
});
export type JournalFilter = z.infer<typeof JournalFilterSchema>;

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function journalSearch(filter: JournalFilter, change: Partial<JournalFilter> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, after: '', ...change })) {
    if (value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The instant (ISO, UTC) at which a day begins in Shanghai. */
function startOf(date: PlainDate): string {
  return new Date(`${date}T00:00:00+08:00`).toISOString();
}

const DAY_MS = 86_400_000;

/** What a query of the chain needs of a filter: days of Shanghai become instants, the last day is whole. */
export function journalQuery(filter: JournalFilter, ownOrganisationId: string) {
  const { of, kind, person, subject, from, until, after } = filter;
  return {
    organisationId: of === '' ? ownOrganisationId : of,
    kind,
    person,
    subject,
    from: from === '' ? null : startOf(from),
    until: until === '' ? null : new Date(Date.parse(startOf(until)) + DAY_MS).toISOString(),
    before: after === '' ? 0 : Number(after),
  };
}
