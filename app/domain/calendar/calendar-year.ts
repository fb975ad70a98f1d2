import { z } from 'zod';
import { locateJson } from './json-location.ts';
import { addDays, compareDates, daysBetween, weekdayOf, yearOf } from './plain-date.ts';
import { PlainDateSchema } from './plain-date-schema.ts';
import type { PlainDate } from './plain-date.ts';
import type { StatutoryRule } from './statutory.ts';
import { statutoryDaysIn } from './statutory.ts';

const text = (label: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `缺少${label}` : `${label}应为文字`) })
    .trim()
    .min(1, { error: `${label}不能为空` });

const list = <T extends z.ZodType>(item: T, label: string) =>
  z.array(item, { error: (issue) => (issue.input === undefined ? `缺少${label}` : `${label}应为列表`) });

const record = <T extends z.ZodRawShape>(shape: T, label: string) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `未知字段：${issue.keys.join('、')}`;
      return issue.input === undefined ? `缺少${label}` : `${label}应为对象`;
    },
  });

/** A span of days without work, both ends included. */
const RestSpanSchema = record(
  { from: PlainDateSchema, to: PlainDateSchema, name: text('节日名称') },
  '放假区间',
);
export type RestSpan = z.infer<typeof RestSpanSchema>;

/** A weekend day on which one works, and the holiday that it makes up for. */
const MakeUpDaySchema = record({ on: PlainDateSchema, name: text('节日名称') }, '调休上班日');

/**
 * One year of the State Council's holiday notice (国务院办公厅关于部分节假日安排的通知), as a file or a stored row.
 * `rest` are the spans without work, both ends included; 元旦 may begin in the December before. `work` are the
 * weekend days on which one works instead (调休上班), each with the holiday it belongs to.
 */
export const CalendarYearSchema = record(
  {
    year: z
      .int({ error: (issue) => (issue.input === undefined ? '缺少年份' : '年份应为四位整数') })
      .min(1000, { error: '年份应为四位整数' })
      .max(9999, { error: '年份应为四位整数' }),
    title: text('通知标题'),
    notice: record(
      {
        number: text('通知文号').nullable(),
        issuedOn: PlainDateSchema,
      },
      '通知（notice）',
    ),
    source: text('来源'),
    confidence: z.enum(['C', 'C-w', 'L', 'U'], { error: '可信度应为 C、C-w、L 或 U' }),
    note: text('备注').optional(),
    rest: list(RestSpanSchema, '放假区间').min(1, { error: '至少要有一段放假区间' }),
    work: list(MakeUpDaySchema, '调休上班日'),
  },
  '日历文件',
);
export type CalendarYear = z.infer<typeof CalendarYearSchema>;

/** What is wrong and where: `path` is like `rest[2].to`, or 文件; the line (from 1) is known for the text of a file. */
export type CalendarProblem = { path: string; message: string; line?: number };

const WHOLE_FILE = '文件';

export type CalendarYearResult =
  { ok: true; year: CalendarYear } | { ok: false; problems: CalendarProblem[] };

/** The longest span of 2023 to 2026 has 9 days: one beyond this is taken for a slip of the pen. */
const LONGEST_SPAN_DAYS = 15;

/** A year's file has about 2,000 characters. */
const LONGEST_FILE = 65_536;

/**
 * Reads one year's file. All problems of one stage (form, then sense) come together, in Chinese. With `statutory`, each
 * holiday that the law fixes for that year must lie in a rest span, so that a file cut short is refused.
 */
export function parseCalendarYear(input: unknown, statutory?: StatutoryRule): CalendarYearResult {
  const parsed = CalendarYearSchema.safeParse(input);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        path: pathText(issue.path),
        message: issue.message,
      })),
    };
  }
  const year = parsed.data;
  const problems = [
    ...noticeProblems(year),
    ...spanProblems(year),
    ...overlapProblems(year),
    ...makeUpProblems(year),
    ...(statutory ? statutoryProblems(year, statutory) : []),
  ];
  return problems.length === 0 ? { ok: true, year } : { ok: false, problems };
}

/**
 * As `parseCalendarYear`, from the text of a JSON file: each problem also names its line, as does broken JSON, and a
 * key written twice is refused.
 */
export function parseCalendarYearText(json: string, statutory?: StatutoryRule): CalendarYearResult {
  // Editors on Windows put a byte order mark first, which JSON does not allow.
  const text = json.replace(/^\uFEFF/, '');
  if (text.length > LONGEST_FILE) {
    return {
      ok: false,
      problems: [{ path: WHOLE_FILE, message: `文件超过 ${LONGEST_FILE} 个字符，不是日历文件` }],
    };
  }
  const { lines, duplicates, brokenLine } = locateJson(text);
  if (brokenLine !== undefined) {
    return { ok: false, problems: [{ path: WHOLE_FILE, line: brokenLine, message: '此处不符合 JSON 语法' }] };
  }
  if (duplicates.length > 0) {
    return { ok: false, problems: duplicates.map((at) => ({ ...at, message: '字段重复' })) };
  }
  const result = parseCalendarYear(JSON.parse(text), statutory);
  if (result.ok) return result;
  return {
    ok: false,
    problems: result.problems.map((problem) => ({ ...problem, line: lineOf(problem.path, lines) })),
  };
}

