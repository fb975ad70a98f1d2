import type { FieldDefinition, FieldValue, GroupDefinition } from './field.ts';
import { isGroup } from './field.ts';
import { controlName } from './field-path.ts';
import { normaliseText } from './field-rule.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';

/** A row read without knowing its group. */
export type LooseRow = { id: string } & Record<string, FieldValue>;

/** A body as the generic code sees it: heads with fields, groups with rows. */
type LooseBody = Record<string, Record<string, FieldValue> | LooseRow[]>;

/** Parts of a body that are given; the rest is filled in empty. */
export type BodyPatch = {
  [K in keyof FilingBody]?: FilingBody[K] extends (infer R)[]
    ? (Partial<R> & { id: string })[]
    : Partial<FilingBody[K]>;
};

/** Something in a body that can't be kept as it is, in both tongues. */
export interface Complaint {
  readonly path: (string | number)[];
  readonly zh: string;
  readonly en: string;
}

const ROW_ID = /^[A-Za-z0-9_-]{1,64}$/u;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: unknown, key: string): unknown {
  return isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : '';
}

/** Splits `cdo.name` into its head and its own name. */
function splitKey(key: string): { head: string; name: string } {
  const dot = key.indexOf('.');
  return { head: key.slice(0, dot), name: key.slice(dot + 1) };
}

/** The empty value of a field. */
export function emptyValue(definition: FieldDefinition): FieldValue {
  if (definition.control === 'checkbox') return false;
  return definition.control === 'multi-select' ? [] : '';
}

/** Stands for an encrypted value that was erased when its retention was over; whether there was one isn't known any more. */
export const ERASED_VALUE = '（已删除：保留期满）';

/** Whether nothing is filled in. */
export function isEmptyValue(value: FieldValue): boolean {
  return value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** Brings one value of any type to the field's normal form; what doesn't fit becomes empty. */
export function normaliseValue(definition: FieldDefinition, value: unknown): FieldValue {
  if (definition.control === 'checkbox') return value === true || value === 'true' || value === 'on';
  if (definition.control === 'multi-select') return normaliseCodes(definition, value);
  return normaliseText(definition.control, asText(value));
}

/** Codes without repetition, in the order of the options; unknown codes stay (and are refused when frozen). */
function normaliseCodes(definition: FieldDefinition, value: unknown): string[] {
  const given = (Array.isArray(value) ? value : [value]).map((item) => normaliseText('select', asText(item)));
  const order = (definition.options ?? []).map((option) => option.code);
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...new Set(given.filter((code) => code !== ''))]
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .slice(0, 60);
}

function tooLong(definition: FieldDefinition, value: FieldValue): boolean {
  const length = (text: string) => [...text].length;
  if (typeof value === 'string') return length(value) > definition.maxLength;
  return Array.isArray(value) && value.some((code) => length(code) > definition.maxLength);
}

function readField(
  definition: FieldDefinition,
  value: unknown,
  path: (string | number)[],
  complaints: Complaint[],
): FieldValue {
  const normal = normaliseValue(definition, value);
  if (tooLong(definition, normal)) {
    complaints.push({
      path,
      zh: `${definition.label.zh}不能超过 ${definition.maxLength} 字。`,
      en: `${definition.label.en}: at most ${definition.maxLength} characters.`,
    });
  }
  return normal;
}

/** Gives each row its own id if it is well formed and unused, else the first free `r<n>`; looks at none of them twice. */
function rowIds(): (value: unknown, index: number) => string {
  const used = new Set<string>();
  let searched = 0;
  return (value, index) => {
    let id = asText(value);
    if (!ROW_ID.test(id) || used.has(id)) {
      searched = Math.max(index, searched) + 1;
      while (used.has(`r${searched}`)) searched += 1;
      id = `r${searched}`;
    }
    used.add(id);
    return id;
  };
}

function readRows(
  definition: GroupDefinition,
  key: string,
  value: unknown,
  complaints: Complaint[],
): LooseRow[] {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  if (rows.length > definition.maxRows) {
    complaints.push({
      path: [key],
      zh: `${definition.label.zh}不能超过 ${definition.maxRows} 条。`,
      en: `${definition.label.en}: at most ${definition.maxRows} rows.`,
    });
  }
  const idOf = rowIds();
  return rows.filter(isRecord).map((row, index) => {
    const read: LooseRow = { id: idOf(own(row, 'id'), index) };
    for (const [name, inner] of Object.entries(definition.fields)) {
      read[name] = readField(inner, own(row, name), [key, index, name], complaints);
    }
    return read;
  });
}

