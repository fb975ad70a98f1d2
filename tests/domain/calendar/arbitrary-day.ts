import fc from 'fast-check';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';

/** A day of 2023 to 2027: four published years and one that is not. */
export const arbitraryDay: fc.Arbitrary<PlainDate> = fc
  .integer({ min: 0, max: 1825 })
  .map((days) => addDays(plainDate('2023-01-01'), days));

/** How many working days a period has, short ones more often. */
export const arbitraryCount: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 15 }),
  fc.integer({ min: 1, max: 366 }),
);