/** Each day of a span, in order. */
export function daysOfSpan(span: RestSpan): PlainDate[] {
  const length = daysBetween(span.from, span.to) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(span.from, index));
}

/** A field that is missing has no line of its own: its parent's is told. */
function lineOf(path: string, lines: ReadonlyMap<string, number>): number {
  const line = lines.get(path);
  if (line !== undefined) return line;
  const parent = path.replace(/(?:^|\.)[^.[]*$|\[\d+\]$/, '');
  return parent === path ? 1 : lineOf(parent, lines);
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return WHOLE_FILE;
  return path.reduce<string>((joined, key) => {
    if (typeof key === 'number') return `${joined}[${key}]`;
    return joined === '' ? String(key) : `${joined}.${String(key)}`;
  }, '');
}

function noticeProblems(year: CalendarYear): CalendarProblem[] {
  if (year.notice.number !== null || year.note !== undefined) return [];
  return [{ path: 'note', message: '通知文号为空时，须在备注中说明原因' }];
}

function spanProblems({ year, rest }: CalendarYear): CalendarProblem[] {
  return rest.flatMap((span, index) => {
    const problems: CalendarProblem[] = [];
    const at = `rest[${index}]`;
    if (compareDates(span.from, span.to) > 0) {
      return [{ path: `${at}.to`, message: `结束日 ${span.to} 早于开始日 ${span.from}` }];
    }
    if (yearOf(span.to) !== year) {
      problems.push({ path: `${at}.to`, message: `${span.to} 不在 ${year} 年内` });
    }
    if (!belongsTo(year, span.from)) {
      problems.push({
        path: `${at}.from`,
        message: `${span.from} 不在 ${year} 年内（元旦假期可自上一年 12 月起）`,
      });
    }
    const length = daysBetween(span.from, span.to) + 1;
    if (length > LONGEST_SPAN_DAYS) {
      problems.push({
        path: at,
        message: `${span.name}假期长达 ${length} 天，超过 ${LONGEST_SPAN_DAYS} 天，请核对`,
      });
    }
    return problems;
  });
}

function overlapProblems({ rest }: CalendarYear): CalendarProblem[] {
  return rest.flatMap((span, index) =>
    rest.slice(0, index).flatMap((earlier, earlierIndex) =>
      contains(earlier, span.from) || contains(span, earlier.from)
        ? [
            {
              path: `rest[${index}]`,
              message: `${span.from} 至 ${span.to} 与 rest[${earlierIndex}]（${earlier.from} 至 ${earlier.to}）重叠`,
            },
          ]
        : [],
    ),
  );
}

function makeUpProblems({ year, rest, work }: CalendarYear): CalendarProblem[] {
  return work.flatMap((day, index) => {
    const problems: CalendarProblem[] = [];
    const path = `work[${index}].on`;
    if (!belongsTo(year, day.on)) problems.push({ path, message: `${day.on} 不在 ${year} 年内` });
    if (weekdayOf(day.on) < 6) problems.push({ path, message: `${day.on} 不是周六或周日，无须调休上班` });
    const first = work.findIndex((other) => other.on === day.on);
    if (first < index) problems.push({ path, message: `${day.on} 与 work[${first}] 重复` });
    const span = rest.findIndex((candidate) => contains(candidate, day.on));
    if (span >= 0) problems.push({ path, message: `${day.on} 同时列在放假区间 rest[${span}] 中` });
    if (!rest.some((candidate) => candidate.name === day.name)) {
      problems.push({ path: `work[${index}].name`, message: `放假区间中没有“${day.name}”` });
    }
    return problems;
  });
}

function statutoryProblems({ year, rest }: CalendarYear, rule: StatutoryRule): CalendarProblem[] {
  return statutoryDaysIn(rule, year)
    .filter((day) => !rest.some((span) => contains(span, day.on)))
    .map((day) => ({ path: 'rest', message: `法定节假日 ${day.on}（${day.name}）不在任何放假区间中` }));
}

function contains(span: RestSpan, date: PlainDate): boolean {
  return compareDates(span.from, date) <= 0 && compareDates(date, span.to) <= 0;
}

/** A notice arranges its own year and, around 元旦, the December before. */
function belongsTo(year: number, date: PlainDate): boolean {
  return yearOf(date) === year || date.startsWith(`${year - 1}-12-`);
}
