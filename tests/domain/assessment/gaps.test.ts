import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  multiply,
  parseFraction,
  subtract,
  sum,
  ZERO,
} from '#app/domain/assessment/fraction.ts';
import { rankGaps, type GapAction } from '#app/domain/assessment/gaps.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { plannedResult } from '#app/domain/assessment/planned.ts';
import { score, valueOf } from '#app/domain/assessment/score.ts';
import { GRADES, type AnswerSheet, type GradeKey } from '#app/domain/assessment/scheme.ts';
import { plainScheme, schemeWith, smallModel } from './small-model.ts';

const model = smallModel({
  A: { '1': { '1': [0, 2, 1, 1, 1] }, '2': { '2': [0, 1, 1, 1, 1] } },
  B: { '3': { '3': [0, 1, 1, 1, 1] } },
});
const answers: AnswerSheet = {
  grades: { '1-L2-1': 'partly', '1-L2-2': 'unmet', '1-L3-1': 'met', '2-L2-1': 'mostly', '3-L2-1': 'met' },
  exclusions: {},
};
const result = score(model, plainScheme, answers);
const gaps = (options: { actions?: GapAction[]; upTo?: number; scheme?: typeof plainScheme } = {}) =>
  rankGaps(options.scheme ?? plainScheme, result, {
    actions: options.actions ?? [],
    upTo: options.upTo ?? 5,
  });
const gap = (id: string) => gaps().find(({ criterionId }) => criterionId === id);

describe('the factors of a gap', () => {
  it('shares what a level withholds by what each criterion lacks', () => {
    // Cell 1: L2 (0.5 + 0)/2 = 0.25: score 1.25. With L2, L3 counts as well: 3. Withheld 1.75, lacks 0.5 and 1.
    expect(gap('1-L2-1')?.levels.exact).toBe('7/12');
    expect(gap('1-L2-2')?.levels.exact).toBe('7/6');
    expect(gap('1-L2-2')).toMatchObject({ turn: 1, grade: 'unmet', level: 2 });
    // L4 comes after: 3 → 4, by one criterion that nobody answered.
    expect(gap('1-L4-1')).toMatchObject({ turn: 2, grade: null, levels: { exact: '1' } });
  });

  it('weighs a cell by its part in the whole', () => {
    // Items halve a domain, domains halve the whole.
    expect(gap('1-L2-2')?.weight.exact).toBe('1/4');
    expect(gap('3-L3-1')?.weight.exact).toBe('1/2');
    // 7/6 × 1/4; first turn, effort 1.
    expect(gap('1-L2-2')?.points.exact).toBe('7/24');
    expect(gap('1-L2-2')?.value.exact).toBe('7/24');
    expect(gap('1-L4-1')?.value.exact).toBe('1/8');
  });

  it('leaves out what withholds nothing: a level that is passed all the same', () => {
    expect(gap('2-L2-1')).toBeUndefined();
    expect(gap('3-L2-1')).toBeUndefined();
  });

  it('ranks by value, then the lower level, then the order of the model', () => {
    const found = gaps();
    expect(found.map(({ rank }) => rank)).toEqual(found.map((_, index) => index + 1));
    // 3-L3: 1 × 1/2 = 1/2. 1-L2-2: 7/24. 2-L3 and 3-L4 (second turn): 1/4 each, the lower level first.
    expect(found.slice(0, 4).map(({ criterionId }) => criterionId)).toEqual([
      '3-L3-1',
      '1-L2-2',
      '2-L3-1',
      '3-L4-1',
    ]);
  });

  it('divides by the effort of open actions: their own, and an even part of those about the cell', () => {
    const actions: GapAction[] = [
      { cellId: '3', criterionId: '3-L3-1', expectedLevel: 3, effort: 10 },
      { cellId: '1', criterionId: null, expectedLevel: 2, effort: 6 },
    ];
    const found = gaps({ actions });
    const at = (id: string) => found.find(({ criterionId }) => criterionId === id);
    expect(at('3-L3-1')).toMatchObject({
      effort: { exact: '10' },
      isEffortPlanned: true,
      value: { exact: '1/20' },
    });
    expect(at('1-L2-1')?.effort.exact).toBe('3');
    expect(at('1-L4-1')).toMatchObject({ effort: { exact: '1' }, isEffortPlanned: false });
  });

  it('stops at the target', () => {
    expect(gaps({ upTo: 2 }).map(({ criterionId }) => criterionId)).toEqual(['1-L2-2', '1-L2-1']);
  });

  it('gives weight to the lowest alone where the lowest decides', () => {
    const scheme = schemeWith({ combine: { cells: 'mean', items: 'mean', domains: 'lowest' } });
    const found = rankGaps(scheme, score(model, scheme, answers), { actions: [], upTo: 5 });
    expect(found.find(({ criterionId }) => criterionId === '3-L3-1')?.weight.exact).toBe('0');
    expect(found[0]?.criterionId).toBe('1-L2-2');
  });
});

