import { sql } from 'kysely';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A plan of one's own house, or one that another house of the programme published. */
export interface PlanRow {
  readonly id: string;
  readonly organisationId: string;
  readonly houseName: string;
  readonly isDemo: boolean;
  readonly programmeId: string;
  readonly regionCode: RegionCode;
  readonly key: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** The published version; null before the first. */
  readonly versionNo: number | null;
  readonly isPublic: boolean;
  readonly judging: unknown;
  readonly revision: number;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly withdrawnAt: string | null;
}

/** Where a version of a plan is on its way. */
export type PlanVersionState = 'draft' | 'published' | 'superseded';

/** A version of a plan, without its content. */
export interface PlanVersionEntry {
  readonly no: number;
  readonly state: PlanVersionState;
  readonly digest: string;
  readonly revision: number;
  /** Who saved it last. */
  readonly writtenByName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  readonly publishedByName: string | null;
}

/** A version with its content as stored. */
export interface PlanVersionRow extends PlanVersionEntry {
  readonly content: unknown;
}

const PLAN = [
  'plan.id as id',
  'plan.organisation_id as organisationId',
  'organisation.name as houseName',
  'organisation.is_demo as isDemo',
  'plan.programme_id as programmeId',
  'plan.region_code as regionCode',
  'plan.key as key',
  'plan.title_zh as titleZh',
  'plan.title_en as titleEn',
  'plan.version_no as versionNo',
  'plan.is_public as isPublic',
  'plan.judging as judging',
  'plan.revision as revision',
  'plan.created_by_name as createdByName',
  'plan.created_at as createdAt',
  'plan.updated_at as updatedAt',
  'plan.withdrawn_at as withdrawnAt',
] as const;

const VERSION = [
  'no',
  'state',
  'digest',
  'revision',
  'created_by_name as writtenByName',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'published_at as publishedAt',
  'published_by_name as publishedByName',
] as const;

/** The house's own plans in every state, and what other houses of its programme have published and not withdrawn. */
function visiblePlans(trx: Trx, scope: RegulatorScope) {
  return trx
    .selectFrom('plan')
    .innerJoin('organisation', 'organisation.id', 'plan.organisation_id')
    .where('plan.programme_id', '=', scope.programmeId)
    .where((eb) =>
      eb.or([
        eb('plan.organisation_id', '=', scope.organisationId),
        eb.and([eb('plan.version_no', 'is not', null), eb('plan.withdrawn_at', 'is', null)]),
      ]),
    );
}

/** A plan as it stands in a list. */
export interface PlanListRow extends PlanRow {
  /** Number of the draft that waits, of the own house's plans alone. */
  readonly draftNo: number | null;
  readonly publishedAt: string | null;
  readonly targetCount: number;
  readonly deliverableCount: number;
}

/** Plans that the house may read, its own first, the latest before the others. */
export async function listPlans(trx: Trx, scope: RegulatorScope): Promise<PlanListRow[]> {
  const { organisationId } = scope;
  return visiblePlans(trx, scope)
    .leftJoin('plan_version as draft', (join) =>
      join
        .onRef('draft.organisation_id', '=', 'plan.organisation_id')
        .onRef('draft.plan_id', '=', 'plan.id')
        .on('draft.organisation_id', '=', organisationId)
        .on('draft.state', '=', 'draft'),
    )
    .leftJoin('plan_version as published', (join) =>
      join
        .onRef('published.organisation_id', '=', 'plan.organisation_id')
        .onRef('published.plan_id', '=', 'plan.id')
        .onRef('published.no', '=', 'plan.version_no'),
    )
    .select(PLAN)
    .select(['draft.no as draftNo', 'published.published_at as publishedAt'])
    .select([
      sql<number>`coalesce(jsonb_array_length(coalesce(published.content, draft.content) -> 'targets'), 0)`.as(
        'targetCount',
      ),
      sql<number>`coalesce(jsonb_array_length(coalesce(published.content, draft.content) -> 'deliverables'), 0)`.as(
        'deliverableCount',
      ),
    ])
    .orderBy(sql`plan.organisation_id <> ${organisationId}::uuid`)
    .orderBy('plan.created_at', 'desc')
    .orderBy('plan.id')
    .limit(500)
    .execute();
}

