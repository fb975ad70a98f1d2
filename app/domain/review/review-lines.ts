import { type Disclosure, flattenBody, type FlatLine } from '#app/domain/filing/body-text.ts';
import { sameValue } from '#app/domain/filing/diff.ts';
import { ERASED_VALUE, isEmptyValue } from '#app/domain/filing/body.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import type { Words } from '#app/domain/words.ts';

/** One field as a reviewer reads it: what it is, what it was. */
export interface ReviewLine {
  readonly path: string;
  readonly section: string;
  readonly label: Words;
  readonly text: Words;
  readonly isEmpty: boolean;
  /** `same` also stands where there is nothing to compare with. */
  readonly state: 'same' | 'added' | 'removed' | 'changed';
  /** The value before; null where it is the same. */
  readonly before: Words | null;
  /** Whether a mask hides part of the value here. */
  readonly isMasked: boolean;
  /** Whether a value may be proposed: not where values are kept encrypted, since proposals aren't. */
  readonly canPropose: boolean;
}

function stateOf(before: FlatLine, now: FlatLine): ReviewLine['state'] {
  if (sameValue(before.value, now.value)) return 'same';
  if (now.definition.control === 'checkbox') return 'changed';
  if (isEmptyValue(before.value)) return 'added';
  return isEmptyValue(now.value) ? 'removed' : 'changed';
}

function reviewLine(line: FlatLine, before: FlatLine | undefined, compares: boolean): ReviewLine {
  const base = {
    path: line.path,
    section: line.section,
    label: line.label,
    text: line.text,
    isEmpty: isEmptyValue(line.value),
    isMasked: line.definition.mask !== null && !isEmptyValue(line.value) && line.value !== ERASED_VALUE,
    canPropose: !line.definition.encrypted,
  };
  if (!compares) return { ...base, state: 'same', before: null };
  if (before === undefined) {
    const isNew = !base.isEmpty && line.value !== ERASED_VALUE;
    return { ...base, state: isNew ? 'added' : 'same', before: null };
  }
  const state = stateOf(before, line);
  return { ...base, state, before: state === 'same' ? null : before.text };
}

/**
 * Every field of a version in the form's order, each with what it was in another version (rows by their ids), then
 * what only the other version had. Values are compared in full and shown as `disclosure` says, so that a masked change
 * still shows as one.
 */
export function reviewLines(
  body: FilingBody,
  base: FilingBody | null,
  disclosure: Disclosure = 'masked',
): readonly ReviewLine[] {
  const lines = flattenBody(body, disclosure);
  const before = new Map(
    (base === null ? [] : flattenBody(base, disclosure)).map((line) => [line.path, line]),
  );
  const paths = new Set(lines.map((line) => line.path));
  const kept = lines.map((line) => reviewLine(line, before.get(line.path), base !== null));
  const gone = [...before.values()]
    .filter((line) => !paths.has(line.path) && !isEmptyValue(line.value))
    .map((line): ReviewLine => ({
      ...reviewLine(line, undefined, false),
      text: { zh: '', en: '' },
      isEmpty: true,
      isMasked: false,
      canPropose: false,
      state: 'removed',
      before: line.text,
    }));
  return [...kept, ...gone];
}
