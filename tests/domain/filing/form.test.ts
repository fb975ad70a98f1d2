import { describe, expect, it } from 'vitest';
import { isShown, labelOf } from '#app/domain/filing/condition.ts';
import { emptyBody, sampleBody } from '#app/domain/filing/body.ts';
import { type Condition, type FieldDefinition, type FormItem, isGroup } from '#app/domain/filing/field.ts';
import {
  FORM_ENTRIES,
  FORM_ITEMS,
  FORM_SECTIONS,
  fieldDefinition,
  formItem,
} from '#app/domain/filing/form.ts';
import { ATTACHMENT_SLOTS } from '#app/domain/filing/option.ts';

const fields: [string, FieldDefinition][] = FORM_ENTRIES.flatMap(
  ({ key, item }): [string, FieldDefinition][] =>
    isGroup(item)
      ? Object.entries(item.fields).map(([name, inner]): [string, FieldDefinition] => [
          `${key}[].${name}`,
          inner,
        ])
      : [[key, item]],
);

function keysOf(condition: Condition | null): string[] {
  if (condition === null || 'option' in condition) return [];
  if ('not' in condition) return keysOf(condition.not);
  if ('all' in condition) return condition.all.flatMap(keysOf);
  if ('any' in condition) return condition.any.flatMap(keysOf);
  return [condition.field];
}

describe('the form', () => {
  it('puts every item into exactly one section', () => {
    const keys = FORM_SECTIONS.flatMap((section) => section.keys);
    expect([...keys].sort()).toEqual(Object.keys(FORM_ITEMS).sort());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(fields)('%s is whole', (_key, definition) => {
    for (const text of [definition.label, definition.ground]) {
      expect(text.zh).not.toBe('');
      expect(text.en).not.toBe('');
    }
    const chosen = definition.control === 'select' || definition.control === 'multi-select';
    expect(definition.options !== null).toBe(chosen);
    if (definition.basis === 'G') expect(definition.ground.zh).toMatch(/^指南/u);
    if (definition.encrypted || definition.mask !== null) expect(definition.personal).toBe(true);
    if (definition.encrypted) expect(definition.searchable).toBe(false);
    if (definition.encrypted && definition.exported) expect(definition.mask).not.toBeNull();
  });

  it('mentions only its own fields in conditions', () => {
    const named = FORM_ENTRIES.flatMap(({ item }: { item: FormItem }) => [
      ...keysOf(item.requiredWhen),
      ...keysOf(item.shownWhen),
    ]);
    expect(named.filter((key) => fieldDefinition(key) === null)).toEqual([]);
  });

  it('has one attachment field for each slot', () => {
    const slots = fields.filter(([, { control }]) => control === 'attachment').map(([key]) => key);
    expect(slots.sort()).toEqual(
      Object.keys(ATTACHMENT_SLOTS)
        .map((slot) => `attachments.${slot}`)
        .sort(),
    );
  });

  it('encrypts identity numbers, mobiles and private contacts, and leaves the name of the CDO searchable', () => {
    const encrypted = fields.filter(([, { encrypted: is }]) => is).map(([key]) => key);
    expect(encrypted.sort()).toEqual([
      'cdo.email',
      'cdo.identityNumber',
      'cdo.mobile',
      'post.email',
      'post.phone',
      'supportingPosts[].phone',
    ]);
    expect(fieldDefinition('cdo.name')).toMatchObject({ searchable: true, encrypted: false });
  });

  it('knows nothing of foreign keys', () => {
    for (const key of ['toString', 'cdo', 'cdo.', 'licences[].toString', 'cdo[].name', 'licences[]', '']) {
      expect(fieldDefinition(key)).toBeNull();
    }
    expect(formItem('__proto__')).toBeNull();
  });
});

describe('conditions', () => {
  const shown = (key: string, body = emptyBody()) => {
    const item = formItem(key);
    return item !== null && isShown(item, body);
  };

  it.each([
    ['change.happenedOn', 'first', false],
    ['change.happenedOn', 'change', true],
  ])('%s of a %s filing is shown: %s', (key, kind, is) => {
    expect(shown(key, emptyBody({ filing: { kind } }))).toBe(is);
  });

  it.each([
    ['licences', ['icp'], true],
    ['licences', ['domain-registrar'], false],
    ['licences', ['industrial'], false],
    ['domainLicences', ['domain-registrar'], true],
    ['domainLicences', ['icp'], false],
    ['scope.licensedIn', ['industrial'], false],
    ['scope.licensedIn', ['icp'], true],
  ])('%s for %j is shown: %s', (key, categories, is) => {
    expect(shown(key, emptyBody({ scope: { categories } }))).toBe(is);
  });

  it('identity documents appear only where they are switched on', () => {
    const item = formItem('cdo.identityNumber');
    expect(item !== null && isShown(item, emptyBody())).toBe(false);
    expect(item !== null && isShown(item, emptyBody(), { identity: true })).toBe(true);
  });

  it('a branch has a 负责人', () => {
    const item = FORM_ITEMS['enterprise.representativeName'];
    expect(labelOf(item, sampleBody()).zh).toBe('法定代表人姓名');
    expect(labelOf(item, sampleBody({ enterprise: { isBranch: true } })).zh).toBe('负责人姓名');
  });
});
