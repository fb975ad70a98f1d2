import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { isWorkingDay } from '#app/domain/calendar/working-day.ts';
import { reminderDue, reminderSchedule } from '#app/domain/filing/reminder.ts';
import { seedCalendar as calendar } from '#seeds/calendar/index.ts';

const dueOn = plainDate('2026-11-27');
const base = { dueOn, calendar, submitted: false };

describe('reminderSchedule', () => {
  it('is 3 and 1 working days before, on the day, the next working day, then weekly', () => {
    const schedule = reminderSchedule({ ...base, today: plainDate('2026-12-20') });
    expect(schedule.map(({ rule, on, sides }) => [rule, on, sides.join(' ')])).toEqual([
      ['due-in-3', '2026-11-24', 'enterprise'],
      ['due-in-1', '2026-11-26', 'enterprise'],
      ['due-today', '2026-11-27', 'enterprise'],
      ['overdue-first', '2026-11-30', 'enterprise regulator'],
      ['overdue-weekly', '2026-12-07', 'enterprise regulator'],
      ['overdue-weekly', '2026-12-14', 'enterprise regulator'],
    ]);
    expect(schedule[0]?.key).toBe('due-in-3@2026-11-24');
  });

  it('moves a weekly reminder off a rest day, and sends one where two fall together', () => {
    const holiday = reminderSchedule({
      ...base,
      dueOn: plainDate('2026-09-23'),
      today: plainDate('2026-10-09'),
    });
    expect(holiday.map(({ on }) => on)).toEqual([
      '2026-09-20',
      '2026-09-22',
      '2026-09-23',
      '2026-09-24',
      '2026-10-08',
    ]);
  });

  it('is empty once submitted, and leaves the regulator out of voluntary records', () => {
    const today = plainDate('2026-12-20');
    expect(reminderSchedule({ ...base, today, submitted: true })).toEqual([]);
    const sides = reminderSchedule({ ...base, today, voluntary: true }).flatMap((one) => one.sides);
    expect(new Set(sides)).toEqual(new Set(['enterprise']));
  });

  it('has unique keys, falls on working days, and only grows as days pass', () => {
    const day = fc.nat({ max: 900 }).map((days) => addDays(plainDate('2024-01-02'), days));
    fc.assert(
      fc.property(day, fc.nat({ max: 120 }), fc.nat({ max: 60 }), (due, first, more) => {
        fc.pre(isWorkingDay(due, calendar));
        const earlier = reminderSchedule({ ...base, dueOn: due, today: addDays(due, first - 10) });
        const later = reminderSchedule({ ...base, dueOn: due, today: addDays(due, first - 10 + more) });
        const keys = later.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(later.every(({ on }) => isWorkingDay(on, calendar))).toBe(true);
        expect(keys.slice(0, earlier.length)).toEqual(earlier.map(({ key }) => key));
      }),
      { numRuns: 50 },
    );
  });
});

describe('reminderDue', () => {
  it.each([
    ['2026-11-23', null],
    ['2026-11-24', 'due-in-3@2026-11-24'],
    ['2026-11-25', 'due-in-3@2026-11-24'],
    ['2026-11-27', 'due-today@2026-11-27'],
    ['2026-11-29', 'due-today@2026-11-27'],
    ['2026-12-10', 'overdue-weekly@2026-12-07'],
  ])('on %s is %s', (today, key) => {
    expect(reminderDue({ ...base, today: plainDate(today) })?.key ?? null).toBe(key);
  });
});
