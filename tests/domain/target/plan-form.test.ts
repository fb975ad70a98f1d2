import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFields, readPlanForm, rowCount } from '#app/domain/target/plan-form.ts';
import {
  newTargetFields,
  readTargetForm,
  targetFields,
  withoutTarget,
} from '#app/domain/target/target-form.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { policyFiles } from '#seeds/policies/index.ts';
import { samplePlan, sampleTarget } from '#tests/support/plan.ts';

const plan = samplePlan('a');

function read(fields: Readonly<Record<string, string>>, before: PlanContent | null = plan) {
  const reading = readPlanForm({ ...planFields(plan), ...fields }, before);
  return reading.ok ? reading.value : reading.fields;
}

describe('the form of a plan', () => {
  it.each(policyFiles().map((file) => [file.key, file] as const))(
    'says of %s what the file says',
    (_key, file) => {
      expect(readPlanForm(planFields(file), file)).toEqual({ ok: true, value: file });
    },
  );

  it.each(policyFiles().flatMap((file) => file.targets.map((target) => [target.id, file, target] as const)))(
    'says of target %s what the file says',
    (_id, file, target) => {
      expect(readTargetForm(targetFields(file, target), file, target.id)).toEqual({ ok: true, value: file });
    },
  );

  it('counts its rows however many fields are posted', () => {
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`parts.1.${at}`, 'x']));
    expect(rowCount(many, 'parts')).toBe(4);
  });

  it('leaves empty rows out and tells a mistake beside the row that was typed', () => {
    const rows = { 'parts.1.id': '', 'parts.3.id': 'p 3', 'parts.3.title.zh': '第三部分' };
    expect(Object.keys(read(rows))).toEqual(['parts.3.id']);
    const sound = read({ 'parts.5.id': 'p5', 'parts.5.title.zh': '第五部分' });
    expect(sound).toMatchObject({ parts: [{ id: 'p1' }, { id: 'p5' }] });
  });

  it.each([
    ['a day that doesn’t exist', { issuedOn: '2023-02-30' }, 'issuedOn'],
    ['a day as words', { from: '去年' }, 'from'],
    ['a last day before the first', { until: '2025-12-31' }, 'until'],
    ['no title', { 'title.zh': ' ' }, 'title.zh'],
    ['a title without end', { 'title.zh': '长'.repeat(10_000) }, 'title.zh'],
    ['an id that stands twice', { 'deliverables.0.id': 'T1' }, 'deliverables.0.id'],
    ['a part that isn’t there', { 'deliverables.0.part': 'p9' }, 'deliverables.0.part'],
    ['a null character', { number: 'a\u0001b' }, 'number'],
  ] as const)('refuses %s beside its field', (_what, typed, field) => {
    const task = {
      'deliverables.0.id': 'Q1',
      'deliverables.0.part': 'p1',
      'deliverables.0.clause': '第2条',
      'deliverables.0.text.zh': '示例',
    };
    expect(Object.keys(read({ ...task, ...typed }))).toContain(field);
  });

  it('tells at the top what it breaks in a target, by its id', () => {
    const fields = read({ 'parts.0.id': 'p2' });
    expect(fields).toMatchObject({
      _form: { zh: expect.stringMatching(/^T1：没有编号为 p1 的部分/) as string },
    });
    expect(Object.keys(fields)).toEqual(['_form']);
  });

  it('keeps key, region, targets and context of a plan that is there, whatever is posted', () => {
    expect(read({ key: 'other', region: '310000', targets: '[]', unknown: 'x' })).toEqual(plan);
  });

  it('takes key and region of a new one', () => {
    expect(read({ key: 'new-plan', region: '370100' }, null)).toMatchObject({
      key: 'new-plan',
      region: '370100',
      targets: [],
    });
    expect(Object.keys(read({ key: 'Neu!', region: 'x' }, null))).toEqual(['key', 'region']);
  });

  it('never throws, whatever is posted', () => {
    const name = fc.oneof(
      fc.constantFrom('title.zh', 'from', 'until', 'parts.0.id', 'parts.999.id', 'defects.7.en', '__proto__'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: 'binary' })), (fields) => {
        expect(typeof readPlanForm(fields, null).ok).toBe('boolean');
        expect(typeof readTargetForm(fields, plan, 'T1').ok).toBe('boolean');
        expect(rowCount(fields, 'parts')).toBeLessThanOrEqual(220);
      }),
    );
  });
});

