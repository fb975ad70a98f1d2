import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { statutoryDayOn, statutoryDaysIn } from '#app/domain/calendar/statutory.ts';
import { statutoryRule } from '#seeds/calendar/index.ts';

describe('the holidays that the law fixes', () => {
  it('are those of 2027', () => {
    expect(statutoryDaysIn(statutoryRule, 2027).map(({ on, name }) => `${on} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-05 春节',
      '2027-02-06 春节',
      '2027-02-07 春节',
      '2027-02-08 春节',
      '2027-04-05 清明节',
      '2027-05-01 劳动节',
      '2027-05-02 劳动节',
      '2027-06-09 端午节',
      '2027-09-15 中秋节',
      '2027-10-01 国庆节',
      '2027-10-02 国庆节',
      '2027-10-03 国庆节',
    ]);
  });

  it('are only the solar ones where the lunar are not listed', () => {
    expect(statutoryDaysIn(statutoryRule, 2028)).toHaveLength(6);
  });

  it('begin with the revision', () => {
    expect(statutoryDaysIn(statutoryRule, 2024)).toEqual([]);
    expect(statutoryDayOn(statutoryRule, plainDate('2024-05-02'))).toBeUndefined();
  });

  it('answer day by day as year by year', () => {
    expect(statutoryDayOn(statutoryRule, plainDate('2027-02-05'))).toEqual({
      on: '2027-02-05',
      name: '春节',
    });
    expect(statutoryDayOn(statutoryRule, plainDate('2031-10-03'))).toEqual({
      on: '2031-10-03',
      name: '国庆节',
    });
    expect(statutoryDayOn(statutoryRule, plainDate('2027-02-09'))).toBeUndefined();
  });
});
