import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  addDays,
  compareDates,
  dateOfEpochDay,
  daysBetween,
  epochDayOf,
  formatDateEn,
  formatDateZh,
  isPlainDate,
  partsOf,
  plainDate,
  plainDateInShanghai,
  weekdayOf,
  yearOf,
} from '#app/domain/calendar/plain-date.ts';
import { PlainDateSchema } from '#app/domain/calendar/plain-date-schema.ts';

const zoneBefore = process.env['TZ'];

afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

describe('what is a plain date', () => {
  it.each(['2026-11-22', '2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(isPlainDate(text)).toBe(true);
    expect(plainDate(text)).toBe(text);
    expect(PlainDateSchema.parse(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-2',
    '2026/01/02',
    '0999-01-01',
    '2026-11-22T00:00:00Z',
    ' 2026-11-22',
    '2026-11-22\n',
    '２０２６-11-22',
    '',
  ])('refuses %j', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => plainDate(text)).toThrow(RangeError);
    expect(PlainDateSchema.safeParse(text).success).toBe(false);
  });

  it('refuses what is not text', () => {
    expect(isPlainDate(20261122)).toBe(false);
    expect(isPlainDate(null)).toBe(false);
    expect(isPlainDate(new Date('2026-11-22'))).toBe(false);
  });

  it('says in Chinese what is wrong', () => {
    const message = (input: unknown) => PlainDateSchema.safeParse(input).error?.issues.map((i) => i.message);
    expect(message(undefined)).toEqual(['缺少日期']);
    expect(message(3)).toEqual(['日期应为 YYYY-MM-DD 格式的文字']);
    expect(message('2026-02-30')).toEqual(['不是有效日期，请按 YYYY-MM-DD 填写，例如 2026-11-22']);
  });
});

describe('arithmetic', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-11-22', 0, '2026-11-22'],
    ['2023-01-01', 1461, '2027-01-01'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(plainDate(from), days)).toBe(to);
    expect(daysBetween(plainDate(from), plainDate(to))).toBe(days);
  });

  it('throws beyond the range and for a fraction', () => {
    expect(() => addDays(plainDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(plainDate('1000-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(plainDate('2026-11-22'), 0.5)).toThrow(RangeError);
    expect(() => dateOfEpochDay(Number.NaN)).toThrow(RangeError);
    expect(() => dateOfEpochDay(1e12)).toThrow(RangeError);
  });

  it.each([
    ['2026-11-22', 7],
    ['2026-11-23', 1],
    ['1970-01-01', 4],
    ['1969-12-31', 3],
    ['1000-01-01', 3],
  ])('%s is weekday %i', (date, weekday) => {
    expect(weekdayOf(plainDate(date))).toBe(weekday);
  });

  it('orders, and takes apart', () => {
    const dates = ['2026-11-22', '2023-01-01', '2026-02-03', '2026-11-22'].map(plainDate);
    expect([...dates].sort(compareDates)).toEqual(['2023-01-01', '2026-02-03', '2026-11-22', '2026-11-22']);
    expect(yearOf(plainDate('2026-02-03'))).toBe(2026);
    expect(partsOf(plainDate('2026-02-03'))).toEqual({ year: 2026, month: 2, day: 3 });
  });

  it('counts days both ways and walks the week without a gap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300_000, max: 2_900_000 }),
        fc.integer({ min: -4000, max: 4000 }),
        (n, d) => {
          const date = dateOfEpochDay(n);
          const other = addDays(date, d);
          expect(epochDayOf(date)).toBe(n);
          expect(daysBetween(date, other)).toBe(d);
          expect(addDays(other, -d)).toBe(date);
          expect(Math.sign(compareDates(date, other))).toBe(-Math.sign(d) + 0);
          expect(weekdayOf(addDays(date, 1))).toBe((weekdayOf(date) % 7) + 1);
        },
      ),
    );
  });
});

describe('the day in Shanghai', () => {
  it.each([
    ['2026-11-22T15:59:59.999Z', '2026-11-22'],
    ['2026-11-22T16:00:00Z', '2026-11-23'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2026-11-22T00:30:00+08:00', '2026-11-22'],
    ['2026-11-21T16:30:00-07:00', '2026-11-22'],
    ['2026-11-22T16:00Z', '2026-11-23'],
  ])('%s is %s', (instant, date) => {
    expect(plainDateInShanghai(instant)).toBe(date);
  });

  it.each(['2026-11-22', '2026-11-22T16:00:00', '2026-02-30T00:00:00Z', '2026-11-22T25:00:00Z', 'now'])(
    'refuses %s',
    (instant) => {
      expect(() => plainDateInShanghai(instant)).toThrow(RangeError);
    },
  );
});

describe('for readers', () => {
  it('writes the long forms', () => {
    expect(formatDateZh(plainDate('2026-11-22'))).toBe('2026年11月22日（周日）');
    expect(formatDateZh(plainDate('2027-01-05'))).toBe('2027年1月5日（周二）');
    expect(formatDateEn(plainDate('2026-11-22'))).toBe('Sun, 22 Nov 2026');
    expect(formatDateEn(plainDate('2027-01-05'))).toBe('Tue, 5 Jan 2027');
  });
});

describe('the machine’s zone', () => {
  it.each([
    ['Asia/Shanghai', -480],
    ['America/Los_Angeles', 480],
    ['Pacific/Kiritimati', -840],
    ['Pacific/Pago_Pago', 660],
  ])('changes nothing: %s', (zone, offset) => {
    process.env['TZ'] = zone;
    // Shows that the zone really took effect.
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset);
    expect(addDays(plainDate('2026-03-08'), 1)).toBe('2026-03-09');
    expect(addDays(plainDate('2026-11-01'), 1)).toBe('2026-11-02');
    expect(daysBetween(plainDate('2026-01-01'), plainDate('2026-12-31'))).toBe(364);
    expect(weekdayOf(plainDate('2026-11-22'))).toBe(7);
    expect(plainDateInShanghai('2026-11-22T16:00:00Z')).toBe('2026-11-23');
    expect(formatDateZh(plainDate('2026-11-22'))).toBe('2026年11月22日（周日）');
  });
});
