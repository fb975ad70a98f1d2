import type { PlainDate } from '../calendar/plain-date.ts';
import type { PlanStanding } from './standing.ts';

/** What a briefing or a workbook is made from. */
export interface BriefingInput {
  readonly standing: PlanStanding;
  /** The house that keeps the plan. */
  readonly houseName: string;
  /** Published version; null for a draft. */
  readonly versionNo: number | null;
  readonly isDemo: boolean;
  readonly today: PlainDate;
  /** When it is made, ISO 8601 UTC. */
  readonly now: string;
  /** SM3 of the facts that it states, in hexadecimal. */
  readonly digest: string;
  /** Address of the page that shows the same. */
  readonly address: string;
}

/** On every page: what the numbers are not. */
export function marksOf({ isDemo, versionNo }: Pick<BriefingInput, 'isDemo' | 'versionNo'>): string[] {
  return [...(versionNo === null ? ['草稿'] : []), ...(isDemo ? ['示例数据'] : [])];
}

/** The instant at which the numbers stood: the end of the as-at day in Shanghai, or now where that lies ahead. */
export function asAtInstant({ standing, now }: Pick<BriefingInput, 'standing' | 'now'>): string {
  const end = `${standing.asAt}T15:59:59Z`;
  return end < now ? end : now;
}
