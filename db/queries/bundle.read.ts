import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { AttachmentTable, JournalTable } from '../schema.ts';

/** A frozen version with what its digest is made of; the body is still sealed. */
export interface BundleVersion {
  readonly id: string;
  readonly no: number;
  readonly formVersion: string;
  readonly body: unknown;
  readonly salt: string;
  readonly digest: string;
  readonly pdfSha256: string | null;
  readonly frozenAt: string;
  readonly voidedAt: string | null;
  readonly submittedAt: string | null;
  readonly erasedAt: string | null;
}

/** Every version of a filing that the scope reaches, in the order of their numbers. */
export async function listBundleVersions(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<BundleVersion[]> {
  return trx
    .selectFrom('filing_version')
    .select([
      'id',
      'no',
      'form_version as formVersion',
      'body',
      'salt',
      'digest',
      'pdf_sha256 as pdfSha256',
      'frozen_at as frozenAt',
      'voided_at as voidedAt',
      'submitted_at as submittedAt',
      'erased_at as erasedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .orderBy('no')
    .execute();
}

/** A file of a filing and where it is stored. */
export interface BundleFile {
  readonly id: string;
  readonly slot: AttachmentTable['slot'];
  readonly fileName: string;
  readonly sha256: string;
  readonly storageKey: string;
  readonly erasedAt: string | null;
}

/** Files of a filing that the scope reaches, in the order of their upload; of removed ones, those that were submitted. */
export async function listBundleFiles(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<BundleFile[]> {
  return trx
    .selectFrom('attachment')
    .select([
      'id',
      'slot',
      'file_name as fileName',
      'sha256',
      'storage_key as storageKey',
      'erased_at as erasedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .where((eb) => eb.or([eb('voided_at', 'is', null), eb('submitted_at', 'is not', null)]))
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
}

/** Events about one subject that the scope may see, in the chain's order, after a place; some types left out. */
export async function listSubjectEvents(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  page: { readonly leftOut: readonly string[]; readonly after: number; readonly limit: number },
): Promise<JournalTable[]> {
  if (!isId(subjectId)) return [];
  return trx
    .selectFrom('journal')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', subjectId)
    .where('type', 'not in', [...page.leftOut])
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

/** Whose bundle it is. */
export interface BundleOrganisation {
  readonly name: string;
  readonly uscc: string | null;
  readonly isDemo: boolean;
}

/** The organisation that a bundle is about, or undefined when the scope doesn't reach it. */
export async function getBundleOrganisation(
  trx: Trx,
  organisationId: string,
): Promise<BundleOrganisation | undefined> {
  if (!isId(organisationId)) return undefined;
  return trx
    .selectFrom('organisation')
    .select(['name', 'uscc', 'is_demo as isDemo'])
    .where('id', '=', organisationId)
    .executeTakeFirst();
}

/** A file of evidence that signed versions of an assessment name. */
export interface SnapshotEvidence {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly storageKey: string;
}

/** Files of the evidence in an assessment's signed versions, as far as the scope reaches them, each once. */
export async function listSnapshotEvidence(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<SnapshotEvidence[]> {
  if (!isId(assessmentId)) return [];
  const { rows } = await sql<SnapshotEvidence>`
    select e.id, coalesce(e.file_name, e.title) as "fileName", e.sha256, e.storage_key as "storageKey"
    from evidence e
    where e.organisation_id = ${organisationId} and e.storage_key is not null and e.sha256 is not null
      and e.id in (
        select (piece ->> 'id')::uuid
        from assessment_snapshot s cross join lateral jsonb_array_elements(s.body -> 'evidence') piece
        where s.organisation_id = ${organisationId} and s.assessment_id = ${assessmentId})
    order by e.created_at, e.id`.execute(trx);
  return rows;
}
