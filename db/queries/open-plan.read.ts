import { sql } from 'kysely';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** A plan that its house published to everyone, as it stands in a list. */
export interface OpenPlanListRow {
  readonly id: string;
  readonly houseName: string;
  readonly isDemo: boolean;
  readonly regionCode: RegionCode;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly number: string;
  readonly until: string;
  readonly publishedAt: string;
  readonly targetCount: number;
}

/** Plans that everyone may read, in the order of their titles. For any scope, signed in or not. */
export async function listOpenPlans(trx: Trx): Promise<OpenPlanListRow[]> {
  const { rows } = await sql<OpenPlanListRow>`
    select id, house_name as "houseName", is_demo as "isDemo", region_code as "regionCode",
           title_zh as "titleZh", title_en as "titleEn", published_at as "publishedAt",
           content ->> 'number' as number, content ->> 'until' as until,
           jsonb_array_length(content -> 'targets') as "targetCount"
    from public_plans()`.execute(trx);
  return rows;
}

/** A plan that everyone may read, with its content and judging as stored. */
export interface OpenPlanRow {
  readonly id: string;
  readonly houseName: string;
  readonly isDemo: boolean;
  readonly content: unknown;
  readonly judging: unknown;
  readonly publishedAt: string;
}

/** One plan that its house published to everyone and hasn't withdrawn; else undefined. */
export async function getOpenPlan(trx: Trx, id: string): Promise<OpenPlanRow | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await sql<OpenPlanRow>`
    select id, house_name as "houseName", is_demo as "isDemo", content, judging, published_at as "publishedAt"
    from public_plans() where id = ${id}`.execute(trx);
  return rows[0];
}
