import { z } from 'zod';
import { typedText } from '../typed-text.ts';
import { bilingual } from '../words.ts';
import { GRADES, type GradeKey } from './scheme.ts';
import type { AssessmentIntent } from './state.ts';

/** What is said about one criterion. */
export interface AnswerContent {
  /** Null while there is only a note. */
  readonly grade: GradeKey | null;
  readonly note: string;
}

/** Longest note, in characters. */
export const NOTE_LIMIT = 2000;
/** Most criteria that one save may speak of: more than any item has. */
const EDIT_LIMIT = 500;

export const NO_ANSWER: AnswerContent = { grade: null, note: '' };

/** As typed; blanks alone say nothing. */
function noteText(text: string): string {
  return text.trim() === '' ? '' : typedText(text);
}

const ContentSchema = z.object({
  grade: z
    .enum(GRADES, { error: bilingual('结论不在可选范围内。', 'This is not one of the grades.') })
    .nullable(),
  note: z
    .string()
    .transform(noteText)
    .pipe(
      z
        .string()
        .max(
          NOTE_LIMIT,
          bilingual(`说明不能超过 ${NOTE_LIMIT} 字。`, `A note has at most ${NOTE_LIMIT} characters.`),
        )
        .refine(
          // Autosave sends JSON, in which it can be written.
          (text) => !text.includes('\0'),
          bilingual('说明含有无法保存的空字符。', 'The note holds a null character, which can’t be stored.'),
        ),
    ),
});

/** An edit of one answer: what it was typed onto, and what was typed. */
export const AnswerEditSchema = z.object({
  criterionId: z.string().min(1).max(200),
  base: ContentSchema,
  mine: ContentSchema,
});
export type AnswerEdit = z.infer<typeof AnswerEditSchema>;

/** The edits of one save. */
export const AnswerEditsSchema = z
  .array(AnswerEditSchema)
  .max(EDIT_LIMIT, bilingual('一次保存的评估项过多。', 'Too many criteria in one save.'))
  .refine(
    (edits) => new Set(edits.map(({ criterionId }) => criterionId)).size === edits.length,
    bilingual('同一评估项在一次保存中出现了两次。', 'A criterion stands twice in one save.'),
  );

/** What two people may both change in one answer. */
export type AnswerPart = 'grade' | 'note';

/** A place that somebody else changed too, with both values; what is stored stays theirs. */
export interface AnswerClash {
  readonly criterionId: string;
  readonly part: AnswerPart;
  readonly mine: string | null;
  readonly theirs: string | null;
}

/** Whether two answers say the same. */
export function sameAnswer(left: AnswerContent, right: AnswerContent): boolean {
  return left.grade === right.grade && left.note === right.note;
}

function mergePart<T>(base: T, theirs: T, mine: T): { value: T; isClash: boolean } {
  if (mine === base || mine === theirs) return { value: theirs, isClash: false };
  return theirs === base ? { value: mine, isClash: false } : { value: theirs, isClash: true };
}

/** Merges grade and note each for itself; where both sides changed one it keeps theirs and says so. */
export function mergeAnswer(
  base: AnswerContent,
  theirs: AnswerContent,
  mine: AnswerContent,
): { readonly merged: AnswerContent; readonly clashes: readonly AnswerPart[] } {
  const grade = mergePart(base.grade, theirs.grade, mine.grade);
  const note = mergePart(base.note, theirs.note, mine.note);
  return {
    merged: { grade: grade.value, note: note.value },
    clashes: [...(grade.isClash ? (['grade'] as const) : []), ...(note.isClash ? (['note'] as const) : [])],
  };
}

/** Sent back by a validator, and nothing said since. */
export function isReturned(answer: {
  readonly returnedAt: string | null;
  readonly updatedAt: string;
}): boolean {
  return answer.returnedAt !== null && answer.updatedAt <= answer.returnedAt;
}

/**
 * Whether the answers of a cell are open to somebody: while the assessment is evaluated all are; while it is validated
 * those of a cell that was sent back, until it is validated.
 */
export function isCellOpen(
  intents: readonly AssessmentIntent[],
  answers: readonly { readonly returnedAt: string | null }[],
): boolean {
  if (intents.includes('answer')) return true;
  return intents.includes('answerReturned') && answers.some(({ returnedAt }) => returnedAt !== null);
}
