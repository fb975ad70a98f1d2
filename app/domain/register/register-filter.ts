import { z } from 'zod';
import { type Words, words } from '#app/domain/words.ts';
import { REGISTER_CLASSES, type RegisterClass } from './tally.ts';

/** 备案类型 in the register. */
export const REGISTER_KINDS = {
  any: words('全部', 'All'),
  duty: words('应备案', 'By duty'),
  voluntary: words('自愿建档', 'Voluntary'),
} as const satisfies Record<string, Words>;
export type RegisterKind = keyof typeof REGISTER_KINDS;

const keys = <T extends object>(table: T) => Object.keys(table) as [keyof T & string];

/** The register's filter as it stands in the address; what isn't understood falls back to the whole register. */
export const RegisterFilterSchema = z.object({
  licence: z.enum(keys(REGISTER_CLASSES)).catch('all'),
  kind: z.enum(keys(REGISTER_KINDS)).catch('any'),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z.string().max(300).catch(''),
});

/** What the register is narrowed to. `after` is the page's place, opaque. */
export interface RegisterFilter {
  readonly licence: RegisterClass;
  readonly kind: RegisterKind;
  /** GB/T 2260 code, or empty. */
  readonly region: string;
  readonly q: string;
  readonly after: string;
}

const WHOLE: RegisterFilter = { licence: 'all', kind: 'any', region: '', q: '', after: '' };

/**
 * The query string of a filter and a day, without what says nothing; a change starts at the top again.
 * @param at the day as it was asked for; empty for today
 */
export function registerSearch(
  filter: RegisterFilter,
  at: string,
  change: Partial<RegisterFilter> = {},
): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams(at === '' ? {} : { at });
  for (const [name, value] of Object.entries(next)) {
    if (value !== WHOLE[name as keyof RegisterFilter]) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
