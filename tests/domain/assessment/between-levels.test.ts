import { describe, expect, it } from 'vitest';
import { betweenCellLevels, betweenLevels } from '#app/domain/assessment/between-levels.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { AnswerSheet, GradeKey } from '#app/domain/assessment/scheme.ts';
import { plainScheme, schemeWith, smallModel } from './small-model.ts';

const one = smallModel({ D: { '1': { '1': [0, 2, 3, 1, 1] } } });
const cellOf = (grades: Record<string, GradeKey>, scheme = plainScheme) =>
  score(one, scheme, { grades, exclusions: {} }).domains[0]?.items[0]?.cells[0];

function barrier(grades: Record<string, GradeKey>) {
  const cell = cellOf(grades);
  return cell ? betweenCellLevels(plainScheme, cell) : null;
}

const L2: Record<string, GradeKey> = { '1-L2-1': 'met', '1-L2-2': 'met' };

describe('a cell', () => {
  it('names the criteria of the next level, the largest gain first, and how many are enough', () => {
    // L3: (0.5 + 0 + 1)/3 = 0.5; the gate lacks 0.3. Meeting the unmet one adds 1/3: enough.
    const found = barrier({ ...L2, '1-L3-1': 'partly', '1-L3-2': 'unmet', '1-L3-3': 'met' });
    expect(found).toMatchObject({ level: 2, next: 3, fewest: 1 });
    expect(found?.blocked).toHaveLength(1);
    expect(found?.blocked[0]).toMatchObject({ level: 3, missing: { exact: '3/10' }, fewest: 1 });
    expect(found?.blocked[0]?.criteria.map(({ criterionId, gain }) => [criterionId, gain.exact])).toEqual([
      ['1-L3-2', '1/3'],
      ['1-L3-1', '1/6'],
    ]);
    expect(found?.after.exact).toBe('3');
  });

  it('counts levels above that are passed already', () => {
    // L3 lacks everything, L4 is met, L5 half: once L3 passes the cell is at 4.5.
    const found = barrier({ ...L2, '1-L4-1': 'met', '1-L5-1': 'partly' });
    expect(found).toMatchObject({ level: 2, next: 3, fewest: 3, after: { exact: '9/2' } });
  });

  it('has to pass what lies below a floor, too', () => {
    const wide = smallModel({ D: { '1': { '1': [2, 1, 1, 1, 1] } } });
    const result = score(wide, plainScheme, { grades: {}, exclusions: {} });
    const found = betweenLevels(plainScheme, result, { kind: 'item', id: '1' });
    expect(found?.steps[0]?.blocked.map(({ level }) => level)).toEqual([1, 2]);
    expect(found).toMatchObject({ level: 1, next: 2, suffices: true });
  });

  it.each<[string, Record<string, GradeKey>]>([
    ['level 5', Object.fromEntries(criteriaOf(one).map(({ id }) => [id, 'met']))],
    ['nothing applicable', Object.fromEntries(criteriaOf(one).map(({ id }) => [id, 'not_applicable']))],
    [
      'nothing applicable above',
      {
        ...L2,
        ...Object.fromEntries(
          criteriaOf(one)
            .slice(2)
            .map(({ id }) => [id, 'not_applicable']),
        ),
      },
    ],
  ])('has nothing to reach: %s', (_title, grades) => expect(barrier(grades)).toBeNull());
});

describe('domain and whole', () => {
  const model = smallModel({
    A: { '1': { '1': [0, 1, 1, 1, 1] }, '2': { '2': [0, 3, 1, 1, 1] } },
    B: { '3': { '3': [0, 1, 2, 1, 1] } },
  });
  const answers: AnswerSheet = {
    grades: { '1-L2-1': 'met', '3-L2-1': 'met', '3-L3-1': 'partly' },
    exclusions: {},
  };
  const result = score(model, plainScheme, answers);

  it('orders the climbs by what each criterion lifts, and stops where they suffice', () => {
    // 1: 2, 2: 1, 3: 2.25. A = 1.5, overall (1.5 + 2.25)/2 = 1.875 → 1.88. Level 2 lacks 0.12.
    // 1 to 3 lifts the whole by 1/4 with one criterion; 3 to 3 by 0.375 with two; 2 to 2 by 1/4 with three.
    const found = betweenLevels(plainScheme, result, { kind: 'overall' });
    expect(found).toMatchObject({ level: 1, next: 2, needed: { exact: '3/25' }, suffices: true });
    expect(found?.steps.map(({ cellId, fewest }) => [cellId, fewest])).toEqual([['1', 1]]);
    // (2 + 2.25)/2 is 2.125 → 2.13, less 1.88.
    expect(found?.steps[0]?.lift.exact).toBe('1/4');
  });

  it('says when one climb each is not enough', () => {
    const low = score(model, plainScheme, { grades: {}, exclusions: {} });
    const scheme = schemeWith({ combine: { cells: 'mean', items: 'lowest', domains: 'mean' } });
    const found = betweenLevels(scheme, low, { kind: 'domain', id: 'A' });
    expect(found?.steps.map(({ cellId }) => cellId)).toEqual(['1', '2']);
    expect(found?.suffices).toBe(true);
    const mixed = score(
      smallModel({ D: { '1': { '1': [0, 1, 1, 1, 1] }, '2': { '2': [0, 1, 1, 1, 1] } } }),
      plainScheme,
      {
        grades: Object.fromEntries(['2', '3', '4', '5'].map((level) => [`1-L${level}-1`, 'met'])),
        exclusions: {},
      },
    );
    // 5 and 1 make 3; level 4 needs 7 and 3 at least, the second cell climbs to 2 only: 3.5.
    const far = betweenLevels(plainScheme, mixed, { kind: 'overall' });
    expect(far).toMatchObject({ level: 3, next: 4, suffices: false });
  });

  it('is silent at the top and where nothing has a score', () => {
    const all = Object.fromEntries(criteriaOf(model).map(({ id }) => [id, 'met' as const]));
    const top = score(model, plainScheme, { grades: all, exclusions: {} });
    expect(betweenLevels(plainScheme, top, { kind: 'overall' })).toBeNull();
    const out = score(model, plainScheme, { grades: {}, exclusions: { '3': '无此业务' } });
    expect(betweenLevels(plainScheme, out, { kind: 'domain', id: 'B' })).toBeNull();
  });
});
