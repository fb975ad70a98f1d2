import { describe, expect, it } from 'vitest';
import { daysOfSpan, parseCalendarYear, parseCalendarYearText } from '#app/domain/calendar/calendar-year.ts';
import type { CalendarProblem } from '#app/domain/calendar/calendar-year.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { statutoryRule } from '#seeds/calendar/index.ts';

/** A made-up year (示例), sound as it stands. */
const sound = {
  year: 2030,
  title: '示例通知',
  notice: { number: '示例〔2029〕1号', issuedOn: '2029-11-01' },
  source: '示例数据',
  confidence: 'U',
  rest: [
    { from: '2029-12-31', to: '2030-01-01', name: '元旦' },
    { from: '2030-05-01', to: '2030-05-05', name: '劳动节' },
    { from: '2030-10-01', to: '2030-10-07', name: '国庆节' },
  ],
  work: [
    { on: '2029-12-29', name: '元旦' },
    { on: '2030-04-27', name: '劳动节' },
    { on: '2030-10-12', name: '国庆节' },
  ],
};
const [newYear, labour, national] = sound.rest;

function problemsOf(change: Record<string, unknown>): CalendarProblem[] {
  const result = parseCalendarYear({ ...sound, ...change });
  return result.ok ? [] : result.problems;
}

describe('a sound year', () => {
  it('is read, with the days around 元旦 in the year before', () => {
    expect(parseCalendarYear(sound)).toEqual({ ok: true, year: sound });
    expect(parseCalendarYear(sound, statutoryRule).ok).toBe(true);
  });

  it('lists the days of a span', () => {
    expect(daysOfSpan({ from: plainDate('2029-12-30'), to: plainDate('2030-01-01'), name: '元旦' })).toEqual([
      '2029-12-30',
      '2029-12-31',
      '2030-01-01',
    ]);
  });
});

describe('a malformed year names the field and the reason', () => {
  it.each<[string, Record<string, unknown>, CalendarProblem]>([
    ['missing year', { year: undefined }, { path: 'year', message: '缺少年份' }],
    ['year as text', { year: '2030' }, { path: 'year', message: '年份应为四位整数' }],
    ['short year', { year: 30 }, { path: 'year', message: '年份应为四位整数' }],
    ['missing rest', { rest: undefined }, { path: 'rest', message: '缺少放假区间' }],
    ['rest not a list', { rest: {} }, { path: 'rest', message: '放假区间应为列表' }],
    ['empty title', { title: '  ' }, { path: 'title', message: '通知标题不能为空' }],
    ['unknown key', { holidays: [] }, { path: '文件', message: '未知字段：holidays' }],
    [
      'unknown key in a span',
      { rest: [{ ...newYear, days: 2 }, labour, national] },
      { path: 'rest[0]', message: '未知字段：days' },
    ],
    [
      'no such day',
      { rest: [newYear, { ...labour, to: '2030-02-30' }, national] },
      { path: 'rest[1].to', message: '不是有效日期，请按 YYYY-MM-DD 填写，例如 2026-11-22' },
    ],
    ['missing day', { work: [{ name: '劳动节' }] }, { path: 'work[0].on', message: '缺少日期' }],
    ['not an object', { work: ['2030-04-27'] }, { path: 'work[0]', message: '调休上班日应为对象' }],
    ['confidence', { confidence: 'sure' }, { path: 'confidence', message: '可信度应为 C、C-w、L 或 U' }],
    [
      'no number and no note',
      { notice: { number: null, issuedOn: '2029-11-01' } },
      { path: 'note', message: '通知文号为空时，须在备注中说明原因' },
    ],
    [
      'ends before it begins',
      { rest: [newYear, { ...labour, to: '2030-04-30' }, national] },
      { path: 'rest[1].to', message: '结束日 2030-04-30 早于开始日 2030-05-01' },
    ],
    [
      'begins outside the year',
      { rest: [{ ...newYear, from: '2029-11-30', to: '2029-12-05' }, newYear, labour, national] },
      { path: 'rest[0].from', message: '2029-11-30 不在 2030 年内（元旦假期可自上一年 12 月起）' },
    ],
    [
      'ends outside the year',
      { rest: [newYear, labour, national, { from: '2030-12-31', to: '2031-01-01', name: '元旦' }] },
      { path: 'rest[3].to', message: '2031-01-01 不在 2030 年内' },
    ],
    [
      'too long',
      { rest: [newYear, labour, { ...national, to: '2030-10-16' }], work: [] },
      { path: 'rest[2]', message: '国庆节假期长达 16 天，超过 15 天，请核对' },
    ],
    [
      'overlap',
      { rest: [newYear, labour, national, { from: '2030-10-07', to: '2030-10-08', name: '中秋节' }] },
      {
        path: 'rest[3]',
        message: '2030-10-07 至 2030-10-08 与 rest[2]（2030-10-01 至 2030-10-07）重叠',
      },
    ],
    [
      'overlap from before',
      { rest: [newYear, labour, national, { from: '2030-09-30', to: '2030-10-09', name: '中秋节' }] },
      {
        path: 'rest[3]',
        message: '2030-09-30 至 2030-10-09 与 rest[2]（2030-10-01 至 2030-10-07）重叠',
      },
    ],
    [
      'make-up on a weekday',
      { work: [{ on: '2030-04-26', name: '劳动节' }] },
      { path: 'work[0].on', message: '2030-04-26 不是周六或周日，无须调休上班' },
    ],
    [
      'make-up twice',
      { work: [sound.work[1], sound.work[1]] },
      { path: 'work[1].on', message: '2030-04-27 与 work[0] 重复' },
    ],
    [
      'make-up on a rest day',
      { work: [{ on: '2030-05-04', name: '劳动节' }] },
      { path: 'work[0].on', message: '2030-05-04 同时列在放假区间 rest[1] 中' },
    ],
    [
      'make-up outside the year',
      { work: [{ on: '2031-01-04', name: '元旦' }] },
      { path: 'work[0].on', message: '2031-01-04 不在 2030 年内' },
    ],
    [
      'make-up for an unknown holiday',
      { work: [{ on: '2030-04-27', name: '劳动结' }] },
      { path: 'work[0].name', message: '放假区间中没有“劳动结”' },
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsOf(change)).toContainEqual(problem);
  });

  it('tells everything at once', () => {
    expect(problemsOf({ title: 1, source: undefined, extra: 1 }).map(({ path }) => path)).toEqual([
      'title',
      'source',
      '文件',
    ]);
  });

  it('misses the holidays that the law fixes', () => {
    const result = parseCalendarYear(
      { ...sound, rest: [newYear, { ...labour, from: '2030-05-02' }, national] },
      statutoryRule,
    );
    expect(result).toEqual({
      ok: false,
      problems: [{ path: 'rest', message: '法定节假日 2030-05-01（劳动节）不在任何放假区间中' }],
    });
  });

  it.each([[null], [[]], ['text'], [7]])('is not a file at all: %j', (input) => {
    expect(parseCalendarYear(input)).toEqual({
      ok: false,
      problems: [{ path: '文件', message: '日历文件应为对象' }],
    });
  });
});

