import type { Moment } from '../domain/account/actor.ts';
import { plainDateInShanghai } from '../domain/calendar/plain-date.ts';

/** The one place that asks what time it is. */
export interface Clock {
  /** Now, as an instant and as the day in Asia/Shanghai. */
  moment(): Moment;
}

/** The machine's clock. */
export const machineClock: Clock = {
  moment() {
    const now = new Date().toISOString();
    return { now, today: plainDateInShanghai(now) };
  },
};

/** A clock that stands where it was set; for tests and for the demo's seeding. */
export function standingClock(now: string): Clock {
  return { moment: () => ({ now, today: plainDateInShanghai(now) }) };
}
