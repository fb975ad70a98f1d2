import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCalendar, dayKind } from '#app/domain/calendar/calendar.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { parseCalendarYear } from '#app/domain/calendar/calendar-year.ts';
import { addDays, compareDates, daysBetween, plainDate } from '#app/domain/calendar/plain-date.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  subtractWorkingDays,
  WorkingDayCountSchema,
  workingDaysBetween,
} from '#app/domain/calendar/working-day.ts';
import { seedCalendar, seedCalendarYears, statutoryRule } from '#seeds/calendar/index.ts';
import { arbitraryCount, arbitraryDay } from './arbitrary-day.ts';

const zoneBefore = process.env['TZ'];

afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

/** Worked by hand from the notices: event, and the ends of 3, 5 and 10 working days. */
const table: [string, string, string, string][] = [
  ['2023-06-13', '2023-06-16', '2023-06-20', '2023-06-28'],
  ['2023-09-28', '2023-10-09', '2023-10-11', '2023-10-18'],
  ['2024-04-30', '2024-05-08', '2024-05-10', '2024-05-16'],
  ['2025-01-24', '2025-02-05', '2025-02-07', '2025-02-13'],
  ['2026-01-02', '2026-01-06', '2026-01-08', '2026-01-15'],
  ['2026-02-13', '2026-02-25', '2026-02-27', '2026-03-05'],
  ['2026-05-01', '2026-05-08', '2026-05-11', '2026-05-18'],
  ['2026-09-18', '2026-09-22', '2026-09-24', '2026-10-09'],
  ['2026-09-30', '2026-10-10', '2026-10-13', '2026-10-20'],
  ['2026-11-20', '2026-11-25', '2026-11-27', '2026-12-04'],
  ['2026-11-22', '2026-11-25', '2026-11-27', '2026-12-04'],
];

describe('adding working days', () => {
  it.each(table)('%s gives %s, %s, %s', (from, three, five, ten) => {
    for (const [n, dueOn] of [
      [3, three],
      [5, five],
      [10, ten],
    ] as const) {
      const result = addWorkingDays(plainDate(from), n, seedCalendar);
      expect(result.dueOn).toBe(dueOn);
      expect(result.provisional).toBe(false);
    }
  });

  it('explains itself', () => {
    const result = addWorkingDays(plainDate('2026-09-30'), 5, seedCalendar);
    expect(result.from).toBe('2026-09-30');
    expect(result.calendar).toBe(seedCalendar.version);
    expect(result.counted.map(({ on, ordinal, reason }) => [on, ordinal, reason.code])).toEqual([
      ['2026-10-08', 1, 'weekday'],
      ['2026-10-09', 2, 'weekday'],
      ['2026-10-10', 3, 'make-up'],
      ['2026-10-12', 4, 'weekday'],
      ['2026-10-13', 5, 'weekday'],
    ]);
    expect(result.skipped.at(0)).toEqual({
      on: '2026-10-01',
      why: { code: 'holiday', name: '国庆节' },
      official: true,
    });
    expect(result.skipped.at(-1)).toEqual({ on: '2026-10-11', why: { code: 'weekend' }, official: true });
    expect(result.skipped).toHaveLength(8);
  });

  it.each([0, -1, 367, 1.5, Number.NaN])('throws for %d working days', (n) => {
    expect(() => addWorkingDays(plainDate('2026-11-20'), n, seedCalendar)).toThrow(RangeError);
    expect(() => subtractWorkingDays(plainDate('2026-11-20'), n, seedCalendar)).toThrow(RangeError);
    const parsed = WorkingDayCountSchema.safeParse(n);
    expect(parsed.error?.issues.at(0)?.message).toBe('工作日数应为 1 至 366 的整数');
  });

  it('goes up to 366', () => {
    expect(addWorkingDays(plainDate('2023-01-01'), 366, seedCalendar).counted).toHaveLength(366);
  });
});

describe('working days in a year', () => {
  it.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i', (year, count) => {
    const from = plainDate(`${year - 1}-12-31`);
    const to = plainDate(`${year}-12-31`);
    expect(workingDaysBetween(from, to, seedCalendar)).toBe(count);
    const worked = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1));
    expect(worked.filter((day) => isWorkingDay(day, seedCalendar))).toHaveLength(count);
  });
});