describe('the text of a file', () => {
  it('reads JSON, with or without a byte order mark', () => {
    expect(parseCalendarYearText(JSON.stringify(sound)).ok).toBe(true);
    expect(parseCalendarYearText(`\uFEFF${JSON.stringify(sound)}`).ok).toBe(true);
  });

  it('names the line where JSON breaks', () => {
    const result = parseCalendarYearText('{\n  "year": 2030,\n  "title": oops\n}');
    expect(result).toEqual({
      ok: false,
      problems: [{ path: '文件', line: 3, message: '此处不符合 JSON 语法' }],
    });
    expect(parseCalendarYearText('')).toMatchObject({ ok: false, problems: [{ line: 1 }] });
  });

  it('names the line of each wrong field, and of its parent when it is missing', () => {
    const lines = Object.entries(sound).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
    const fileWith = (work: string) => `{${lines.slice(0, -1).join(',\n')},\n"work": [\n${work}\n]}`;
    const places = (json: string) => {
      const result = parseCalendarYearText(json);
      return result.ok ? [] : result.problems.map(({ path, line }) => [path, line]);
    };
    // Six fields, a line each; then `work`, and its items from line 8.
    expect(places(fileWith('{"on": "2030-04-27", "name": "劳动节"},\n{"on": "2030-10-12"}'))).toEqual([
      ['work[1].name', 9],
    ]);
    expect(places(fileWith('{\n"on": "2030-04-26",\n"name": "劳动结"}'))).toEqual([
      ['work[0].on', 9],
      ['work[0].name', 10],
    ]);
  });

  it('refuses what is far too long to be a year', () => {
    expect(parseCalendarYearText(`{"title": "${'长'.repeat(70_000)}"}`)).toMatchObject({
      ok: false,
      problems: [{ path: '文件' }],
    });
  });

  it('refuses a key written twice', () => {
    const result = parseCalendarYearText('{"year": 2030,\n"year": 2031}');
    expect(result).toEqual({ ok: false, problems: [{ path: 'year', line: 2, message: '字段重复' }] });
  });
});
