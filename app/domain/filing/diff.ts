import type { Words } from '#app/domain/words.ts';
import { canonicalJson } from './canonical.ts';
import {
  ERASED_VALUE,
  type LooseRow,
  emptyValue,
  fieldValue,
  groupRows,
  isEmptyValue,
  rowValue,
} from './body.ts';
import { rowFieldLabel, valueText } from './body-text.ts';
import { labelOf } from './condition.ts';
import type { FieldDefinition, FieldValue, GroupDefinition } from './field.ts';
import { isGroup } from './field.ts';
import { rowAnchor } from './field-path.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';
import { ATTACHMENT_SLOTS, type AttachmentSlot } from './option.ts';

export type ChangeState = 'added' | 'removed' | 'changed';

export interface FieldChange {
  /** Anchor: `cdo.name`, `licences[@r1].number`. */
  readonly path: string;
  readonly section: string;
  readonly label: Words;
  readonly state: ChangeState;
  readonly before: Words;
  readonly after: Words;
}

/** Whether two values are one; lists compare as they stand. Of an erased value nothing is said, so it makes no change. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return a === ERASED_VALUE || b === ERASED_VALUE || canonicalJson(a) === canonicalJson(b);
}

function stateOf(before: FieldValue, after: FieldValue): ChangeState {
  if (isEmptyValue(before)) return 'added';
  return isEmptyValue(after) ? 'removed' : 'changed';
}

interface Spot {
  readonly path: string;
  readonly section: string;
  readonly label: Words;
}

function change(
  spot: Spot,
  definition: FieldDefinition,
  before: FieldValue,
  after: FieldValue,
): FieldChange[] {
  if (sameValue(before, after)) return [];
  return [
    {
      ...spot,
      state: definition.control === 'checkbox' ? 'changed' : stateOf(before, after),
      before: valueText(definition, before),
      after: valueText(definition, after),
    },
  ];
}

/** Rows of both sides by id: those of `b` in their order, then those that only `a` has. */
function pairRows(a: readonly LooseRow[], b: readonly LooseRow[]) {
  const before = new Map(a.map((row, index) => [row.id, { row, ordinal: index + 1 }]));
  const kept = b.map((row, index) => ({
    id: row.id,
    a: before.get(row.id)?.row ?? null,
    b: row,
    ordinal: index + 1,
  }));
  const ids = new Set(b.map((row) => row.id));
  const gone = [...before.values()]
    .filter(({ row }) => !ids.has(row.id))
    .map(({ row, ordinal }) => ({ id: row.id, a: row, b: null, ordinal }));
  return [...kept, ...gone];
}

function rowChanges(
  key: string,
  section: string,
  item: GroupDefinition,
  a: FilingBody,
  b: FilingBody,
): FieldChange[] {
  return pairRows(groupRows(a, key), groupRows(b, key)).flatMap((pair) =>
    Object.entries(item.fields).flatMap(([name, inner]) => {
      const before = pair.a === null ? emptyValue(inner) : rowValue(pair.a, name);
      const after = pair.b === null ? emptyValue(inner) : rowValue(pair.b, name);
      const spot = {
        path: rowAnchor(key, pair.id, name),
        section,
        label: rowFieldLabel(item.rowLabel, pair.ordinal, inner.label),
      };
      const changes = change(spot, inner, before, after);
      if (pair.a === null) return changes.map((one): FieldChange => ({ ...one, state: 'added' }));
      if (pair.b === null) return changes.map((one): FieldChange => ({ ...one, state: 'removed' }));
      return changes;
    }),
  );
}

/**
 * What changed from `a` to `b`, field by field in the order of the form. Rows are matched by id, so sorting them is no
 * change. Personal values appear in full: who may see the bodies may see the difference.
 */
export function diffBodies(a: FilingBody, b: FilingBody): readonly FieldChange[] {
  return FORM_ENTRIES.flatMap(({ key, section, item }): FieldChange[] => {
    if (isGroup(item)) return rowChanges(key, section.id, item, a, b);
    if (item.control === 'attachment') return [];
    const spot = { path: key, section: section.id, label: labelOf(item, b) };
    return change(spot, item, fieldValue(a, key), fieldValue(b, key));
  });
}

/** Anchors that differ, for marking fields in a draft that starts from the last record. */
export function changedPaths(a: FilingBody, b: FilingBody): ReadonlySet<string> {
  return new Set(diffBodies(a, b).map(({ path }) => path));
}

export interface AttachedFile {
  readonly slot: AttachmentSlot;
  readonly fileName: string;
  readonly sha256: string;
}

export interface AttachmentChange {
  readonly slot: AttachmentSlot;
  readonly label: Words;
  readonly state: 'added' | 'removed';
  readonly fileName: string;
  readonly sha256: string;
}

/** Files that came or went, compared by slot and digest; a renamed file of the same content is no change. */
export function diffAttachments(
  a: readonly AttachedFile[],
  b: readonly AttachedFile[],
): readonly AttachmentChange[] {
  const mark = (file: AttachedFile) => `${file.slot} ${file.sha256}`;
  const inA = new Set(a.map(mark));
  const inB = new Set(b.map(mark));
  const say = (file: AttachedFile, state: 'added' | 'removed'): AttachmentChange => ({
    slot: file.slot,
    label: ATTACHMENT_SLOTS[file.slot],
    state,
    fileName: file.fileName,
    sha256: file.sha256,
  });
  return [
    ...a.filter((file) => !inB.has(mark(file))).map((file) => say(file, 'removed')),
    ...b.filter((file) => !inA.has(mark(file))).map((file) => say(file, 'added')),
  ];
}
