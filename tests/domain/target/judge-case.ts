import { type PlainDate, plainDate } from '#app/domain/calendar/plain-date.ts';
import { judge } from '#app/domain/target/judge.ts';
import { DEFAULT_JUDGING, type Judging, type PlanContent, type Target } from '#app/domain/target/plan.ts';
import type { Judgement, SeriesPoint } from '#app/domain/target/standing.ts';
import { words } from '#app/domain/words.ts';

export const FROM = plainDate('2023-01-01');
export const DEADLINE = plainDate('2023-12-31');
export const day = plainDate;

/** A target of 100 by the end of 2023, with what a test says otherwise. */
export function aTarget(more: Partial<Target> = {}): Target {
  return {
    id: 'T1',
    part: 'p',
    clause: '第1条',
    indicator: words('示例指标', 'sample indicator'),
    comparator: 'at_least',
    value: 100,
    unit: words('家', 'enterprises'),
    direction: 'up',
    counting: 'cumulative',
    isAspiration: false,
    deadline: DEADLINE,
    measure: 'count',
    entryName: words('企业', 'enterprise'),
    headline: 'records',
    platform: null,
    canSplit: true,
    summary: words('摘要', 'summary'),
    note: null,
    ...more,
  };
}

/** A plan of the year 2023 in Shandong. */
export function aPlan(more: Partial<PlanContent> = {}): PlanContent {
  return {
    key: 'sample',
    title: words('示例计划', 'Sample plan'),
    number: '',
    issuer: words('示例机关', 'Sample authority'),
    issuedOn: null,
    region: '370000',
    programme: null,
    from: FROM,
    until: DEADLINE,
    source: words('示例', 'sample'),
    defects: [],
    parts: [{ id: 'p', title: words('部分', 'part') }],
    targets: [aTarget()],
    deliverables: [],
    context: [],
    ...more,
  };
}

/** Points written as day and value. */
export function points(...pairs: readonly (readonly [string, number])[]): SeriesPoint[] {
  return pairs.map(([on, value]) => ({ on: plainDate(on), value }));
}

/** Judges a series; the plan begins with 2023. */
export function judged(
  target: Target,
  series: readonly SeriesPoint[],
  asAt: string,
  more: { judging?: Partial<Judging>; from?: PlainDate; isDayOver?: boolean } = {},
): Judgement {
  const judging = { ...DEFAULT_JUDGING, ...more.judging };
  return judge(target, series, plainDate(asAt), judging, more.from ?? FROM, more.isDayOver);
}

/** The text of a step of the working, by its Chinese label. */
export function stepText(judgement: Judgement, label: string): string | undefined {
  return judgement.working.find((step) => step.label.zh === label)?.text.zh;
}
