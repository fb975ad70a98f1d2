import { sql } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { PlatformRule } from '../../app/domain/target/plan.ts';
import type { Trx } from '../client.ts';

/** A plan's number by source, target, region and day: changes of entries, or a value as reported. */
export interface PlanSeriesRow {
  readonly source: 'records' | 'reported';
  readonly targetId: string;
  readonly regionCode: string;
  readonly on: PlainDate;
  readonly items: number;
  /** Numeric text: the quantities of entries added up, or the reported value. */
  readonly amount: string;
}

/** Every number of a plan, in days; nothing where the plan isn't open to the scope. */
export async function readPlanSeries(trx: Trx, planId: string): Promise<readonly PlanSeriesRow[]> {
  const { rows } = await sql<PlanSeriesRow>`
    select source, target_id as "targetId", region_code as "regionCode", on_date as "on", items, amount::text as amount
    from plan_series(${planId}) order by on_date, target_id, region_code, source`.execute(trx);
  return rows;
}

export interface PlanSplitRow {
  readonly targetId: string;
  readonly regionCode: string;
  /** Numeric text. */
  readonly value: string;
}

/** Each city's share of each target, where the plan's house split it. */
export async function readPlanSplits(trx: Trx, planId: string): Promise<readonly PlanSplitRow[]> {
  const { rows } = await sql<PlanSplitRow>`
    select target_id as "targetId", region_code as "regionCode", value::text as value
    from plan_splits(${planId}) order by target_id, region_code`.execute(trx);
  return rows;
}

export interface PlatformDayRow {
  readonly regionCode: string;
  readonly on: PlainDate;
  /** Enterprises that came on the day; negative for those that lost it. */
  readonly items: number;
}

/** What the platform itself counts for a rule in the plan's programme, in days. */
export async function readPlatformDays(
  trx: Trx,
  planId: string,
  rule: PlatformRule,
): Promise<readonly PlatformDayRow[]> {
  const days =
    rule.from === 'certificate'
      ? sql`plan_certificates(${planId}, ${rule.kind}, ${rule.leastLevel})`
      : sql`plan_designations(${planId}, ${rule.kind}, ${rule.counts === 'held'})`;
  const { rows } = await sql<PlatformDayRow>`
    select region_code as "regionCode", on_date as "on", items from ${days} order by on_date, region_code`.execute(
    trx,
  );
  return rows;
}

export interface DeliverableSourceRow {
  readonly deliverableId: string;
  readonly source: string;
}

/** Where the first report that a deliverable is done comes from; only for who may see the entry itself. */
export async function readDeliverableSources(
  trx: Trx,
  planId: string,
  deliverableIds: readonly string[],
  asAt: PlainDate,
): Promise<readonly DeliverableSourceRow[]> {
  if (deliverableIds.length === 0) return [];
  return trx
    .selectFrom('entry')
    .distinctOn('target_id')
    .select(['target_id as deliverableId', 'source'])
    .where('plan_id', '=', planId)
    .where('kind', '=', 'observation')
    .where('removed_at', 'is', null)
    .where('target_id', 'in', [...deliverableIds])
    .where('on_date', '<=', asAt)
    .where('value', '>=', '1')
    .orderBy('target_id')
    .orderBy('on_date')
    .orderBy('id')
    .execute();
}
