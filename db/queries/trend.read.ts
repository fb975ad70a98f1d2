import { sql } from 'kysely';
import type { AssessmentSide } from '../../app/domain/assessment/state.ts';
import type { Trx } from '../client.ts';

/** A signed result as a point in time: the last signed version of an assessment. */
export interface SignedResultRow {
  readonly assessmentId: string;
  readonly title: string;
  readonly unit: string;
  readonly side: AssessmentSide;
  readonly modelId: string;
  readonly schemeDigest: string;
  /** Scores as shown (two decimals) by domain id, and `overall`; what isn't applicable is absent. */
  readonly scores: Readonly<Record<string, string>>;
  readonly signedAt: string;
}

/**
 * The last signed version of every assessment of an organisation that the scope may see, oldest first. A version that
 * was reopened and signed anew is replaced by the newer one.
 */
export async function listSignedResults(trx: Trx, organisationId: string): Promise<SignedResultRow[]> {
  const rows = await trx
    .selectFrom('assessment_snapshot as s')
    .innerJoin('assessment as a', (join) =>
      join.onRef('a.organisation_id', '=', 's.organisation_id').onRef('a.id', '=', 's.assessment_id'),
    )
    .distinctOn('s.assessment_id')
    .select([
      's.assessment_id as assessmentId',
      'a.title',
      'a.unit',
      's.side',
      's.model_id as modelId',
      sql<string>`s.body -> 'scheme' ->> 'digest'`.as('schemeDigest'),
      's.scores',
      's.signed_at as signedAt',
    ])
    .where('s.organisation_id', '=', organisationId)
    .where('a.state', '<>', 'withdrawn')
    .orderBy('s.assessment_id')
    .orderBy('s.version_no', 'desc')
    .execute();
  return rows
    .map((row) => ({ ...row, scores: row.scores as Record<string, string> }))
    .sort((a, b) => (a.signedAt < b.signedAt ? -1 : a.signedAt > b.signedAt ? 1 : 0));
}