/** Any input as a complete body in normal form, with what goes over a limit. */
export function readBody(input: unknown): { body: FilingBody; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const body: LooseBody = {};
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      body[key] = readRows(item, key, own(input, key), complaints);
    } else if (item.control !== 'attachment') {
      const { head, name } = splitKey(key);
      const fields = (body[head] ??= {}) as Record<string, FieldValue>;
      fields[name] = readField(item, own(own(input, head), name), [head, name], complaints);
    }
  }
  return { body: body as unknown as FilingBody, complaints };
}

/** The normal form of a body that was stored by this product, whatever its form version; over-long texts stay whole. */
export function normaliseBody(input: unknown): FilingBody {
  return readBody(input).body;
}

/** An empty body with what is known already (name, code, region of the organisation). */
export function emptyBody(prefill: BodyPatch = {}): FilingBody {
  return normaliseBody(prefill);
}

/** A complete and valid body of sample data (示例数据); `overrides` replace fields, and groups as a whole. */
export function sampleBody(overrides: BodyPatch = {}): FilingBody {
  const sample: Record<string, unknown> = {};
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      sample[key] = item.sampleRows;
    } else if (item.control !== 'attachment') {
      const { head, name } = splitKey(key);
      sample[head] = { ...(isRecord(sample[head]) ? sample[head] : {}), [name]: item.sample };
    }
  }
  for (const [key, value] of Object.entries(overrides)) {
    sample[key] = Array.isArray(value) ? value : { ...(isRecord(sample[key]) ? sample[key] : {}), ...value };
  }
  return normaliseBody(sample);
}

/** The value of a plain field (`cdo.name`). @throws RangeError for a key that holds no value: a bug of the caller */
export function fieldValue(body: FilingBody, key: string): FieldValue {
  const { head, name } = splitKey(key);
  const value = own((body as unknown as LooseBody)[head], name);
  if (typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value))
    return value as FieldValue;
  throw new RangeError(`no field ${key}`);
}

/** The rows of a group. @throws RangeError for a key that is no group: a bug of the caller */
export function groupRows(body: FilingBody, key: string): readonly LooseRow[] {
  const rows = (body as unknown as LooseBody)[key];
  if (Array.isArray(rows)) return rows;
  throw new RangeError(`no group ${key}`);
}

/** The value of one field of a row; empty text for a field that the row lacks. */
export function rowValue(row: LooseRow, name: string): FieldValue {
  return Object.hasOwn(row, name) ? (row[name] ?? '') : '';
}

/** A copy of the body with one plain field replaced. */
export function withField(body: FilingBody, key: string, value: FieldValue): FilingBody {
  const { head, name } = splitKey(key);
  const loose = body as unknown as LooseBody;
  return { ...loose, [head]: { ...loose[head], [name]: value } } as unknown as FilingBody;
}

/** A copy of the body with the rows of one group replaced. */
export function withRows(body: FilingBody, key: string, rows: readonly LooseRow[]): FilingBody {
  return { ...(body as unknown as LooseBody), [key]: [...rows] } as unknown as FilingBody;
}

/** Whether a row holds nothing besides its id. */
export function isBlankRow(row: LooseRow): boolean {
  return Object.entries(row).every(([name, value]) => name === 'id' || isEmptyValue(value));
}

/** One filled or empty place of a body, with both spellings of its path. */
export interface BodyPlace {
  /** `licences[0].number`. */
  readonly name: string;
  readonly definition: FieldDefinition;
  readonly value: FieldValue;
}

/** Every place of the body that holds a value, in the order of the form, by the names of its controls. */
export function bodyPlaces(body: FilingBody): readonly BodyPlace[] {
  return FORM_ENTRIES.flatMap(({ key, item }): BodyPlace[] => {
    if (!isGroup(item)) {
      return item.control === 'attachment'
        ? []
        : [{ name: key, definition: item, value: fieldValue(body, key) }];
    }
    return groupRows(body, key).flatMap((row, index) =>
      Object.entries(item.fields).map(([name, definition]) => ({
        name: controlName(key, index, name),
        definition,
        value: rowValue(row, name),
      })),
    );
  });
}
