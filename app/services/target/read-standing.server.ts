import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { buildStanding, type PlanNumbers, type PlatformDay } from '#app/domain/target/build-standing.ts';
import type { Judging, PlanContent, PlatformRule } from '#app/domain/target/plan.ts';
import type { PlanStanding } from '#app/domain/target/standing.ts';
import type { Trx } from '#db/client.ts';
import {
  readDeliverableSources,
  readPlanSeries,
  readPlanSplits,
  readPlatformDays,
} from '#db/queries/plan-series.read.ts';

/**
 * Where a plan stands as at a day, for the transaction's scope: the plan's house, the houses of its programme, and
 * everyone where it is published to everyone. To others it has no numbers: every target is without data. A deadline on the
 * as-at day has passed unless that day is `today`.
 */
export async function readStanding(
  trx: Trx,
  plan: { readonly id: string; readonly content: PlanContent; readonly judging: Judging },
  asAt: PlainDate,
  today: PlainDate,
): Promise<PlanStanding> {
  return buildStanding(plan, await readNumbers(trx, plan, asAt), asAt, today);
}

async function readNumbers(
  trx: Trx,
  plan: { readonly id: string; readonly content: PlanContent },
  asAt: PlainDate,
): Promise<PlanNumbers> {
  const series = await readPlanSeries(trx, plan.id);
  const splits = await readPlanSplits(trx, plan.id);
  const deliverables = plan.content.deliverables.map(({ id }) => id);
  const sources = await readDeliverableSources(trx, plan.id, deliverables, asAt);
  const numbers = series.map((row) => ({ ...row, amount: Number(row.amount) }));
  return {
    records: numbers.filter(({ source }) => source === 'records'),
    reported: numbers
      .filter(({ source }) => source === 'reported')
      .map(({ amount, ...row }) => ({ ...row, value: amount })),
    platform: await readPlatform(trx, plan),
    splits: splits.map((row) => ({ ...row, value: Number(row.value) })),
    sources: new Map(sources.map(({ deliverableId, source }) => [deliverableId, source])),
  };
}

/** What the platform counts, each rule asked for once however many targets use it. */
async function readPlatform(
  trx: Trx,
  plan: { readonly id: string; readonly content: PlanContent },
): Promise<PlatformDay[]> {
  const targetsByRule = new Map<string, { rule: PlatformRule; targetIds: string[] }>();
  for (const { id, platform } of plan.content.targets) {
    if (platform === null) continue;
    const key = JSON.stringify(platform);
    const known = targetsByRule.get(key);
    if (known) known.targetIds.push(id);
    else targetsByRule.set(key, { rule: platform, targetIds: [id] });
  }
  const days: PlatformDay[] = [];
  for (const { rule, targetIds } of targetsByRule.values()) {
    const rows = await readPlatformDays(trx, plan.id, rule);
    for (const targetId of targetIds) days.push(...rows.map((row) => ({ ...row, targetId })));
  }
  return days;
}
