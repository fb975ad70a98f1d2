import { describe, expect, it } from 'vitest';
import { monthGrid } from '#app/domain/calendar/month.ts';
import { plainDate, weekdayOf } from '#app/domain/calendar/plain-date.ts';
import { addWorkingDays } from '#app/domain/calendar/working-day.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';

describe('a month', () => {
  it('begins on a Monday and shows each of its days once', () => {
    for (let month = 1; month <= 12; month += 1) {
      const weeks = monthGrid(2026, month, seedCalendar);
      const days = weeks.flat();
      expect(weeks.every((week) => week.length === 7 && week[0] && weekdayOf(week[0].on) === 1)).toBe(true);
      expect(weeks.every((week) => week.some((day) => day.inMonth))).toBe(true);
      const inMonth = days.filter((day) => day.inMonth).map((day) => day.dayOfMonth);
      const length = new Date(Date.UTC(2026, month, 0)).getUTCDate();
      expect(inMonth).toEqual(Array.from({ length }, (_, index) => index + 1));
    }
  });

  it.each([
    [2026, 11, '2026-10-26', '2026-12-06', 6],
    [2027, 2, '2027-02-01', '2027-02-28', 4],
    [2026, 12, '2026-11-30', '2027-01-03', 5],
    [2027, 1, '2026-12-28', '2027-01-31', 5],
  ])('%i-%i runs from %s to %s in %i weeks', (year, month, first, last, count) => {
    const days = monthGrid(year, month, seedCalendar).flat();
    expect(days.at(0)?.on).toBe(first);
    expect(days.at(-1)?.on).toBe(last);
    expect(days).toHaveLength(count * 7);
  });

  it('numbers the counted days and gives each day its kind', () => {
    const { counted } = addWorkingDays(plainDate('2026-09-30'), 5, seedCalendar);
    const days = monthGrid(2026, 10, seedCalendar, counted).flat();
    const numbered = days.filter((day) => day.ordinal !== undefined).map((day) => [day.on, day.ordinal]);
    expect(numbered).toEqual([
      ['2026-10-08', 1],
      ['2026-10-09', 2],
      ['2026-10-10', 3],
      ['2026-10-12', 4],
      ['2026-10-13', 5],
    ]);
    expect(days.find((day) => day.on === '2026-10-10')).toEqual({
      on: '2026-10-10',
      dayOfMonth: 10,
      inMonth: true,
      working: true,
      reason: { code: 'make-up', name: '国庆节' },
      official: true,
      ordinal: 3,
    });
  });

  it('refuses a month that does not exist', () => {
    expect(() => monthGrid(2026, 13, seedCalendar)).toThrow(RangeError);
    expect(() => monthGrid(2026, 0, seedCalendar)).toThrow(RangeError);
  });
});
