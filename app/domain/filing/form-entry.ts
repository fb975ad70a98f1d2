import {
  type LooseRow,
  bodyPlaces,
  groupRows,
  isBlankRow,
  normaliseBody,
  normaliseValue,
  withField,
  withRows,
} from './body.ts';
import type { FieldDefinition, FieldValue } from './field.ts';
import { isGroup } from './field.ts';
import { controlName, definitionKey, parseFieldPath } from './field-path.ts';
import { FORM_ENTRIES, type FilingBody, fieldDefinition, formItem } from './form.ts';

/**
 * Names of a native form: `cdo.name`; `licences[0].number`, `licences[0].id`; `licences[0]._remove` ticks a row away;
 * `licences` alone says that the group was on the page (so that no rows means none). A checkbox and a multi-select are
 * preceded by a hidden entry of the same name with an empty value, which says that they were on the page. Values stay
 * texts: nothing is parsed as JSON or as a number, so 18 digits survive.
 */
export interface EntryOptions {
  /** Makes the id of a row that was posted without one. */
  readonly newRowId?: (group: string, index: number) => string;
  /** Keep rows in which nothing is filled in; dropped by default, since a page offers one blank row. */
  readonly keepBlankRows?: boolean;
}

const REMOVE = /^([A-Za-z]+)\[(\d{1,3})\]\._remove$/u;

interface PostedRow {
  id: string | null;
  removed: boolean;
  readonly values: Map<string, string[]>;
}

interface Posted {
  readonly fields: Map<string, string[]>;
  readonly groups: Map<string, Map<number, PostedRow>>;
}

function rowOf(posted: Posted, group: string, index: number): PostedRow {
  const rows = posted.groups.get(group) ?? new Map<number, PostedRow>();
  posted.groups.set(group, rows);
  const row = rows.get(index) ?? { id: null, removed: false, values: new Map<string, string[]>() };
  rows.set(index, row);
  return row;
}

function append(values: Map<string, string[]>, key: string, value: string): void {
  const known = values.get(key);
  if (known) known.push(value);
  else values.set(key, [value]);
}

function collectEntry(posted: Posted, name: string, value: string): void {
  const removal = REMOVE.exec(name);
  if (removal !== null) {
    const group = formItem(removal[1] ?? '');
    const gone = value === 'on' || value === 'true';
    if (gone && group !== null && isGroup(group))
      rowOf(posted, removal[1] ?? '', Number(removal[2])).removed = true;
    return;
  }
  const path = parseFieldPath(name);
  if (path === null) return;
  if (path.row === null) {
    const item = formItem(path.item);
    if (item !== null && isGroup(item)) {
      posted.groups.set(path.item, posted.groups.get(path.item) ?? new Map<number, PostedRow>());
    } else {
      append(posted.fields, path.item, value);
    }
  } else if ('index' in path.row && path.field !== null) {
    const row = rowOf(posted, path.item, path.row.index);
    if (path.field === 'id') row.id = value;
    else append(row.values, path.field, value);
  }
}

/** Several entries of one name: all codes of a multi-select, the last one of everything else. */
function readValue(definition: FieldDefinition, values: readonly string[]): FieldValue {
  if (definition.control === 'multi-select') return normaliseValue(definition, values);
  return normaliseValue(definition, values[values.length - 1] ?? '');
}

function readRow(group: string, row: PostedRow, id: string): LooseRow {
  const read: LooseRow = { id };
  for (const [name, values] of row.values) {
    const definition = fieldDefinition(definitionKey({ item: group, row: null, field: name }));
    if (definition !== null) read[name] = readValue(definition, values);
  }
  return read;
}

/**
 * A body from posted entries. Fields that were not posted keep their value in `current`: a page may show one section.
 * A group that was posted replaces the rows; fields of a known row that were not posted are kept too.
 */
export function readFormBody(
  entries: Iterable<readonly [string, string]>,
  current: FilingBody = normaliseBody({}),
  options: EntryOptions = {},
): FilingBody {
  const posted: Posted = { fields: new Map(), groups: new Map() };
  for (const [name, value] of entries) collectEntry(posted, name, value);
  let body = current;
  for (const [key, values] of posted.fields) {
    const definition = fieldDefinition(key);
    if (definition !== null && definition.control !== 'attachment')
      body = withField(body, key, readValue(definition, values));
  }
  for (const [group, rows] of posted.groups) {
    const known = new Map(groupRows(current, group).map((row) => [row.id, row]));
    const read = [...rows.entries()]
      .sort(([a], [b]) => a - b)
      .filter(([, row]) => !row.removed)
      .map(([index, row]): LooseRow => {
        const id = row.id ?? options.newRowId?.(group, index) ?? '';
        return { ...known.get(id), ...readRow(group, row, id) };
      })
      .filter((row) => options.keepBlankRows === true || !isBlankRow(row));
    body = withRows(body, group, read);
  }
  return normaliseBody(body);
}

/** Keys of fields and groups that a form posted: what a page with one section may change. */
export function postedKeys(entries: Iterable<readonly [string, string]>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [name] of entries) {
    const path = parseFieldPath(name);
    if (path !== null) keys.add(path.item);
  }
  return keys;
}

/** The entries that a native form of this body would post: the inverse of `readFormBody`. */
export function writeFormEntries(body: FilingBody): readonly (readonly [string, string])[] {
  const marks = FORM_ENTRIES.flatMap(({ key, item }): [string, string][] =>
    isGroup(item)
      ? [
          [key, ''],
          ...groupRows(body, key).map((row, index): [string, string] => [
            controlName(key, index, 'id'),
            row.id,
          ]),
        ]
      : [],
  );
  const values = bodyPlaces(body).flatMap(({ name, value }): [string, string][] => {
    if (Array.isArray(value)) return [[name, ''], ...value.map((code): [string, string] => [name, code])];
    if (typeof value === 'boolean')
      return value
        ? [
            [name, ''],
            [name, 'on'],
          ]
        : [[name, '']];
    return [[name, value]];
  });
  return [...marks, ...values];
}