describe('working days between two days', () => {
  it.each([
    ['2026-11-22', '2026-11-27', 5],
    ['2026-11-27', '2026-11-27', 0],
    ['2026-11-30', '2026-11-27', -1],
    ['2026-11-29', '2026-11-27', 0],
    ['2026-12-02', '2026-11-27', -3],
    ['2026-09-30', '2026-10-13', 5],
    ['9999-12-30', '9999-12-31', 1],
  ])('from %s to %s there are %i', (from, to, count) => {
    expect(workingDaysBetween(plainDate(from), plainDate(to), seedCalendar)).toBe(count);
  });

  it('is the same backwards, negative, and adds up', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryDay, arbitraryDay, (a, b, c) => {
        const between = (x: typeof a, y: typeof a) => workingDaysBetween(x, y, seedCalendar);
        expect(between(a, b) + between(b, a)).toBe(0);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  it('counts what addWorkingDays added', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (from, n) => {
        const { dueOn } = addWorkingDays(from, n, seedCalendar);
        expect(workingDaysBetween(from, dueOn, seedCalendar)).toBe(n);
      }),
    );
  });
});

describe('for any day and any period', () => {
  it('is never due on a rest day, nor on the event’s day', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (from, n) => {
        const { dueOn } = addWorkingDays(from, n, seedCalendar);
        expect(dayKind(seedCalendar, dueOn).working).toBe(true);
        expect(compareDates(from, dueOn)).toBeLessThan(0);
      }),
    );
  });

  it('is not due earlier when it starts later, and later when it is longer', () => {
    fc.assert(
      fc.property(
        arbitraryDay,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 365 }),
        (from, later, n) => {
          const due = addWorkingDays(from, n, seedCalendar).dueOn;
          const dueLater = addWorkingDays(addDays(from, later), n, seedCalendar).dueOn;
          expect(compareDates(due, dueLater)).toBeLessThanOrEqual(0);
          expect(nextWorkingDay(due, seedCalendar)).toBe(addWorkingDays(from, n + 1, seedCalendar).dueOn);
        },
      ),
    );
  });

  it('counts n days, and takes every day from the event to the end exactly once', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (from, n) => {
        const { dueOn, counted, skipped } = addWorkingDays(from, n, seedCalendar);
        expect(counted.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
        expect(counted.at(-1)?.on).toBe(dueOn);
        const taken = [...counted, ...skipped].map(({ on }) => on).sort(compareDates);
        const expected = Array.from({ length: daysBetween(from, dueOn) }, (_, i) => addDays(from, i + 1));
        expect(taken).toEqual(expected);
      }),
    );
  });
});

describe('the inverse', () => {
  it.each(table)('returns to %s', (from, three, five, ten) => {
    for (const [n, dueOn] of [
      [3, three],
      [5, five],
      [10, ten],
    ] as const) {
      const origin = subtractWorkingDays(plainDate(dueOn), n, seedCalendar);
      expect(origin.dueOn).toBe(dueOn);
      expect(compareDates(origin.earliestFrom, plainDate(from))).toBeLessThanOrEqual(0);
      expect(compareDates(plainDate(from), origin.latestFrom)).toBeLessThanOrEqual(0);
    }
  });

  it('gives the whole range of event days', () => {
    expect(subtractWorkingDays(plainDate('2026-11-27'), 5, seedCalendar)).toEqual({
      dueOn: '2026-11-27',
      earliestFrom: '2026-11-20',
      latestFrom: '2026-11-22',
      provisional: false,
      calendar: seedCalendar.version,
    });
    expect(subtractWorkingDays(plainDate('2026-10-08'), 1, seedCalendar)).toMatchObject({
      earliestFrom: '2026-09-30',
      latestFrom: '2026-10-07',
    });
  });

  it('takes the working day before a rest day', () => {
    expect(subtractWorkingDays(plainDate('2026-11-29'), 5, seedCalendar)).toEqual(
      subtractWorkingDays(plainDate('2026-11-27'), 5, seedCalendar),
    );
  });

  it('answers exactly the event days that give the due day', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (from, n) => {
        const { dueOn } = addWorkingDays(from, n, seedCalendar);
        const origin = subtractWorkingDays(dueOn, n, seedCalendar);
        expect(origin.dueOn).toBe(dueOn);
        expect(origin.earliestFrom <= from && from <= origin.latestFrom).toBe(true);
        const due = (day: typeof from) => addWorkingDays(day, n, seedCalendar).dueOn;
        expect(isWorkingDay(origin.earliestFrom, seedCalendar)).toBe(true);
        expect(due(origin.earliestFrom)).toBe(dueOn);
        expect(due(origin.latestFrom)).toBe(dueOn);
        expect(compareDates(due(addDays(origin.earliestFrom, -1)), dueOn)).toBeLessThan(0);
        expect(compareDates(due(addDays(origin.latestFrom, 1)), dueOn)).toBeGreaterThan(0);
      }),
    );
  });

  it('is the latest event day whose period ends on or before any asked day', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryDay, fc.integer({ min: 1, max: 30 }), (asked, from, n) => {
        const { latestFrom } = subtractWorkingDays(asked, n, seedCalendar);
        const endsInTime = compareDates(addWorkingDays(from, n, seedCalendar).dueOn, asked) <= 0;
        expect(compareDates(from, latestFrom) <= 0).toBe(endsInTime);
      }),
    );
  });

  it('is provisional as the forward count from its earliest day is', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (from, n) => {
        const { dueOn } = addWorkingDays(from, n, seedCalendar);
        const origin = subtractWorkingDays(dueOn, n, seedCalendar);
        const forward = addWorkingDays(origin.earliestFrom, n, seedCalendar);
        expect(origin.provisional).toBe(forward.provisional);
      }),
    );
  });
});

