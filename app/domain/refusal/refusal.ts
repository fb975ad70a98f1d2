import type { Words } from '../words.ts';

/** Why something isn't done. Refusals are values; exceptions are for bugs. */
export type RefusalCode =
  | 'invalid'
  | 'signed_out'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'not_allowed_now'
  | 'incomplete'
  | 'too_large'
  | 'unsupported'
  | 'infected'
  | 'rate_limited'
  | 'unavailable';

/** A refusal, with words beside the fields that caused it and, where the general words don't suffice, its own. */
export interface Refusal {
  readonly code: RefusalCode;
  /** Field name (as posted) → what is wrong and what to do. */
  readonly fields?: Readonly<Record<string, Words>>;
  /** Replaces the general words of the code. */
  readonly words?: Words;
}

/** What an intent answers: its value, or why not. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** It was done. */
export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** It was not done, and nothing was written. */
export function refuse(code: RefusalCode, more: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...more } };
}
