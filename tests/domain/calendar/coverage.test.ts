import { describe, expect, it } from 'vitest';
import { missingYear } from '#app/domain/calendar/coverage.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';

describe('the year whose notice is missing', () => {
  it.each([
    [2026, '2026-09-30', null],
    [2026, '2026-10-01', 2027],
    [2027, '2026-10-01', null],
    [2026, '2027-03-01', 2027],
    [2025, '2026-11-22', 2026],
  ])('loaded through %i, on %s: %s', (officialThrough, today, expected) => {
    expect(missingYear({ officialThrough }, plainDate(today))).toBe(expected);
  });
});
