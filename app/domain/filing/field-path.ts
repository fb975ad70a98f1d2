import type { FieldDefinition, GroupDefinition } from './field.ts';
import { isGroup } from './field.ts';
import { fieldDefinition, formItem } from './form.ts';

/**
 * Two spellings name a place in a body. A control's name counts rows: `licences[0].number`. An anchor names the row
 * by its id, so that it survives sorting and deletion: `licences[@r1].number`. Without rows both are `cdo.name`.
 */
export interface FieldPath {
  /** Key of the field or group in the form: `cdo.name`, `licences`. */
  readonly item: string;
  readonly row: { readonly index: number } | { readonly id: string } | null;
  /** Field within the row: `number`, or `id` in names of controls. */
  readonly field: string | null;
}

const ROW = /^([A-Za-z]+)\[(?:(\d{1,3})|@([A-Za-z0-9_-]{1,64}))\](?:\.([A-Za-z_]+))?$/u;

/** Reads either spelling; null when it names nothing of the form. */
export function parseFieldPath(text: string): FieldPath | null {
  const parts = ROW.exec(text);
  if (parts === null) return formItem(text) === null ? null : { item: text, row: null, field: null };
  const item = parts[1] ?? '';
  const group = formItem(item);
  if (group === null || !isGroup(group)) return null;
  const field = parts[4] ?? null;
  if (field !== null && field !== 'id' && !Object.hasOwn(group.fields, field)) return null;
  const row = parts[3] === undefined ? { index: Number(parts[2]) } : { id: parts[3] };
  return { item, row, field };
}

/** Name of a control in a row: `licences[0].number`. */
export function controlName(group: string, index: number, field: string): string {
  return `${group}[${index}].${field}`;
}

/** Anchor of a row, or of a field in it: `licences[@r1]`, `licences[@r1].number`. */
export function rowAnchor(group: string, rowId: string, field?: string): string {
  return field === undefined ? `${group}[@${rowId}]` : `${group}[@${rowId}].${field}`;
}

/** The definition's key without the row: `licences[].number`. */
export function definitionKey(path: FieldPath): string {
  return path.field === null ? path.item : `${path.item}[].${path.field}`;
}

/** What a path names: a field, a whole group (or one of its rows), or nothing. */
export function definitionAt(path: FieldPath): FieldDefinition | GroupDefinition | null {
  if (path.field !== null) return fieldDefinition(definitionKey(path));
  return formItem(path.item);
}
