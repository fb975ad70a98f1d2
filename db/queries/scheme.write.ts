import type { ModelFamily } from '../../app/domain/assessment/model.ts';
import type { Trx } from '../client.ts';
import type { SchemeState } from './scheme.read.ts';

/** What a draft says. */
interface SchemeText {
  readonly organisationId: string;
  readonly id: string;
  readonly title: string;
  readonly family: ModelFamily;
  /** JSON. */
  readonly content: string;
  readonly digest: string;
  readonly isOffered: boolean;
}

/** A scheme as it is made: a draft until it is published. */
export interface NewScheme extends SchemeText {
  readonly key: string;
  readonly version: number;
  readonly createdByName: string;
  readonly now: string;
}

/** Inserts a draft. A version that is there already is a unique violation. */
export async function insertScheme(trx: Trx, scheme: NewScheme): Promise<void> {
  await trx
    .insertInto('scoring_scheme')
    .values({
      organisation_id: scheme.organisationId,
      id: scheme.id,
      key: scheme.key,
      version: scheme.version,
      title: scheme.title,
      family: scheme.family,
      content: scheme.content,
      digest: scheme.digest,
      is_offered: scheme.isOffered,
      created_by_name: scheme.createdByName,
      created_at: scheme.now,
      published_at: null,
    })
    .execute();
}

/** A scheme of the organisation, locked until the transaction ends. */
export async function lockScheme(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<{ key: string; version: number; digest: string; state: SchemeState } | undefined> {
  return trx
    .selectFrom('scoring_scheme')
    .select(['key', 'version', 'digest', 'state'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Replaces what a draft says. */
export async function updateSchemeDraft(trx: Trx, scheme: SchemeText): Promise<void> {
  await trx
    .updateTable('scoring_scheme')
    .set({
      title: scheme.title,
      family: scheme.family,
      content: scheme.content,
      digest: scheme.digest,
      is_offered: scheme.isOffered,
    })
    .where('organisation_id', '=', scheme.organisationId)
    .where('id', '=', scheme.id)
    .where('state', '=', 'draft')
    .execute();
}

/** Publishes a draft: from now on its content stands. */
export async function updateSchemePublished(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('scoring_scheme')
    .set({ state: 'published', published_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Takes a published scheme out of use; assessments that began with it keep it. */
export async function updateSchemeWithdrawn(trx: Trx, organisationId: string, id: string): Promise<void> {
  await trx
    .updateTable('scoring_scheme')
    .set({ state: 'withdrawn' })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Throws a draft away. */
export async function deleteSchemeDraft(trx: Trx, organisationId: string, id: string): Promise<void> {
  await trx
    .deleteFrom('scoring_scheme')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}
