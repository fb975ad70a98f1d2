import type { Result } from '../domain/refusal/refusal.ts';
import { done, refuse } from '../domain/refusal/refusal.ts';

/** What is counted: each has its own allowance (entry/limiter.ts). */
export type LimitName =
  | 'sign-in-address'
  | 'sign-in-account'
  | 'second-factor'
  | 'register-address'
  | 'mail-address'
  | 'mail-account'
  | 'verify-address'
  | 'upload-account'
  | 'same-post';

/** Counts attempts; shared by all processes through the database. */
export interface Limiter {
  /** Takes one from the allowance of `key`; answers false when it is used up. */
  take(name: LimitName, key: string): Promise<boolean>;
  /** Gives the whole allowance back, after a success. */
  reset(name: LimitName, key: string): Promise<void>;
  /** Keeps what was taken for so many seconds from now, instead of the allowance's own. */
  keep(name: LimitName, key: string, seconds: number): Promise<void>;
}

/** Takes one, as a result that a route can answer with 429. */
export async function withinLimit(limiter: Limiter, name: LimitName, key: string): Promise<Result<null>> {
  return (await limiter.take(name, key)) ? done(null) : refuse('rate_limited');
}
