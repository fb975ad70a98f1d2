import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** State of an organisation's own model: a draft may be published or thrown away; what was published may be withdrawn. */
export type ModelState = 'draft' | 'published' | 'withdrawn';

/** An organisation's own model, as it stands in a list. */
export interface ModelEntry {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly state: ModelState;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly publishedAt: string | null;
}

/** An organisation's own model with its content as imported. */
export interface ModelRow extends ModelEntry {
  readonly organisationId: string;
  readonly content: unknown;
  readonly digest: string;
}

const ENTRY = [
  'id',
  'key',
  'version',
  'title',
  'state',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'published_at as publishedAt',
] as const;

/** The own models of an organisation, by key, the newest version first. */
export async function listModels(trx: Trx, organisationId: string): Promise<ModelEntry[]> {
  return trx
    .selectFrom('maturity_model')
    .select(ENTRY)
    .where('organisation_id', '=', organisationId)
    .orderBy('key')
    .orderBy('version', 'desc')
    .limit(500)
    .execute();
}

/** The own model with this id, whichever its state, if it is visible in scope. */
export async function getModel(trx: Trx, id: string): Promise<ModelRow | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('maturity_model')
    .select([...ENTRY, 'organisation_id as organisationId', 'content', 'digest'])
    .where('id', '=', id)
    .executeTakeFirst();
}
