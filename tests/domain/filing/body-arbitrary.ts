import fc from 'fast-check';
import { normaliseBody } from '#app/domain/filing/body.ts';
import { type FieldDefinition, isGroup } from '#app/domain/filing/field.ts';
import { FORM_ENTRIES, type FilingBody } from '#app/domain/filing/form.ts';

const texts = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', '示例', '914403001922038216', '2026-11-22', 'true', '0012', 'a,b;c'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** Few different values, so that equal, changed and empty ones all occur often. */
function valueOf(definition: FieldDefinition): fc.Arbitrary<unknown> {
  if (definition.control === 'checkbox') return fc.boolean();
  const codes = (definition.options ?? []).slice(0, 3).map((option) => option.code);
  if (definition.control === 'multi-select') return fc.subarray(codes);
  return codes.length > 0 ? fc.constantFrom('', ...codes) : texts;
}

function fieldsOf(fields: Readonly<Record<string, FieldDefinition>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, definition]) => [name, valueOf(definition)]));
}

function build(): fc.Arbitrary<FilingBody> {
  const heads: Record<string, Record<string, fc.Arbitrary<unknown>>> = {};
  const groups: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { key, item } of FORM_ENTRIES) {
    if (isGroup(item)) {
      const row = fc.record({ id: fc.constantFrom('r1', 'r2', 'r3', 'x'), ...fieldsOf(item.fields) });
      groups[key] = fc.uniqueArray(row, { maxLength: 3, selector: ({ id }) => id });
    } else if (item.control !== 'attachment') {
      const [head = '', name = ''] = key.split('.');
      heads[head] = { ...heads[head], [name]: valueOf(item) };
    }
  }
  const records = Object.fromEntries(
    Object.entries(heads).map(([head, fields]) => [head, fc.record(fields)]),
  );
  return fc.record({ ...records, ...groups }).map((input) => normaliseBody(input));
}

/** Bodies in normal form, mostly unfinished. */
export const anyBody: fc.Arbitrary<FilingBody> = build();
