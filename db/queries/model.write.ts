import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { ModelState } from './model.read.ts';

/** A model as imported: a draft until it is published. */
export interface NewModel {
  readonly organisationId: string;
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly title: string;
  /** JSON. */
  readonly content: string;
  readonly digest: string;
  readonly createdByName: string;
  readonly now: string;
}

/** Inserts a draft. A version that is there already is a unique violation. */
export async function insertModel(trx: Trx, model: NewModel): Promise<void> {
  await trx
    .insertInto('maturity_model')
    .values({
      organisation_id: model.organisationId,
      id: model.id,
      key: model.key,
      version: model.version,
      title: model.title,
      content: model.content,
      digest: model.digest,
      created_by_name: model.createdByName,
      created_at: model.now,
      published_at: null,
    })
    .execute();
}

/** A model of the organisation, locked until the transaction ends. */
export async function lockModel(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<{ key: string; version: number; digest: string; state: ModelState } | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('maturity_model')
    .select(['key', 'version', 'digest', 'state'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Publishes a draft: from now on its content stands. */
export async function updateModelPublished(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('maturity_model')
    .set({ state: 'published', published_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Takes a published model out of use; assessments that began with it keep it. */
export async function updateModelWithdrawn(trx: Trx, organisationId: string, id: string): Promise<void> {
  await trx
    .updateTable('maturity_model')
    .set({ state: 'withdrawn' })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Throws a draft away. */
export async function deleteModelDraft(trx: Trx, organisationId: string, id: string): Promise<void> {
  await trx
    .deleteFrom('maturity_model')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}
