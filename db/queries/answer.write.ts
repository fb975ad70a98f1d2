import type { GradeKey } from '../../app/domain/assessment/scheme.ts';
import type { Trx } from '../client.ts';

/** Which assessment's answers. */
export interface AnswerPlace {
  readonly organisationId: string;
  readonly assessmentId: string;
}

/** An answer as it is given, signed by who gives it. */
export interface NewAnswer extends AnswerPlace {
  readonly side: 'self' | 'independent';
  readonly criterionId: string;
  readonly cellId: string;
  readonly domainId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
  readonly isCarried: boolean;
  readonly authorId: string;
  readonly authorName: string;
  readonly now: string;
}

function contentOf(answer: NewAnswer) {
  return {
    grade: answer.grade,
    note: answer.note,
    is_carried: answer.isCarried,
    author_id: answer.authorId,
    author_name: answer.authorName,
    updated_at: answer.now,
    validated_by: null,
    validated_by_name: null,
    validated_at: null,
  };
}

/**
 * Writes first answers, all in one statement.
 * @returns how many were written: fewer when somebody else has written one meanwhile
 */
export async function insertAnswers(trx: Trx, answers: readonly NewAnswer[]): Promise<number> {
  if (answers.length === 0) return 0;
  const inserted = await trx
    .insertInto('answer')
    .values(
      answers.map((answer) => ({
        organisation_id: answer.organisationId,
        assessment_id: answer.assessmentId,
        side: answer.side,
        returned_at: null,
        criterion_id: answer.criterionId,
        cell_id: answer.cellId,
        domain_id: answer.domainId,
        ...contentOf(answer),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0n);
}

/**
 * Writes an answer onto the revision that it was typed onto. A changed answer isn't validated
 * any more; one that was sent back stays open until it is. The database keeps everyone who wrote it.
 * @returns the new revision, or null when somebody else has written meanwhile
 */
export async function updateAnswer(
  trx: Trx,
  answer: NewAnswer,
  expectedRevision: number,
): Promise<number | null> {
  const updated = await trx
    .updateTable('answer')
    .set({ ...contentOf(answer), revision: expectedRevision + 1 })
    .where('organisation_id', '=', answer.organisationId)
    .where('assessment_id', '=', answer.assessmentId)
    .where('criterion_id', '=', answer.criterionId)
    .where('revision', '=', expectedRevision)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n ? expectedRevision + 1 : null;
}

/** Confirms answers that were carried over, as they stand. Answers how many. */
export async function confirmAnswers(
  trx: Trx,
  { organisationId, assessmentId }: AnswerPlace,
  criteria: readonly string[],
  by: { readonly accountId: string; readonly name: string; readonly now: string },
): Promise<number> {
  if (criteria.length === 0) return 0;
  const updated = await trx
    .updateTable('answer')
    .set((answer) => ({
      is_carried: false,
      author_id: by.accountId,
      author_name: by.name,
      updated_at: by.now,
      revision: answer('revision', '+', 1),
    }))
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('criterion_id', 'in', criteria)
    .where('is_carried', '=', true)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}

/**
 * Marks graded answers as validated by a second person; the database refuses one who wrote any of them
 * (`answer_validator_is_no_author`). Answers how many.
 */
export async function markValidated(
  trx: Trx,
  place: AnswerPlace,
  criterionIds: readonly string[],
  by: { readonly accountId: string; readonly name: string; readonly now: string },
): Promise<number> {
  if (criterionIds.length === 0) return 0;
  const updated = await trx
    .updateTable('answer')
    .set({ validated_by: by.accountId, validated_by_name: by.name, validated_at: by.now, returned_at: null })
    .where('organisation_id', '=', place.organisationId)
    .where('assessment_id', '=', place.assessmentId)
    .where('criterion_id', 'in', criterionIds)
    .where('grade', 'is not', null)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}

/** Sends answers back to whoever gave them: they aren't validated any more. Answers how many. */
export async function markReturned(
  trx: Trx,
  place: AnswerPlace,
  criterionIds: readonly string[],
  now: string,
): Promise<number> {
  if (criterionIds.length === 0) return 0;
  const updated = await trx
    .updateTable('answer')
    .set({ returned_at: now, validated_by: null, validated_by_name: null, validated_at: null })
    .where('organisation_id', '=', place.organisationId)
    .where('assessment_id', '=', place.assessmentId)
    .where('criterion_id', 'in', criterionIds)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}