it('adds up: what all gaps withhold is what the whole lacks to level 5', () => {
  const ids = criteriaOf(model).map(({ id }) => id);
  const arbitrary = fc.array(fc.constantFrom(...GRADES.filter((grade) => grade !== 'not_applicable')), {
    minLength: ids.length,
    maxLength: ids.length,
  });
  fc.assert(
    fc.property(arbitrary, fc.constantFrom('0.5', '2', '3.3'), (grades, weight) => {
      const scheme = schemeWith({ weights: { A: weight, '2': weight } });
      const sheet = Object.fromEntries(
        ids.map((id, index): [string, GradeKey] => [id, grades[index] ?? 'unmet']),
      );
      const derivation = score(model, scheme, { grades: sheet, exclusions: {} });
      const points = sum(
        rankGaps(scheme, derivation, { actions: [], upTo: 5 }).map((one) => valueOf(one.points)),
      );
      if (!derivation.raw) throw new Error('no score');
      expect(add(valueOf(derivation.raw), points)).toEqual(parseFraction('5'));
    }),
    { numRuns: 200, seed: 20261122 },
  );
});

describe('the plan', () => {
  it('meets a criterion by its own action, and a whole cell up to the level by another', () => {
    const whole = plannedResult(model, plainScheme, answers, [
      { cellId: '1', criterionId: null, expectedLevel: 3, effort: 1 },
    ]);
    expect(whole.domains[0]?.items[0]?.score?.exact).toBe('3');
    const single = plannedResult(model, plainScheme, answers, [
      { cellId: '1', criterionId: '1-L2-2', expectedLevel: 5, effort: 1 },
    ]);
    // L2: (0.5 + 1)/2 = 0.75.
    expect(single.domains[0]?.items[0]?.score?.exact).toBe('7/4');
  });

  it('leaves alone what is not applicable or excluded', () => {
    const sheet: AnswerSheet = { grades: { '1-L2-1': 'not_applicable' }, exclusions: { '2': '无此业务' } };
    const actions = ['1', '2'].map((cellId) => ({ cellId, criterionId: null, expectedLevel: 5, effort: 1 }));
    const planned = plannedResult(model, plainScheme, sheet, actions);
    expect(planned.domains[0]?.items.map((item) => item.score?.exact ?? null)).toEqual(['5', null]);
    expect(planned.notApplicable).toBe(1);
  });

  it('never lowers a score', () => {
    const before = score(model, plainScheme, answers).raw;
    const after = plannedResult(model, plainScheme, answers, [
      { cellId: '2', criterionId: null, expectedLevel: 4, effort: 9 },
    ]).raw;
    if (!before || !after) throw new Error('no score');
    const gain = subtract(valueOf(after), valueOf(before));
    // Item 2 goes from 2 to 4, a quarter of the whole: 0.5.
    expect(gain).toEqual(multiply(parseFraction('2'), parseFraction('1/4')));
    expect(compare(gain, ZERO)).toBe(1);
  });
});
