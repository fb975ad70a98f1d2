import type { MaskKind } from '#app/domain/organisation/masking.ts';
import type { Words } from '#app/domain/words.ts';

/** How a field is filled in; the page draws one control for each kind. */
export type ControlKind =
  | 'text'
  | 'textarea'
  | 'date'
  | 'select'
  | 'multi-select'
  | 'checkbox'
  | 'phone'
  | 'mobile'
  | 'email'
  | 'uscc'
  | 'telecom-licence-number'
  | 'domain-licence-number'
  | 'identity-number'
  | 'attachment';

/** A value in the body: texts stay texts (18 digits survive), ticks are booleans, choices are lists of codes. */
export type FieldValue = string | boolean | string[];

/** From when a value must be there. */
export type RequiredLevel = 'never' | 'freeze' | 'submit';

/** Basis of a field: G the guideline's text, A usual in analogous forms, P a need of the product. */
export type Basis = 'G' | 'A' | 'P';

/** `content` is frozen, printed and digested; `sealing` is filled in afterwards (signature, submission). */
export type FieldPhase = 'content' | 'sealing';

/** Switches of an installation that change the form. */
export interface FormOptions {
  /** Identity documents are asked; off by default. */
  readonly identity: boolean;
}

export const DEFAULT_FORM_OPTIONS: FormOptions = { identity: false };

/** When a field is shown or required, as plain data. `field` is a key such as `filing.kind`. */
export type Condition =
  | { readonly field: string; readonly is: string | boolean }
  | { readonly field: string; readonly anyOf: readonly string[] }
  | { readonly field: string; readonly filled: boolean }
  | { readonly option: keyof FormOptions }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export interface OptionItem {
  readonly code: string;
  readonly label: Words;
}

export interface FieldDefinition<C extends ControlKind = ControlKind> {
  readonly control: C;
  readonly label: Words;
  /** Another label under a condition (负责人 instead of 法定代表人). */
  readonly labelWhen: { readonly when: Condition; readonly label: Words } | null;
  readonly help: Words | null;
  readonly required: RequiredLevel;
  /** Required only while this holds. */
  readonly requiredWhen: Condition | null;
  readonly shownWhen: Condition | null;
  /** Said when a required value is missing, in place of the usual sentence. */
  readonly missing: Words | null;
  readonly basis: Basis;
  /** Clause of the guideline (G) or the reason (A, P). */
  readonly ground: Words;
  readonly printed: boolean;
  /** The mask shown in lists and in the register's export; null shows the value. */
  readonly mask: MaskKind | null;
  readonly personal: boolean;
  /** Encrypted at rest. */
  readonly encrypted: boolean;
  readonly searchable: boolean;
  /** A column of the register's export. */
  readonly exported: boolean;
  readonly phase: FieldPhase;
  /** In characters (code points). */
  readonly maxLength: number;
  readonly options: readonly OptionItem[] | null;
  /** 示例 value. */
  readonly sample: FieldValue;
}

/** A group of rows; each row has an `id` besides its fields. */
export interface GroupDefinition<
  F extends Record<string, FieldDefinition> = Record<string, FieldDefinition>,
> {
  readonly control: 'repeating' | 'organisation-chart';
  readonly label: Words;
  /** Name of one row (许可证 1). */
  readonly rowLabel: Words;
  readonly help: Words | null;
  readonly required: RequiredLevel;
  readonly requiredWhen: Condition | null;
  readonly shownWhen: Condition | null;
  readonly missing: Words | null;
  readonly basis: Basis;
  readonly ground: Words;
  readonly printed: boolean;
  readonly phase: FieldPhase;
  readonly maxRows: number;
  readonly fields: F;
  readonly sampleRows: readonly ({ readonly id: string } & Readonly<Record<string, FieldValue>>)[];
}

export type FormItem = FieldDefinition | GroupDefinition;

/** What a field definition must say; the rest has defaults. */
type FieldInput = Partial<Omit<FieldDefinition, 'control'>> &
  Pick<FieldDefinition, 'label' | 'basis' | 'ground'>;

/** Wide on purpose: a draft keeps what was typed, and the rule of the control says what is wrong with it. */
const MAX_LENGTHS: Readonly<Partial<Record<ControlKind, number>>> = { textarea: 4000, email: 254 };

function defaultSample(control: ControlKind): FieldValue {
  if (control === 'checkbox') return false;
  return control === 'multi-select' ? [] : '';
}

/** Defines a field. Defaults: optional, always shown, printed unless its basis is P, neither personal nor masked. */
export function field<C extends ControlKind>(control: C, input: FieldInput): FieldDefinition<C> {
  return {
    labelWhen: null,
    help: null,
    required: 'never',
    requiredWhen: null,
    shownWhen: null,
    missing: null,
    printed: input.basis !== 'P',
    mask: null,
    personal: false,
    encrypted: false,
    searchable: false,
    exported: false,
    phase: 'content',
    maxLength: MAX_LENGTHS[control] ?? 200,
    options: null,
    sample: defaultSample(control),
    ...input,
    control,
  };
}

type GroupInput<F extends Record<string, FieldDefinition>> = Partial<Omit<GroupDefinition<F>, 'fields'>> &
  Pick<GroupDefinition<F>, 'label' | 'rowLabel' | 'basis' | 'ground' | 'fields'>;

/** Defines a repeating group. Defaults: optional, always shown, printed unless its basis is P, at most 50 rows. */
export function group<F extends Record<string, FieldDefinition>>(input: GroupInput<F>): GroupDefinition<F> {
  return {
    control: 'repeating',
    help: null,
    required: 'never',
    requiredWhen: null,
    shownWhen: null,
    missing: null,
    printed: input.basis !== 'P',
    phase: 'content',
    maxRows: 50,
    sampleRows: [],
    ...input,
  };
}

export function isGroup(item: FormItem): item is GroupDefinition {
  return item.control === 'repeating' || item.control === 'organisation-chart';
}
