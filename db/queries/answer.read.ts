import type { GradeKey } from '../../app/domain/assessment/scheme.ts';
import type { Trx } from '../client.ts';

/** One answer: the grade of a criterion (null while only a note is there), who gave it, and what a second person made of it. */
export interface AnswerView {
  readonly criterionId: string;
  readonly cellId: string;
  readonly domainId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
  /** Taken over from an earlier assessment and not yet confirmed (沿用待确认). */
  readonly isCarried: boolean;
  readonly revision: number;
  readonly authorId: string;
  readonly authorName: string;
  /** Account ids of everyone who ever wrote it; none of them may validate it. */
  readonly authors: readonly string[];
  readonly updatedAt: string;
  readonly validatedByName: string | null;
  readonly validatedAt: string | null;
  /** When a validator last sent it back; until it is validated it is open to whoever evaluates. */
  readonly returnedAt: string | null;
}

const COLUMNS = [
  'criterion_id as criterionId',
  'cell_id as cellId',
  'domain_id as domainId',
  'grade',
  'note',
  'is_carried as isCarried',
  'revision',
  'author_id as authorId',
  'author_name as authorName',
  'authors',
  'updated_at as updatedAt',
  'validated_by_name as validatedByName',
  'validated_at as validatedAt',
  'returned_at as returnedAt',
] as const;

/** Every answer of an assessment that the scope may see, by criterion. */
export async function listAnswers(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<AnswerView[]> {
  return trx
    .selectFrom('answer')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('criterion_id')
    .execute();
}

/** The answers of some cells (those of one item) that the scope may see, by criterion. */
export async function listAnswersOfCells(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  cellIds: readonly string[],
): Promise<AnswerView[]> {
  if (cellIds.length === 0) return [];
  return trx
    .selectFrom('answer')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('cell_id', 'in', cellIds)
    .orderBy('criterion_id')
    .execute();
}
