import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { dayKind } from '#app/domain/calendar/calendar.ts';
import { addDays, compareDates, plainDate } from '#app/domain/calendar/plain-date.ts';
import { statutoryDaysIn } from '#app/domain/calendar/statutory.ts';
import { seedCalendar, seedCalendarYears, statutoryRule } from '#seeds/calendar/index.ts';

const { getLunarDate, getSolarTermDate, isWorkday } = chineseDays;

describe('the seeded years', () => {
  it('name their notices', () => {
    expect(seedCalendarYears.map(({ year, notice }) => [year, notice.number, notice.issuedOn])).toEqual([
      [2023, '国办发明电〔2022〕16号', '2022-12-08'],
      [2024, '国办发明电〔2023〕7号', '2023-10-25'],
      [2025, '国办发明电〔2024〕12号', '2024-11-12'],
      [2026, null, '2025-11-04'],
    ]);
    expect(seedCalendarYears.at(-1)?.note).toContain('文号未见到');
  });

  it('have the make-up days of the notices', () => {
    const work = Object.fromEntries(
      seedCalendarYears.map(({ year, work }) => [year, work.map(({ on }) => on)]),
    );
    expect(work).toEqual({
      2023: [
        '2023-01-28',
        '2023-01-29',
        '2023-04-23',
        '2023-05-06',
        '2023-06-25',
        '2023-10-07',
        '2023-10-08',
      ],
      2024: [
        '2024-02-04',
        '2024-02-18',
        '2024-04-07',
        '2024-04-28',
        '2024-05-11',
        '2024-09-14',
        '2024-09-29',
        '2024-10-12',
      ],
      2025: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
      2026: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    });
  });

  it('agree with the chinese-days package on every day of 2023 to 2026', () => {
    const last = plainDate('2026-12-31');
    const differences: string[] = [];
    let days = 0;
    for (let on = plainDate('2023-01-01'); compareDates(on, last) <= 0; on = addDays(on, 1)) {
      days += 1;
      if (dayKind(seedCalendar, on).working !== isWorkday(on)) differences.push(on);
    }
    expect(days).toBe(1461);
    expect(differences).toEqual([]);
  });
});

describe('the statutory days of 2027', () => {
  it('are the lunar days and the solar term that chinese-days computes', () => {
    const lunar = (on: string) => {
      const { lunarMon, lunarDay } = getLunarDate(on);
      return [lunarMon, lunarDay];
    };
    expect(lunar('2027-02-06')).toEqual([1, 1]);
    expect(lunar('2027-02-08')).toEqual([1, 3]);
    expect(lunar('2027-06-09')).toEqual([5, 5]);
    expect(lunar('2027-09-15')).toEqual([8, 15]);
    expect(getSolarTermDate(2027, 4, 'pure_brightness')).toBe('2027-04-05');
    expect(statutoryDaysIn(statutoryRule, 2027)).toHaveLength(13);
  });

  it('rest in the product although the package works on 1 January', () => {
    expect(isWorkday('2027-01-01')).toBe(true);
    expect(dayKind(seedCalendar, plainDate('2027-01-01')).working).toBe(false);
  });
});
