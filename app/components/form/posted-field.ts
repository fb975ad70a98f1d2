import type { Words } from '../../domain/words.ts';
import type { Refused } from './error-summary.tsx';

/** What an input needs so that it keeps what was typed and shows what is wrong with it. */
export interface PostedField {
  readonly id: string;
  readonly name: string;
  readonly defaultValue: string;
  readonly error: string | undefined;
}

/**
 * Properties of the inputs of one form after a refusal: `<TextInput {...field('email')} label=… />`. Before any
 * refusal `initial` is shown.
 */
export function postedFields(
  refused: Refused | null,
  t: (pair: Words) => string,
): (name: string, initial?: string) => PostedField {
  return (name, initial = '') => {
    const wrong = refused?.refusal.fields[name];
    return {
      id: name,
      name,
      defaultValue: refused?.values[name] ?? initial,
      error: wrong ? t(wrong) : undefined,
    };
  };
}
