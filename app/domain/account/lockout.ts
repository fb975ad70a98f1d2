/** Failures in a row after which an account rests. */
export const LOCKOUT_FAILURES = 8;
/** For how long it rests, in minutes. */
export const LOCKOUT_MINUTES = 15;

/** How many sign-ins have failed in a row, and until when the account rests (ISO instant). */
export interface Failures {
  readonly count: number;
  readonly lockedUntil: string | null;
}

/** Whether an account rests at an instant. */
export function isLocked(lockedUntil: string | null, now: string): boolean {
  return lockedUntil !== null && Date.parse(lockedUntil) > Date.parse(now);
}

/** The state after one more failure; the count begins anew once a rest is over. */
export function afterFailure(before: Failures, now: string): Failures & { readonly locksNow: boolean } {
  const count = (before.lockedUntil === null ? before.count : 0) + 1;
  if (count < LOCKOUT_FAILURES) return { count, lockedUntil: null, locksNow: false };
  const until = new Date(Date.parse(now) + LOCKOUT_MINUTES * 60_000).toISOString();
  return { count, lockedUntil: until, locksNow: true };
}
