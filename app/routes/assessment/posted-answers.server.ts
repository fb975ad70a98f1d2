import { AnswerEditsSchema, sameAnswer, type AnswerEdit } from '#app/domain/assessment/answer.ts';
import { readBase, readPostedAnswers } from '#app/domain/assessment/answer-form.ts';
import { refuse, type Result, done } from '#app/domain/refusal/refusal.ts';
import { wordsOf } from '#app/domain/words.ts';
import { textEntries } from '../../http/form.server.ts';

/** Checks edits as they came in; those that change nothing fall away. */
function checked(value: unknown): Result<AnswerEdit[]> {
  const parsed = AnswerEditsSchema.safeParse(value);
  if (parsed.success) {
    return done(parsed.data.filter(({ base, mine }) => !sameAnswer(base, mine)));
  }
  const [issue] = parsed.error.issues;
  return refuse(
    'invalid',
    issue && issue.message.includes('\u001f') ? { words: wordsOf(issue.message) } : {},
  );
}

/** The edits in the whole form as the browser posts it. */
export function readAnswerForm(form: FormData): Result<AnswerEdit[]> {
  const base = form.get('_base');
  return checked(readPostedAnswers(textEntries(form), readBase(typeof base === 'string' ? base : '')));
}

/** The edits that autosave sends. */
export function readAnswerEdits(form: FormData): Result<AnswerEdit[]> {
  const text = form.get('edits');
  try {
    return checked(JSON.parse(typeof text === 'string' ? text : ''));
  } catch {
    return refuse('invalid'); // not JSON: nothing of ours sends that
  }
}
