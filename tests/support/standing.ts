import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { words } from '#app/domain/words.ts';
import { buildStanding, type PlanNumbers } from '#app/domain/target/build-standing.ts';
import { DEFAULT_JUDGING, type PlanContent, type Target } from '#app/domain/target/plan.ts';
import type { PlanStanding } from '#app/domain/target/standing.ts';

/** A target of a sample plan: 100 家 by the end of 2023, counted from entries, unless told otherwise. */
export function sampleTarget(id: string, more: Partial<Target> = {}): Target {
  return {
    id,
    part: 'one',
    clause: '第1条',
    indicator: words(`指标${id}`, `Target ${id}`),
    comparator: 'at_least',
    value: 100,
    unit: words('家', 'enterprises'),
    direction: 'up',
    counting: 'cumulative',
    isAspiration: false,
    deadline: plainDate('2023-12-31'),
    measure: 'count',
    entryName: words('企业', 'Enterprise'),
    headline: 'records',
    platform: null,
    canSplit: true,
    summary: words('示例数据：概要', 'Sample data: summary'),
    note: null,
    ...more,
  };
}

/** A sample plan of Shandong for 2023, in two parts. */
export function samplePlan(targets: readonly Target[], more: Partial<PlanContent> = {}): PlanContent {
  return {
    key: 'sample-2023',
    title: words('示例计划', 'Sample plan'),
    number: '示例〔2023〕1号',
    issuer: words('示例机关', 'Sample authority'),
    issuedOn: plainDate('2023-01-10'),
    region: '370000',
    programme: 'sd-big-data',
    from: plainDate('2023-01-01'),
    until: plainDate('2023-12-31'),
    source: words('示例数据', 'Sample data'),
    defects: [],
    parts: [
      { id: 'one', title: words('第一部分', 'Part one') },
      { id: 'two', title: words('第二部分', 'Part two') },
    ],
    targets,
    deliverables: [],
    context: [],
    ...more,
  };
}

/** Entries of a target: how many came in which region on which day. */
export type Came = readonly [targetId: string, regionCode: string, on: string, items: number];

/** Where a sample plan stands, with nothing but entries. */
export function sampleStanding(
  content: PlanContent,
  asAt: string,
  came: readonly Came[] = [],
  more: Partial<PlanNumbers> = {},
  today = '2026-11-23',
): PlanStanding {
  const records = came.map(([targetId, regionCode, on, items]) => ({
    targetId,
    regionCode,
    on: plainDate(on),
    items,
    amount: items,
  }));
  const numbers = { records, reported: [], platform: [], splits: [], sources: new Map(), ...more };
  return buildStanding({ content, judging: DEFAULT_JUDGING }, numbers, plainDate(asAt), plainDate(today));
}
