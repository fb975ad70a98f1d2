import { type PlainDate, plainDate } from '#app/domain/calendar/plain-date.ts';
import { judge } from '#app/domain/target/judge.ts';
import { DEFAULT_JUDGING, type Judging, type Target } from '#app/domain/target/plan.ts';
import type { Judgement, SeriesPoint } from '#app/domain/target/standing.ts';
import { sampleTarget } from '#tests/support/standing.ts';

export const FROM = plainDate('2023-01-01');
export const day = plainDate;

/** A target of 100 家 by the end of 2023, with what a test says otherwise. */
export function aTarget(more: Partial<Target> = {}): Target {
  return sampleTarget('T1', more);
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