describe('the form of a target', () => {
  const typed = {
    ...newTargetFields(plan),
    id: 'T3',
    clause: '第3条',
    'indicator.zh': '示例指标',
    value: '80.5',
    'unit.zh': '%',
    'entryName.zh': '数值',
    'summary.zh': '示例',
  };
  const add = (more: Readonly<Record<string, string>> = {}) => {
    const reading = readTargetForm({ ...typed, ...more }, plan, null);
    return reading.ok ? reading.value.targets : reading.fields;
  };
  const idsOf = (given: ReturnType<typeof add>) => (Array.isArray(given) ? given.map(({ id }) => id) : given);

  it('adds a target where it is asked for', () => {
    expect(idsOf(add())).toEqual(['T1', 'T2', 'T3']);
    expect(idsOf(add({ after: '' }))).toEqual(['T3', 'T1', 'T2']);
    expect(idsOf(add({ after: 'T1' }))).toEqual(['T1', 'T3', 'T2']);
  });

  it('moves and changes one, which keeps its id', () => {
    const fields = { ...targetFields(plan, sampleTarget('T2')), after: '', id: 'X9', value: '7' };
    const reading = readTargetForm(fields, plan, 'T2');
    expect(reading).toMatchObject({ ok: true, value: { targets: [{ id: 'T2', value: 7 }, { id: 'T1' }] } });
  });

  it.each([
    ['a negative value', { value: '-1' }, 'value'],
    ['a value as words', { value: '一百' }, 'value'],
    ['an absurd value', { value: '9999999999999999' }, 'value'],
    ['a value of five decimals', { value: '1.00001' }, 'value'],
    ['a value in the other notation', { value: '1e3' }, 'value'],
    ['no value', { value: '' }, 'value'],
    ['an id that another target has', { id: 't1' }, 'id'],
    ['an id with signs', { id: 'T-3' }, 'id'],
    ['a deadline before the plan', { deadline: '2025-12-31' }, 'deadline'],
    ['a deadline that is no day', { deadline: '2026-02-30' }, 'deadline'],
    ['an unknown comparator', { comparator: 'roughly' }, 'comparator'],
    ['a limit that is to be reached', { comparator: 'at_most' }, 'direction'],
    ['a headline that has no source', { headline: 'platform' }, 'headline'],
    [
      'a platform rule without a level',
      { 'platform.from': 'certificate', 'platform.certificate': 'dcmm', 'platform.leastLevel': '9' },
      'platform.leastLevel',
    ],
    [
      'an unknown designation',
      { 'platform.from': 'designation', 'platform.designation': 'x', 'platform.counts': 'ever' },
      'platform.designation',
    ],
    ['an unknown rule', { 'platform.from': 'x' }, 'platform.from'],
    ['a part that isn’t there', { part: 'p9' }, 'part'],
    ['no summary', { 'summary.zh': '' }, 'summary.zh'],
  ] as const)('refuses %s beside its field', (_what, more, field) => {
    expect(Object.keys(add(more))).toEqual([field]);
  });

  it('tells an id that a deliverable has beside the form’s own', () => {
    const text = { zh: '示例', en: 'Sample' };
    const before = samplePlan('a', {
      deliverables: [{ id: 'Q1', part: 'p1', clause: '第2条', text, deadline: null }],
    });
    const reading = readTargetForm({ ...typed, id: 'Q1' }, before, null);
    expect(reading.ok ? [] : Object.keys(reading.fields)).toEqual(['id']);
  });

  it('takes one out', () => {
    expect(withoutTarget(plan, 'T1')).toMatchObject({ ok: true, value: { targets: [{ id: 'T2' }] } });
  });
});
