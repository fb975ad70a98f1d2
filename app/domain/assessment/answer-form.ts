import { NO_ANSWER, type AnswerContent } from './answer.ts';

/** Names of an answer's two controls in a posted form. */
export function gradeField(criterionId: string): string {
  return `grade:${criterionId}`;
}
export function noteField(criterionId: string): string {
  return `note:${criterionId}`;
}

/** An edit as a form posts it: not yet checked. */
interface PostedEdit {
  readonly criterionId: string;
  readonly base: unknown;
  readonly mine: { readonly grade: string | null; readonly note: string };
}

/**
 * The edits in a posted form: of every criterion whose note came along (an open criterion always has one). `base` is
 * what the page showed, by criterion; one that it doesn't name had no answer.
 */
export function readPostedAnswers(
  entries: readonly (readonly [name: string, value: string])[],
  base: Readonly<Record<string, unknown>>,
): PostedEdit[] {
  const values = new Map(entries);
  const prefix = noteField('');
  return [...values].flatMap(([name, note]): PostedEdit[] => {
    if (!name.startsWith(prefix)) return [];
    const criterionId = name.slice(prefix.length);
    const grade = values.get(gradeField(criterionId)) ?? '';
    const from = Object.hasOwn(base, criterionId) ? base[criterionId] : NO_ANSWER;
    return [{ criterionId, base: from, mine: { grade: grade === '' ? null : grade, note } }];
  });
}

/** The hidden base of a form, read back; a form without it stands on nothing, so that whatever differs is a clash. */
export function readBase(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // cut off or tampered with: merged onto nothing
  }
}

/** The hidden base of a form: what the page shows, as text. */
export function baseText(answers: readonly (AnswerContent & { readonly criterionId: string })[]): string {
  return JSON.stringify(
    Object.fromEntries(answers.map(({ criterionId, grade, note }) => [criterionId, { grade, note }])),
  );
}