/** Keys of the house's own plans with their ids, withdrawn ones too. */
export async function listPlanKeys(trx: Trx, scope: RegulatorScope): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('plan')
    .select(['key', 'id'])
    .where('organisation_id', '=', scope.organisationId)
    .execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** One plan that the house may read: of its own in any state, of others what they published; else undefined. */
export async function getPlan(trx: Trx, scope: RegulatorScope, id: string): Promise<PlanRow | undefined> {
  if (!isId(id)) return undefined;
  return visiblePlans(trx, scope).select(PLAN).where('plan.id', '=', id).executeTakeFirst();
}

/** A version of a plan, or undefined; drafts show themselves to their own house alone. */
export async function getPlanVersion(
  trx: Trx,
  plan: { readonly organisationId: string; readonly id: string },
  no: number,
): Promise<PlanVersionRow | undefined> {
  return trx
    .selectFrom('plan_version')
    .select(VERSION)
    .select('content')
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.id)
    .where('no', '=', no)
    .executeTakeFirst();
}

/** The draft of a plan of the own house, or undefined. */
export async function getPlanDraft(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
): Promise<PlanVersionRow | undefined> {
  if (!isId(planId)) return undefined;
  return trx
    .selectFrom('plan_version')
    .select(VERSION)
    .select('content')
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .where('state', '=', 'draft')
    .executeTakeFirst();
}

/** The versions of a plan, the newest first; drafts show themselves to their own house alone. */
export async function listPlanVersions(
  trx: Trx,
  plan: { readonly organisationId: string; readonly id: string },
): Promise<PlanVersionEntry[]> {
  return trx
    .selectFrom('plan_version')
    .select(VERSION)
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.id)
    .orderBy('no', 'desc')
    .limit(500)
    .execute();
}

/** Which of these ids of targets or deliverables have entries or shares of cities; those can't leave the plan. */
export async function listTargetsInUse(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const entries = trx
    .selectFrom('entry')
    .select('target_id as id')
    .where('plan_house_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .where('target_id', 'in', [...ids])
    .where('removed_at', 'is', null);
  const splits = trx
    .selectFrom('target_split')
    .select('target_id as id')
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .where('target_id', 'in', [...ids]);
  const rows = await entries.union(splits).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Which of these targets have entries that ended: they can't count within the year, where nothing ends. */
export async function listTargetsWithEnds(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('entry')
    .select('target_id as id')
    .distinct()
    .where('plan_house_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .where('target_id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .where('ended_on', 'is not', null)
    .orderBy('target_id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A city's share of a target. */
export interface SplitRow {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly value: number;
  readonly updatedByName: string;
  readonly updatedAt: string;
}

/** The shares of cities in the targets of a plan. */
export async function listSplits(
  trx: Trx,
  plan: { readonly organisationId: string; readonly id: string },
): Promise<SplitRow[]> {
  const rows = await trx
    .selectFrom('target_split')
    .select([
      'target_id as targetId',
      'region_code as regionCode',
      'value',
      'updated_by_name as updatedByName',
      'updated_at as updatedAt',
    ])
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.id)
    .orderBy('target_id')
    .orderBy('region_code')
    .execute();
  return rows.map((row) => ({ ...row, value: Number(row.value) }));
}

/** A plan's workbook as checked: what it says, what is wrong, and what became of it. */
export interface PlanImportRow {
  readonly id: string;
  readonly fileName: string;
  readonly rows: unknown;
  readonly problems: unknown;
  readonly state: 'previewed' | 'applied' | 'discarded';
  /** The plan that it became. */
  readonly planId: string | null;
}

function importQuery(trx: Trx, scope: RegulatorScope, id: string) {
  return trx
    .selectFrom('import_run')
    .select(['id', 'file_name as fileName', 'rows', 'problems', 'state', 'plan_id as planId'])
    .where('organisation_id', '=', scope.organisationId)
    .where('kind', '=', 'plan')
    .where('id', '=', id);
}

/** One import of a plan by the own house, or undefined. */
export async function getPlanImport(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
): Promise<PlanImportRow | undefined> {
  return isId(id) ? importQuery(trx, scope, id).executeTakeFirst() : undefined;
}

/** The same, locked until commit: an import is applied once. */
export async function lockPlanImport(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
): Promise<PlanImportRow | undefined> {
  return isId(id) ? importQuery(trx, scope, id).forUpdate().executeTakeFirst() : undefined;
}
