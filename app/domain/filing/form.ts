import { type Words, words } from '#app/domain/words.ts';
import {
  type FieldDefinition,
  type FieldPhase,
  type FormItem,
  type GroupDefinition,
  isGroup,
} from './field.ts';
import { CDO_FIELDS, POST_FIELDS } from './section-cdo.ts';
import { ENTERPRISE_FIELDS, LICENCE_FIELDS } from './section-enterprise.ts';
import { GOVERNANCE_FIELDS, PREPARER_FIELDS, SEALING_FIELDS } from './section-governance.ts';
import { FILING_FIELDS, SCOPE_FIELDS } from './section-scope.ts';

/**
 * The filing form, defined once. The page, the server's check, the printed form, the diff, the merge, the register's
 * export and the sample all come from here. To change the form, change the section files and nothing else.
 */
export const FORM_ITEMS = {
  ...SCOPE_FIELDS,
  ...FILING_FIELDS,
  ...ENTERPRISE_FIELDS,
  ...LICENCE_FIELDS,
  ...CDO_FIELDS,
  ...POST_FIELDS,
  ...GOVERNANCE_FIELDS,
  ...PREPARER_FIELDS,
  ...SEALING_FIELDS,
} satisfies Record<string, FormItem>;

/** Key of a field (`cdo.name`) or of a repeating group (`licences`). */
export type ItemKey = keyof typeof FORM_ITEMS;

export interface FormSection {
  readonly id: string;
  readonly title: Words;
  readonly intro: Words | null;
  readonly phase: FieldPhase;
  readonly keys: readonly ItemKey[];
}

function section(
  id: string,
  title: Words,
  items: Partial<Record<ItemKey, unknown>>,
  intro: Words | null = null,
  phase: FieldPhase = 'content',
): FormSection {
  return { id, title, intro, phase, keys: Object.keys(items) as ItemKey[] };
}

/** Sections in the order of the page and of the printed form. */
export const FORM_SECTIONS: readonly FormSection[] = [
  section(
    'scope',
    words('适用对象', 'Scope'),
    SCOPE_FIELDS,
    words('先确认指南是否适用于本企业。', 'First, whether the guideline applies to this enterprise.'),
  ),
  section('filing', words('备案事项', 'Filing'), FILING_FIELDS),
  section('enterprise', words('企业基本情况', 'Enterprise'), ENTERPRISE_FIELDS),
  section('licence', words('许可情况', 'Licences'), LICENCE_FIELDS),
  section('cdo', words('首席数据官', 'Chief Data Officer'), CDO_FIELDS),
  section('post', words('专职岗位与配合岗位', 'Dedicated and supporting posts'), POST_FIELDS),
  section('governance', words('组织架构与制度', 'Organisation and rules'), GOVERNANCE_FIELDS),
  section('preparer', words('填表信息', 'Prepared by'), PREPARER_FIELDS),
  section('sealing', words('签字盖章与报送', 'Signature, seal, submission'), SEALING_FIELDS, null, 'sealing'),
];

type Items = typeof FORM_ITEMS;
type ValueOf<F> = F extends { control: 'checkbox' }
  ? boolean
  : F extends { control: 'multi-select' }
    ? string[]
    : string;
type GroupKey = { [K in keyof Items]: Items[K] extends GroupDefinition ? K : never }[keyof Items];
type StoredKey = {
  [K in keyof Items]: Items[K] extends GroupDefinition | FieldDefinition<'attachment'> ? never : K;
}[keyof Items];
type HeadOf<K> = K extends `${infer H}.${string}` ? H : never;
type RowOf<G> =
  G extends GroupDefinition<infer F> ? { id: string } & { [K in keyof F]: ValueOf<F[K]> } : never;

/**
 * The body of a filing, complete: an empty text, false or an empty list where nothing is filled in. Attachments
 * aren't part of it; they hang on the filing by slot.
 */
export type FilingBody = {
  [H in HeadOf<StoredKey>]: {
    [K in StoredKey as K extends `${H}.${infer N}` ? N : never]: ValueOf<Items[K]>;
  };
} & { [K in GroupKey]: RowOf<Items[K]>[] };

export interface FormEntry {
  readonly key: ItemKey;
  readonly section: FormSection;
  readonly item: FormItem;
}

/** Every item with its key and section, in the order of the form. */
export const FORM_ENTRIES: readonly FormEntry[] = FORM_SECTIONS.flatMap((of) =>
  of.keys.map((key): FormEntry => ({ key, section: of, item: FORM_ITEMS[key] })),
);

/** The item of a key, or null for a key that isn't of this form. */
export function formItem(key: string): FormItem | null {
  return Object.hasOwn(FORM_ITEMS, key) ? FORM_ITEMS[key as ItemKey] : null;
}

/** The definition of `cdo.name` or `licences[].number`, or null. */
export function fieldDefinition(key: string): FieldDefinition | null {
  const [head, inner] = key.split('[].');
  const item = formItem(head ?? '');
  if (item === null) return null;
  if (inner === undefined) return isGroup(item) ? null : item;
  if (!isGroup(item) || !Object.hasOwn(item.fields, inner)) return null;
  return item.fields[inner] ?? null;
}
