/** Chances that come again with the same seed. */
export interface Chance {
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  /** Whether it happens, once in so many times. */
  once(inTimes: number): boolean;
}

/** A row of chances from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole: Chance['whole'] = (from, to) => from + Math.floor(next() * (to - from + 1));
  return { whole, once: (inTimes) => whole(1, inTimes) === 1 };
}
