import { isId } from '../identifier.ts';
import type { ModelFamily } from '../../app/domain/assessment/model.ts';
import type { Trx } from '../client.ts';

/** State of an organisation's own scheme: a draft may be published or thrown away; what was published may be withdrawn. */
export type SchemeState = 'draft' | 'published' | 'withdrawn';

/** An organisation's own scoring scheme, as it stands in a list. */
export interface SchemeEntry {
  readonly id: string;
  readonly organisationId: string;
  /** The same through all versions. */
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly family: ModelFamily;
  readonly state: SchemeState;
  /** Whether the regulator who made it offers it to the enterprises. */
  readonly isOffered: boolean;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly publishedAt: string | null;
}

/** An organisation's own scheme with its content as saved. */
export interface SchemeRow extends SchemeEntry {
  readonly content: unknown;
  readonly digest: string;
}

const ENTRY = [
  'id',
  'organisation_id as organisationId',
  'key',
  'version',
  'title',
  'family',
  'state',
  'is_offered as isOffered',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'published_at as publishedAt',
] as const;

/** The schemes of a house in every state, the newest version first. */
export async function listSchemes(trx: Trx, organisationId: string): Promise<SchemeEntry[]> {
  return trx
    .selectFrom('scoring_scheme')
    .select(ENTRY)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

/** Published schemes that regulators offer to whoever is signed in. */
export async function listOfferedSchemes(trx: Trx): Promise<SchemeRow[]> {
  return trx
    .selectFrom('scoring_scheme')
    .select([...ENTRY, 'content', 'digest'])
    .where('is_offered', '=', true)
    .where('state', '=', 'published')
    .orderBy('title')
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
}

/** Published schemes of a house, with what they say. */
export async function listPublishedSchemes(trx: Trx, organisationId: string): Promise<SchemeRow[]> {
  return trx
    .selectFrom('scoring_scheme')
    .select([...ENTRY, 'content', 'digest'])
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'published')
    .orderBy('title')
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
}

/** The scheme with this id, whichever its state, if it is visible in scope: the house's own, or an offered one. */
export async function getScheme(trx: Trx, id: string): Promise<SchemeRow | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('scoring_scheme')
    .select([...ENTRY, 'content', 'digest'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The highest version of a house's scheme; 0 where there is none. */
export async function getNewestSchemeVersion(trx: Trx, organisationId: string, key: string): Promise<number> {
  const row = await trx
    .selectFrom('scoring_scheme')
    .select('version')
    .where('organisation_id', '=', organisationId)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}
