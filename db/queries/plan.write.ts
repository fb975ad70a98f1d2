import { sql } from 'kysely';
import type { Words } from '../../app/domain/words.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { PlanRow } from './plan.read.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A plan as it is made, with the content of its first draft as JSON. */
export interface NewPlan {
  readonly id: string;
  readonly regionCode: string;
  readonly key: string;
  readonly title: Words;
  /** JSON. */
  readonly judging: string;
  readonly createdByName: string;
  readonly now: string;
}

/** Inserts a plan without a version; false, and nothing is inserted, when the house has one with that key already. */
export async function insertPlan(trx: Trx, scope: RegulatorScope, plan: NewPlan): Promise<boolean> {
  const result = await trx
    .insertInto('plan')
    .values({
      organisation_id: scope.organisationId,
      id: plan.id,
      programme_id: scope.programmeId,
      region_code: plan.regionCode,
      key: plan.key,
      title_zh: plan.title.zh,
      title_en: plan.title.en,
      version_no: null,
      judging: plan.judging,
      created_by_name: plan.createdByName,
      created_at: plan.now,
      updated_at: plan.now,
      withdrawn_at: null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** A draft as it is made. */
export interface NewDraft {
  readonly planId: string;
  readonly no: number;
  /** JSON. */
  readonly content: string;
  readonly digest: string;
  readonly writtenByName: string;
  readonly now: string;
}

/** Inserts a draft. A second one of the same plan is a unique violation. */
export async function insertDraft(trx: Trx, scope: RegulatorScope, draft: NewDraft): Promise<void> {
  await trx
    .insertInto('plan_version')
    .values({
      organisation_id: scope.organisationId,
      plan_id: draft.planId,
      no: draft.no,
      programme_id: scope.programmeId,
      content: draft.content,
      digest: draft.digest,
      created_by_name: draft.writtenByName,
      created_at: draft.now,
      updated_at: draft.now,
      published_at: null,
      published_by_name: null,
    })
    .execute();
}

/** What a change of a plan looks at first. */
export type LockedPlan = Pick<
  PlanRow,
  'id' | 'key' | 'versionNo' | 'isPublic' | 'regionCode' | 'withdrawnAt'
> & {
  readonly revision: number;
  readonly judging: unknown;
};

/** A plan of the own house, locked until the transaction ends; undefined for another's. */
export async function lockPlan(trx: Trx, scope: RegulatorScope, id: string): Promise<LockedPlan | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('plan')
    .select([
      'id',
      'key',
      'version_no as versionNo',
      'is_public as isPublic',
      'region_code as regionCode',
      'withdrawn_at as withdrawnAt',
      'revision',
      'judging',
    ])
    .where('organisation_id', '=', scope.organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The number that the next draft of a plan gets. */
export async function getNextVersionNo(trx: Trx, scope: RegulatorScope, planId: string): Promise<number> {
  const { last } = await trx
    .selectFrom('plan_version')
    .select(sql<number>`coalesce(max(no), 0)`.as('last'))
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  return last + 1;
}

/** Replaces what a draft says; its revision goes on by one. */
export async function updateDraft(trx: Trx, scope: RegulatorScope, draft: NewDraft): Promise<void> {
  await trx
    .updateTable('plan_version')
    .set({
      content: draft.content,
      digest: draft.digest,
      created_by_name: draft.writtenByName,
      updated_at: draft.now,
      revision: sql`revision + 1`,
    })
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', draft.planId)
    .where('no', '=', draft.no)
    .where('state', '=', 'draft')
    .execute();
}

/** Throws a draft away. */
export async function deleteDraft(trx: Trx, scope: RegulatorScope, planId: string): Promise<void> {
  await trx
    .deleteFrom('plan_version')
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .where('state', '=', 'draft')
    .execute();
}

/** Deletes a plan that was never published, with its draft. */
export async function deleteUnpublishedPlan(trx: Trx, scope: RegulatorScope, planId: string): Promise<void> {
  await trx
    .deleteFrom('plan')
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', planId)
    .where('version_no', 'is', null)
    .execute();
}

/** Makes the draft the published version; what was published before is superseded. */
export async function updateDraftPublished(
  trx: Trx,
  scope: RegulatorScope,
  version: { readonly planId: string; readonly no: number; readonly byName: string; readonly now: string },
): Promise<void> {
  const ofPlan = trx
    .updateTable('plan_version')
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', version.planId);
  await ofPlan.set({ state: 'superseded' }).where('state', '=', 'published').execute();
  await ofPlan
    .set({ state: 'published', published_at: version.now, published_by_name: version.byName })
    .where('no', '=', version.no)
    .where('state', '=', 'draft')
    .execute();
}

/** What may be said anew of a plan itself. */
export interface PlanChange {
  readonly title?: Words;
  readonly versionNo?: number;
  readonly isPublic?: boolean;
  /** JSON. */
  readonly judging?: string;
  readonly withdrawnAt?: string | null;
}

/** Changes a plan; its revision goes on by one. */
export async function updatePlan(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  { title, ...change }: PlanChange,
  now: string,
): Promise<void> {
  await trx
    .updateTable('plan')
    .set({
      ...(title ? { title_zh: title.zh, title_en: title.en } : {}),
      ...(change.versionNo === undefined ? {} : { version_no: change.versionNo }),
      ...(change.isPublic === undefined ? {} : { is_public: change.isPublic }),
      ...(change.judging === undefined ? {} : { judging: change.judging }),
      ...(change.withdrawnAt === undefined ? {} : { withdrawn_at: change.withdrawnAt }),
      updated_at: now,
      revision: sql`revision + 1`,
    })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', planId)
    .execute();
}

/** Replaces the shares of cities in a plan's targets: these, and no others. */
export async function replaceSplits(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  splits: readonly { readonly targetId: string; readonly regionCode: string; readonly value: number }[],
  by: { readonly name: string; readonly now: string },
): Promise<void> {
  await trx
    .deleteFrom('target_split')
    .where('organisation_id', '=', scope.organisationId)
    .where('plan_id', '=', planId)
    .execute();
  if (splits.length === 0) return;
  await trx
    .insertInto('target_split')
    .values(
      splits.map(({ targetId, regionCode, value }) => ({
        organisation_id: scope.organisationId,
        plan_id: planId,
        programme_id: scope.programmeId,
        target_id: targetId,
        region_code: regionCode,
        value,
        updated_by_name: by.name,
        updated_at: by.now,
      })),
    )
    .execute();
}

/** Stores a checked workbook of a plan. `rows` and `problems` are JSON texts. */
export async function insertPlanImport(
  trx: Trx,
  scope: RegulatorScope,
  run: {
    readonly id: string;
    readonly fileName: string;
    readonly rows: string;
    readonly problems: string;
    readonly createdByName: string;
    readonly now: string;
  },
): Promise<void> {
  await trx
    .insertInto('import_run')
    .values({
      organisation_id: scope.organisationId,
      id: run.id,
      kind: 'plan',
      file_name: run.fileName,
      rows: run.rows,
      problems: run.problems,
      state: 'previewed',
      created_by_name: run.createdByName,
      created_at: run.now,
      applied_at: null,
    })
    .execute();
}

/** Says what became of an import of a plan: the draft that it is now, or that it was put aside (null). */
export async function updatePlanImport(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  planId: string | null,
  now: string,
): Promise<void> {
  await trx
    .updateTable('import_run')
    .set({
      state: planId === null ? 'discarded' : 'applied',
      plan_id: planId,
      rows: '[]',
      applied_at: planId === null ? null : now,
    })
    .where('organisation_id', '=', scope.organisationId)
    .where('kind', '=', 'plan')
    .where('id', '=', id)
    .execute();
}
