import { describe, expect, it } from 'vitest';
import { buildCalendar, dayKind } from '#app/domain/calendar/calendar.ts';
import type { DayKind } from '#app/domain/calendar/calendar.ts';
import type { CalendarYear } from '#app/domain/calendar/calendar-year.ts';
import { dayReasonWords } from '#app/domain/calendar/day-reason.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { seedCalendar, seedCalendarYears, statutoryRule } from '#seeds/calendar/index.ts';

const yearsWith = (change: (entry: CalendarYear) => CalendarYear) => seedCalendarYears.map(change);

describe('the kind of a day', () => {
  it.each<[string, DayKind]>([
    ['2026-11-20', { working: true, reason: { code: 'weekday' }, official: true }],
    ['2026-11-22', { working: false, reason: { code: 'weekend' }, official: true }],
    ['2026-02-23', { working: false, reason: { code: 'holiday', name: '春节' }, official: true }],
    ['2026-02-21', { working: false, reason: { code: 'holiday', name: '春节' }, official: true }],
    ['2026-02-28', { working: true, reason: { code: 'make-up', name: '春节' }, official: true }],
    ['2024-02-09', { working: true, reason: { code: 'weekday' }, official: true }],
    ['2022-12-31', { working: false, reason: { code: 'holiday', name: '元旦' }, official: true }],
    ['2022-12-30', { working: true, reason: { code: 'weekday' }, official: false }],
    ['2027-01-01', { working: false, reason: { code: 'statutory', name: '元旦' }, official: false }],
    ['2027-02-06', { working: false, reason: { code: 'statutory', name: '春节' }, official: false }],
    ['2027-02-09', { working: true, reason: { code: 'weekday' }, official: false }],
    ['2027-01-02', { working: false, reason: { code: 'weekend' }, official: false }],
  ])('%s', (date, kind) => {
    expect(dayKind(seedCalendar, plainDate(date))).toEqual(kind);
  });

  it('has words in both tongues', () => {
    const words = (date: string) => dayReasonWords(dayKind(seedCalendar, plainDate(date)).reason);
    expect(words('2026-11-20')).toEqual({ zh: '工作日', en: 'working day' });
    expect(words('2026-11-22')).toEqual({ zh: '周末', en: 'weekend' });
    expect(words('2026-02-23')).toEqual({ zh: '春节放假', en: 'Spring Festival holiday' });
    expect(words('2023-10-07')).toEqual({
      zh: '中秋节、国庆节调休上班',
      en: 'make-up working day for Mid-autumn Festival and National Day',
    });
    expect(words('2027-01-01')).toEqual({
      zh: '元旦（法定节假日）',
      en: "New Year's Day (statutory holiday)",
    });
  });
});

describe('the calendar', () => {
  it('knows how far it goes', () => {
    expect(seedCalendar.officialYears).toEqual([2023, 2024, 2025, 2026]);
    expect(seedCalendar.officialThrough).toBe(2026);
  });

  it('survives JSON, so that a page may receive it', () => {
    expect(JSON.parse(JSON.stringify(seedCalendar))).toEqual(seedCalendar);
  });

  it('refuses no year and a year given twice', () => {
    expect(() => buildCalendar([], statutoryRule)).toThrow(RangeError);
    expect(() => buildCalendar([...seedCalendarYears, ...seedCalendarYears], statutoryRule)).toThrow('2023');
  });

  it('lets the later notice decide a December day of the year before', () => {
    // Made-up data (示例): a 2027 notice that makes Sunday 2026-12-27 a working day.
    const [, , , y2026] = seedCalendarYears;
    if (!y2026) throw new Error('the seeds hold 2026');
    const y2027: CalendarYear = {
      ...y2026,
      year: 2027,
      source: '示例数据',
      rest: [{ from: plainDate('2026-12-31'), to: plainDate('2027-01-01'), name: '元旦' }],
      work: [{ on: plainDate('2026-12-27'), name: '元旦' }],
    };
    const calendar = buildCalendar([y2027, y2026], statutoryRule);
    expect(dayKind(calendar, plainDate('2026-12-27')).working).toBe(true);
    expect(dayKind(calendar, plainDate('2026-12-31')).working).toBe(false);
  });
});

describe('the version', () => {
  it('is stable for the files of a fresh install', () => {
    expect(seedCalendar.version).toMatch(/^cn-2023\.\.2026#[0-9a-f]{8}$/);
    expect(buildCalendar([...seedCalendarYears].reverse(), statutoryRule).version).toBe(seedCalendar.version);
  });

  it('stays when only a source note is mended', () => {
    const mended = yearsWith((entry) => ({ ...entry, source: '改过的来源' }));
    expect(buildCalendar(mended, statutoryRule).version).toBe(seedCalendar.version);
  });

  it('changes with any day, and with the statutory days', () => {
    const fewer = yearsWith((entry) => ({ ...entry, work: entry.work.slice(1) }));
    const versions = [
      seedCalendar.version,
      buildCalendar(fewer, statutoryRule).version,
      buildCalendar(seedCalendarYears, { ...statutoryRule, dated: [] }).version,
      buildCalendar(seedCalendarYears.slice(1), statutoryRule).version,
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('shows a gap', () => {
    const gap = seedCalendarYears.filter((entry) => entry.year !== 2024);
    expect(buildCalendar(gap, statutoryRule).version).toMatch(/^cn-2023,2025\.\.2026#/);
  });
});
