import { sql } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { EvidenceFilter } from '../../app/domain/evidence/evidence.ts';
import type { EvidenceTable } from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** A piece of evidence in an enterprise's library. What belongs to a file is null for a reference. */
export interface Evidence {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: EvidenceTable['kind'];
  readonly title: string;
  readonly reference: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  /** Bytes. */
  readonly byteSize: number | null;
  readonly sha256: string | null;
  readonly storageKey: string | null;
  readonly scanState: EvidenceTable['scan_state'];
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveUntil: PlainDate | null;
  readonly ownerId: string | null;
  readonly ownerName: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly retiredAt: string | null;
}

const COLUMNS = [
  'evidence.id',
  'evidence.organisation_id as organisationId',
  'evidence.kind',
  'evidence.title',
  'evidence.reference',
  'evidence.file_name as fileName',
  'evidence.content_type as contentType',
  'evidence.byte_size as byteSize',
  'evidence.sha256',
  'evidence.storage_key as storageKey',
  'evidence.scan_state as scanState',
  'evidence.effective_from as effectiveFrom',
  'evidence.effective_until as effectiveUntil',
  'evidence.owner_id as ownerId',
  'evidence.owner_name as ownerName',
  'evidence.created_by_name as createdByName',
  'evidence.created_at as createdAt',
  'evidence.retired_at as retiredAt',
] as const;

/** One piece of evidence of a library, retired or not, if the scope reaches it. */
export async function getEvidence(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<Evidence | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('evidence')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A page of a library. */
export interface EvidencePage {
  readonly rows: readonly Evidence[];
  /** Id after which the next page begins; null at the end. */
  readonly next: string | null;
}

/** Assessments that were withdrawn don't count as a use. */
const USED = sql<boolean>`exists (
  select 1 from evidence_link l join assessment a on a.organisation_id = l.organisation_id and a.id = l.assessment_id
  where l.organisation_id = evidence.organisation_id and l.evidence_id = evidence.id and a.state <> 'withdrawn')`;

/** A page of an enterprise's library, the newest first. `today` decides what is expired. */
export async function listEvidence(
  trx: Trx,
  organisationId: string,
  filter: EvidenceFilter,
  today: PlainDate,
  limit = 50,
): Promise<EvidencePage> {
  let query = trx.selectFrom('evidence').select(COLUMNS).where('organisation_id', '=', organisationId);
  query =
    filter.state === 'retired'
      ? query.where('retired_at', 'is not', null)
      : query.where('retired_at', 'is', null);
  if (filter.state === 'expired') query = query.where('effective_until', '<', today);
  if (filter.state === 'unused') query = query.where(sql<boolean>`not ${USED}`);
  if (filter.kind !== '') query = query.where('kind', '=', filter.kind);
  if (filter.owner !== '') query = query.where('owner_name', '=', filter.owner);
  if (filter.q !== '') {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([
        eb('title', 'ilike', like),
        eb('reference', 'ilike', like),
        eb('file_name', 'ilike', like),
        eb('owner_name', 'ilike', like),
      ]),
    );
  }
  if (isId(filter.after)) query = query.where('id', '<', filter.after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Names of those who look after evidence that isn't retired, in order. */
export async function listEvidenceOwners(trx: Trx, organisationId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('evidence')
    .select('owner_name as ownerName')
    .distinct()
    .where('organisation_id', '=', organisationId)
    .where('retired_at', 'is', null)
    .orderBy('owner_name')
    .limit(200)
    .execute();
  return rows.map((row) => row.ownerName);
}

/** A place where evidence is used: a cell of an assessment that the scope sees. */
export interface EvidenceUse {
  readonly evidenceId: string;
  readonly assessmentId: string;
  readonly assessmentTitle: string;
  readonly side: 'self' | 'independent';
  readonly modelId: string;
  readonly cellId: string;
  /** When the assessment was begun. */
  readonly createdAt: string;
  readonly linkedByName: string;
  readonly linkedAt: string;
}

/** Where these pieces of evidence are used, the newest assessment first; withdrawn assessments are left out. */
export async function listEvidenceUses(
  trx: Trx,
  organisationId: string,
  evidenceIds: readonly string[],
): Promise<EvidenceUse[]> {
  const ids = evidenceIds.filter(isId);
  if (ids.length === 0) return [];
  return trx
    .selectFrom('evidence_link as l')
    .innerJoin('assessment as a', (join) =>
      join.onRef('a.organisation_id', '=', 'l.organisation_id').onRef('a.id', '=', 'l.assessment_id'),
    )
    .select([
      'l.evidence_id as evidenceId',
      'l.assessment_id as assessmentId',
      'a.title as assessmentTitle',
      'a.side',
      'a.model_id as modelId',
      'l.cell_id as cellId',
      'a.created_at as createdAt',
      'l.linked_by_name as linkedByName',
      'l.linked_at as linkedAt',
    ])
    .where('l.organisation_id', '=', organisationId)
    .where('l.evidence_id', 'in', ids)
    .where('a.state', '<>', 'withdrawn')
    .orderBy('a.created_at', 'desc')
    .orderBy('l.assessment_id')
    .orderBy('l.cell_id')
    .execute();
}
