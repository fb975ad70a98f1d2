import { isTelecomCategory } from '#app/domain/organisation/telecom-licence.ts';
import { type JsonValue, canonicalJson } from './canonical.ts';
import {
  bodyPlaces,
  groupRows,
  isEmptyValue,
  rowValue,
  fieldValue,
  withField,
  withRows,
  emptyValue,
} from './body.ts';
import { isShown } from './condition.ts';
import type { FieldValue, FormOptions } from './field.ts';
import { DEFAULT_FORM_OPTIONS, isGroup } from './field.ts';
import { FORM_ENTRIES, type FilingBody } from './form.ts';
import { FORM_VERSION } from './guideline.ts';

/**
 * The content of a body for its digest: what is filled in, without the sealing part. Empty places are left out, so
 * that a field added to the form later leaves the digests of earlier versions as they are. Row ids and the order of
 * rows are part of the content.
 * @param formVersion the version stored with the body, when a digest is checked again
 */
export function contentOf(body: FilingBody, formVersion: string = FORM_VERSION): JsonValue {
  const content: Record<string, JsonValue> = { formVersion };
  for (const { key, section, item } of FORM_ENTRIES) {
    if (section.phase !== 'content') continue;
    if (isGroup(item)) {
      const rows = groupRows(body, key).map((row) => {
        const filled = Object.keys(item.fields).map((name) => [name, rowValue(row, name)] as const);
        return Object.fromEntries([['id', row.id], ...filled.filter(([, value]) => !isEmptyValue(value))]);
      });
      if (rows.length > 0) content[key] = rows;
    } else if (item.control !== 'attachment') {
      const value = fieldValue(body, key);
      if (!isEmptyValue(value)) content[key] = value;
    }
  }
  return content;
}

/** What is filled in of the sealing part, by the fields' keys; the digest doesn't cover it. */
export function sealingOf(body: FilingBody): Record<string, JsonValue> {
  return Object.fromEntries(
    FORM_ENTRIES.flatMap(({ key, section, item }): [string, JsonValue][] => {
      if (section.phase !== 'sealing' || isGroup(item) || item.control === 'attachment') return [];
      const value = fieldValue(body, key);
      return isEmptyValue(value) ? [] : [[key, value]];
    }),
  );
}

/** One text for one content: the input of the digest that the printed form carries. */
export function canonicalContent(body: FilingBody, formVersion: string = FORM_VERSION): string {
  return canonicalJson(contentOf(body, formVersion));
}

/** The body without values of fields that its own answers hide; what is frozen is what could be seen. */
export function withoutHidden(body: FilingBody, options: FormOptions = DEFAULT_FORM_OPTIONS): FilingBody {
  let result = body;
  for (const { key, item } of FORM_ENTRIES) {
    if (isShown(item, body, options)) continue;
    if (isGroup(item)) result = withRows(result, key, []);
    else if (item.control !== 'attachment') result = withField(result, key, emptyValue(item));
  }
  return result;
}

/** The body of a re-filing from the last recorded version: kind 变更重新备案, change and sealing emptied. */
export function refilingBody(recorded: FilingBody, previousRecord: string): FilingBody {
  let body = recorded;
  for (const { key, section, item } of FORM_ENTRIES) {
    if (isGroup(item) || item.control === 'attachment') continue;
    if (section.phase === 'sealing' || key.startsWith('change.') || key.startsWith('preparer.')) {
      body = withField(body, key, emptyValue(item));
    }
  }
  return withField(withField(body, 'filing.kind', 'change'), 'change.previousRecord', previousRecord);
}

/** The sealing part of `from` put onto the content of `body`. */
export function withSealing(body: FilingBody, from: FilingBody): FilingBody {
  let result = body;
  for (const { key, section, item } of FORM_ENTRIES) {
    if (section.phase !== 'sealing' || (!isGroup(item) && item.control === 'attachment')) continue;
    result = isGroup(item)
      ? withRows(result, key, groupRows(from, key))
      : withField(result, key, fieldValue(from, key));
  }
  return result;
}

/** Facts of a body that the queue filters and searches by. */
export interface FilingFacts {
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly regionCode: string;
  readonly cdoName: string;
  /** Joined by a blank, in the order of the form. */
  readonly licenceNumbers: string;
  readonly hasA1: boolean;
  readonly hasA2: boolean;
  readonly hasB1: boolean;
  readonly hasB2: boolean;
  readonly hasDomain: boolean;
  /** Values of searchable fields, each once. */
  readonly searchable: readonly string[];
}

/** Reads what is kept in columns beside the body; licence classes come from the chosen categories. */
export function filingFacts(body: FilingBody): FilingFacts {
  const categories = body.licences.flatMap((row) => row.categories).filter(isTelecomCategory);
  const has = (classCode: string) => categories.some((category) => category.startsWith(classCode));
  const numbers = [...body.licences, ...body.domainLicences]
    .map((row) => row.number)
    .filter((number) => number !== '');
  const searchable = bodyPlaces(body)
    .filter(({ definition }) => definition.searchable)
    .map(({ value }): FieldValue => value)
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return {
    enterpriseName: body.enterprise.name,
    uscc: body.enterprise.uscc,
    regionCode: body.enterprise.region,
    cdoName: body.cdo.name,
    licenceNumbers: numbers.join(' '),
    hasA1: has('A1'),
    hasA2: has('A2'),
    hasB1: has('B1'),
    hasB2: has('B2'),
    hasDomain: body.domainLicences.some((row) => row.number !== ''),
    searchable: [...new Set(searchable)],
  };
}
