import { refusedIn, type Refused } from '../../components/form/error-summary.tsx';
import type { PostedField } from '../../components/form/posted-field.ts';
import type { Fields } from '../../domain/target/plan-form.ts';
import type { Words } from '../../domain/words.ts';

/** A form's fields as they are shown: what was typed before a refusal or before more rows, else what is saved. */
export interface ShownFields {
  readonly refused: Refused | null;
  readonly fields: Fields;
  readonly field: (name: string) => PostedField;
  /** Names of the fields that are wrong, for the list at the top. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a form shows after an action's answer. */
export function shownFields(
  initial: Fields,
  answer: { readonly values: Fields } | undefined,
  t: (pair: Words) => string,
  labelOf: (name: string, t: (pair: Words) => string) => string,
): ShownFields {
  const refused = refusedIn(answer);
  const fields = answer?.values ?? initial;
  return {
    refused,
    fields,
    field: (name) => {
      const wrong = refused?.refusal.fields[name];
      return {
        id: name,
        name,
        defaultValue: fields[name] ?? '',
        error: wrong ? t(wrong) : undefined,
      };
    },
    labels: Object.fromEntries(
      Object.keys(refused?.refusal.fields ?? {}).map((name) => [name, labelOf(name, t)]),
    ),
  };
}