describe('past the last published year', () => {
  const from = plainDate('2026-12-28');

  it('is provisional from the first day beyond it', () => {
    const result = addWorkingDays(from, 5, seedCalendar);
    expect(result.dueOn).toBe('2027-01-05');
    expect(result.provisional).toBe(true);
    expect(result.skipped.map(({ on, why }) => [on, why.code])).toEqual([
      ['2027-01-01', 'statutory'],
      ['2027-01-02', 'weekend'],
      ['2027-01-03', 'weekend'],
    ]);
    const within = addWorkingDays(from, 3, seedCalendar);
    expect([within.dueOn, within.provisional]).toEqual(['2026-12-31', false]);
    expect(addWorkingDays(from, 10, seedCalendar).provisional).toBe(true);
    expect(subtractWorkingDays(plainDate('2027-01-05'), 5, seedCalendar)).toMatchObject({
      earliestFrom: '2026-12-28',
      provisional: true,
    });
  });

  it('is provisional exactly when it ends beyond 2026', () => {
    fc.assert(
      fc.property(arbitraryDay, arbitraryCount, (day, n) => {
        const { dueOn, provisional } = addWorkingDays(day, n, seedCalendar);
        expect(provisional).toBe(dueOn > '2026-12-31');
      }),
    );
  });

  it('is final once the notice is loaded, and moves only where the notice says so', () => {
    const moved = withExample2027([{ on: '2027-01-03', name: '元旦' }]);
    const kept = withExample2027([]);
    const [before, afterMove, afterKeep] = [seedCalendar, moved, kept].map((calendar) =>
      addWorkingDays(from, 5, calendar),
    );
    expect([before?.dueOn, before?.provisional]).toEqual(['2027-01-05', true]);
    expect([afterMove?.dueOn, afterMove?.provisional]).toEqual(['2027-01-04', false]);
    expect([afterKeep?.dueOn, afterKeep?.provisional]).toEqual(['2027-01-05', false]);
    expect(new Set([before, afterMove, afterKeep].map((result) => result?.calendar)).size).toBe(3);
  });
});

describe('the machine’s zone', () => {
  it.each([
    ['Asia/Shanghai', -480],
    ['America/Los_Angeles', 480],
    ['Pacific/Kiritimati', -840],
  ])('changes no due day: %s', (zone, offset) => {
    process.env['TZ'] = zone;
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset);
    for (const [from, three, five, ten] of table) {
      const due = [3, 5, 10].map((n) => addWorkingDays(plainDate(from), n, seedCalendar).dueOn);
      expect(due).toEqual([three, five, ten]);
    }
  });
});

/** The calendar with a made-up notice for 2027 (示例数据, no real arrangement). */
function withExample2027(work: { on: string; name: string }[]): Calendar {
  const result = parseCalendarYear(
    {
      year: 2027,
      title: '示例通知',
      notice: { number: '示例〔2026〕1号', issuedOn: '2026-11-30' },
      source: '示例数据',
      confidence: 'U',
      rest: [
        { from: '2027-01-01', to: work.length > 0 ? '2027-01-02' : '2027-01-03', name: '元旦' },
        { from: '2027-02-05', to: '2027-02-12', name: '春节' },
        { from: '2027-04-03', to: '2027-04-05', name: '清明节' },
        { from: '2027-05-01', to: '2027-05-05', name: '劳动节' },
        { from: '2027-06-09', to: '2027-06-09', name: '端午节' },
        { from: '2027-09-15', to: '2027-09-15', name: '中秋节' },
        { from: '2027-10-01', to: '2027-10-07', name: '国庆节' },
      ],
      work,
    },
    statutoryRule,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return buildCalendar([...seedCalendarYears, result.year], statutoryRule);
}
