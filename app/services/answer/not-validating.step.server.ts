import { refuse, type Refusal } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';

const NOT_VALIDATING = words(
  '尚未提请复核，或评估已签署，不能复核。',
  'Validation has not been asked for, or the assessment is signed off.',
);

/** The refusal of a validation or a return, saying what is missing where the state alone forbids it. */
export function notValidating(located: { readonly ok: false; readonly refusal: Refusal }) {
  return located.refusal.code === 'not_allowed_now'
    ? refuse('not_allowed_now', { words: NOT_VALIDATING })
    : located;
}
