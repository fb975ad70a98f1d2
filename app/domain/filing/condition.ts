import { fieldValue, isEmptyValue } from './body.ts';
import type { Condition, FieldDefinition, FormItem, FormOptions } from './field.ts';
import { DEFAULT_FORM_OPTIONS, isGroup } from './field.ts';
import { FORM_ENTRIES, type FilingBody, type FormEntry } from './form.ts';
import type { Words } from '#app/domain/words.ts';

/** Whether a condition holds for a body under an installation's options. */
function holds(condition: Condition, body: FilingBody, options: FormOptions = DEFAULT_FORM_OPTIONS): boolean {
  if ('option' in condition) return options[condition.option];
  if ('not' in condition) return !holds(condition.not, body, options);
  if ('all' in condition) return condition.all.every((part) => holds(part, body, options));
  if ('any' in condition) return condition.any.some((part) => holds(part, body, options));
  const value = fieldValue(body, condition.field);
  if ('is' in condition) return value === condition.is;
  if ('filled' in condition) return isEmptyValue(value) !== condition.filled;
  const { anyOf } = condition;
  return Array.isArray(value) ? value.some((code) => anyOf.includes(code)) : anyOf.includes(String(value));
}

/** Whether the page and the print show an item for this body. */
export function isShown(
  item: FormItem,
  body: FilingBody,
  options: FormOptions = DEFAULT_FORM_OPTIONS,
): boolean {
  return item.shownWhen === null || holds(item.shownWhen, body, options);
}

/** Whether an item must be filled in to freeze or to submit. */
export function isRequired(
  item: FormItem,
  purpose: 'freeze' | 'submit',
  body: FilingBody,
  options: FormOptions = DEFAULT_FORM_OPTIONS,
): boolean {
  if (item.required === 'never' || (item.required === 'submit' && purpose === 'freeze')) return false;
  if (!isShown(item, body, options)) return false;
  return item.requiredWhen === null || holds(item.requiredWhen, body, options);
}

/** The label of an item for this body: a branch has a 负责人. */
export function labelOf(item: FormItem, body: FilingBody): Words {
  if (isGroup(item)) return item.label;
  const variant: FieldDefinition['labelWhen'] = item.labelWhen;
  return variant !== null && holds(variant.when, body) ? variant.label : item.label;
}

/** Entries of the form that are shown for this body, in order. */
export function shownEntries(
  body: FilingBody,
  options: FormOptions = DEFAULT_FORM_OPTIONS,
): readonly FormEntry[] {
  return FORM_ENTRIES.filter(({ item }) => isShown(item, body, options));
}
