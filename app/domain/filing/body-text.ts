import type { Language, Words } from '#app/domain/words.ts';
import { words } from '#app/domain/words.ts';
import { formatDateEn, formatDateZh, isPlainDate } from '#app/domain/calendar/plain-date.ts';
import { maskValue } from '#app/domain/organisation/masking.ts';
import { ERASED_VALUE, fieldValue, groupRows, isEmptyValue, rowValue } from './body.ts';
import { isShown, labelOf } from './condition.ts';
import type { FieldDefinition, FieldValue, FormOptions } from './field.ts';
import { DEFAULT_FORM_OPTIONS, isGroup } from './field.ts';
import { rowAnchor } from './field-path.ts';
import { FORM_ENTRIES, FORM_SECTIONS, type FilingBody } from './form.ts';

/** Stands where nothing is filled in, on paper and in comparisons. */
const NOTHING = words('（未填）', '(empty)');
const ERASED = words(ERASED_VALUE, '(erased: its retention is over)');

/** Whether and how a value is hidden. */
export type Disclosure = 'full' | 'masked';

function codeText(definition: FieldDefinition, code: string): Words {
  return definition.options?.find((option) => option.code === code)?.label ?? words(code, code);
}

function inBoth(make: (language: Language) => string): Words {
  return words(make('zh'), make('en'));
}

/** A value as people read it, in both tongues; empty text where nothing is filled in (a tick reads 是 or 否). */
export function valueText(
  definition: FieldDefinition,
  value: FieldValue,
  disclosure: Disclosure = 'full',
): Words {
  if (typeof value === 'boolean') return value ? words('是', 'Yes') : words('否', 'No');
  if (Array.isArray(value)) {
    const names = value.map((code) => codeText(definition, code));
    return inBoth((language) => names.map((name) => name[language]).join(language === 'zh' ? '、' : ', '));
  }
  if (value === '') return words('', '');
  if (value === ERASED_VALUE) return ERASED;
  if (definition.options !== null) return codeText(definition, value);
  if (definition.control === 'date' && isPlainDate(value))
    return words(formatDateZh(value), formatDateEn(value));
  const shown =
    disclosure === 'masked' && definition.mask !== null ? maskValue(definition.mask, value) : value;
  return words(shown, shown);
}

/** One line of a body read from top to bottom. */
export interface FlatLine {
  /** Anchor of the place: `licences[@r1].number`. */
  readonly path: string;
  readonly section: string;
  readonly label: Words;
  readonly value: FieldValue;
  readonly text: Words;
  readonly definition: FieldDefinition;
}

/** Label of a field in a row: 许可证 1 · 业务种类. */
export function rowFieldLabel(row: Words, ordinal: number, inner: Words): Words {
  return words(`${row.zh} ${ordinal} · ${inner.zh}`, `${row.en} ${ordinal} · ${inner.en}`);
}

/** Every place that holds a value, in the order of the form, filled in or not. */
export function flattenBody(body: FilingBody, disclosure: Disclosure = 'full'): readonly FlatLine[] {
  return FORM_ENTRIES.flatMap(({ key, section, item }): FlatLine[] => {
    const line = (path: string, label: Words, definition: FieldDefinition, value: FieldValue): FlatLine => ({
      path,
      section: section.id,
      label,
      value,
      text: valueText(definition, value, disclosure),
      definition,
    });
    if (!isGroup(item)) {
      return item.control === 'attachment'
        ? []
        : [line(key, labelOf(item, body), item, fieldValue(body, key))];
    }
    return groupRows(body, key).flatMap((row, index) =>
      Object.entries(item.fields).map(([name, inner]) =>
        line(
          rowAnchor(key, row.id, name),
          rowFieldLabel(item.rowLabel, index + 1, inner.label),
          inner,
          rowValue(row, name),
        ),
      ),
    );
  });
}

export interface PrintRow {
  readonly label: string;
  readonly value: string;
}

export interface PrintSection {
  readonly title: string;
  readonly rows: readonly PrintRow[];
}

/** The content of the printed form: printed fields only, in full, one section a table; empty ones say so. */
export function printRows(
  body: FilingBody,
  options: FormOptions = DEFAULT_FORM_OPTIONS,
  language: Language = 'zh',
): readonly PrintSection[] {
  return FORM_SECTIONS.filter(({ phase }) => phase === 'content')
    .map((section) => ({
      title: section.title[language],
      rows: sectionRows(section.id, body, options, language),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function sectionRows(id: string, body: FilingBody, options: FormOptions, language: Language): PrintRow[] {
  return FORM_ENTRIES.filter(
    ({ section, item }) => section.id === id && item.printed && isShown(item, body, options),
  ).flatMap(({ key, item }): PrintRow[] => {
    const say = (definition: FieldDefinition, value: FieldValue) =>
      valueText(definition, value)[language] || NOTHING[language];
    if (!isGroup(item)) {
      if (item.control === 'attachment') return [];
      return [{ label: labelOf(item, body)[language], value: say(item, fieldValue(body, key)) }];
    }
    const rows = groupRows(body, key);
    if (rows.length === 0) return [{ label: item.label[language], value: NOTHING[language] }];
    return rows.map((row, index) => ({
      label: `${item.rowLabel[language]} ${index + 1}`,
      value:
        Object.entries(item.fields)
          .filter(([name, inner]) => inner.printed && !isEmptyValue(rowValue(row, name)))
          .map(([name, inner]) => `${inner.label[language]}：${say(inner, rowValue(row, name))}`)
          .join('\n') || NOTHING[language],
    }));
  });
}

/** A column of the register's export. */
export interface ExportColumn {
  readonly key: string;
  readonly header: Words;
  /** The cell as text; rows of a group are joined by ；. Personal contacts are masked unless shown in full. */
  readonly read: (body: FilingBody, disclosure?: Disclosure) => string;
}

/** Columns that the register's export takes from the body; status, dates and numbers are the query's own. */
export const exportColumns: readonly ExportColumn[] = FORM_ENTRIES.flatMap(
  ({ key, item }): ExportColumn[] => {
    if (!isGroup(item)) {
      if (!item.exported) return [];
      return [
        {
          key,
          header: item.label,
          read: (body, disclosure = 'masked') => exportText(item, fieldValue(body, key), disclosure),
        },
      ];
    }
    return Object.entries(item.fields)
      .filter(([, inner]) => inner.exported)
      .map(([name, inner]) => ({
        key: `${key}[].${name}`,
        header: words(`${item.label.zh}：${inner.label.zh}`, `${item.label.en}: ${inner.label.en}`),
        read: (body, disclosure = 'masked') =>
          groupRows(body, key)
            .map((row) => exportText(inner, rowValue(row, name), disclosure))
            .filter((text) => text !== '')
            .join('；'),
      }));
  },
);

/** Dates stay YYYY-MM-DD in tables. */
function exportText(definition: FieldDefinition, value: FieldValue, disclosure: Disclosure): string {
  if (definition.control === 'date' && typeof value === 'string') return value;
  return valueText(definition, value, disclosure).zh;
}
