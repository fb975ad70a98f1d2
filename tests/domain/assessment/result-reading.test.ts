import { describe, expect, it } from 'vitest';
import { compareWithTarget } from '#app/domain/assessment/compare-target.ts';
import { explainFigure, type Explanation } from '#app/domain/assessment/explanation.ts';
import { heatMap } from '#app/domain/assessment/heat-map.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { AnswerSheet } from '#app/domain/assessment/scheme.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import { plainScheme, schemeWith, smallModel } from './small-model.ts';

const model = smallModel({
  A: { '1': { '1': [0, 2, 1, 1, 1] }, '2': { '2': [0, 1, 1, 1, 1] } },
  B: { '3': { '3': [0, 1, 1, 1, 1] } },
});
// Item 1: L2 (0.5 + 0)/2 = 0.25, below the gate; its L3 is met: score 1.25. Item 2 is left out. Item 3: L2 met, no more: 2.
const answers: AnswerSheet = {
  grades: { '1-L2-1': 'partly', '1-L2-2': 'unmet', '1-L3-1': 'met', '3-L2-1': 'met' },
  exclusions: { '2': '无此业务' },
};
const result = score(model, plainScheme, answers);
const explain = (kind: 'overall' | 'domain' | 'item' | 'cell', id: string, isWhole = false) =>
  explainFigure(model, plainScheme, result, { kind, id, isWhole });

describe('the explanation of a figure', () => {
  it('writes the calculation with exact numbers and stops at parts that have figures of their own', () => {
    expect(explain('overall', 'all')).toMatchObject({
      kind: 'overall',
      sum: '(5/4 + 2) ÷ 2 = 13/8',
      score: { shown: '1.63' },
      level: 1,
      inside: [],
      parts: [
        { kind: 'domain', id: 'A', weight: '1', score: { exact: '5/4' } },
        { kind: 'domain', id: 'B', weight: '1', score: { exact: '2' } },
      ],
    });
  });

  it('goes down to every answer when the whole is asked for', () => {
    const ids: string[] = [];
    const walk = (part: Explanation) => {
      if (part.kind === 'cell') {
        ids.push(...part.levels.flatMap(({ criteria }) => criteria.map(({ id }) => id)));
      } else part.inside.forEach(walk);
    };
    const whole = explain('overall', 'all', true);
    if (whole) walk(whole);
    // Item 2 is left out and has no steps.
    expect(ids).toEqual([
      '1-L2-1', '1-L2-2', '1-L3-1', '1-L4-1', '1-L5-1',
      '3-L2-1', '3-L3-1', '3-L4-1', '3-L5-1',
    ]); // prettier-ignore
  });

  it('explains an item of one cell by that cell: criteria, worth, share, gate', () => {
    expect(explain('item', '1')).toMatchObject({
      kind: 'cell',
      id: '1',
      reached: 1,
      score: { exact: '5/4' },
    });
    const cell = explain('cell', '1');
    const level = cell?.kind === 'cell' ? cell.levels.find(({ level: one }) => one === 2) : undefined;
    expect(level).toMatchObject({
      sum: { exact: '1/2' },
      applicable: 2,
      share: { exact: '1/4' },
      passes: false,
    });
    expect(level?.criteria).toMatchObject([
      { id: '1-L2-1', worth: '0.5' },
      { id: '1-L2-2', worth: '0' },
    ]);
    const unanswered = cell?.kind === 'cell' ? cell.levels.find(({ level: one }) => one === 4) : undefined;
    expect(unanswered?.criteria).toMatchObject([{ id: '1-L4-1', grade: null }]);
  });

  it('names why a cell was left out, and leaves a part without a score out of the sum', () => {
    expect(explain('cell', '2')).toMatchObject({ exclusion: '无此业务', levels: [], score: null });
    expect(explain('domain', 'A')).toMatchObject({
      sum: '(5/4) ÷ 1 = 5/4',
      parts: [{}, { id: '2', score: null }],
    });
  });

  it('shows weights and the lowest where the scheme asks for them', () => {
    const weighed = schemeWith({ weights: { A: '3' } });
    const overall = { kind: 'overall', id: 'all', isWhole: false } as const;
    expect(explainFigure(model, weighed, score(model, weighed, answers), overall)).toMatchObject({
      sum: '(3 × 5/4 + 1 × 2) ÷ (3 + 1) = 23/16',
    });
    const lowest = schemeWith({ combine: { cells: 'mean', items: 'mean', domains: 'lowest' } });
    expect(explainFigure(model, lowest, score(model, lowest, answers), overall)).toMatchObject({
      sum: 'min(5/4, 2) = 5/4',
    });
  });

  it.each([
    ['domain', 'Z'],
    ['item', 'A'],
    ['cell', 'nonsense'],
    ['overall', 'nonsense'],
  ] as const)('knows no %s %s', (kind, id) => {
    expect(explain(kind, id)).toBeNull();
  });

  it('explains every figure of every shipped model', () => {
    for (const id of ['dcmm-2025', 'dcmm-2018', 'dsmm-2019']) {
      const shipped = maturityModel(id);
      if (!shipped) throw new Error(id);
      const scheme = defaultScheme(shipped.family);
      const empty = score(shipped, scheme, { grades: {}, exclusions: {} });
      for (const domain of shipped.domains) {
        const figures = [
          ['domain', domain.id] as const,
          ...domain.items.map((item) => ['item', item.id] as const),
          ...domain.items.flatMap((item) => item.cells.map((cell) => ['cell', cell.id] as const)),
        ];
        for (const [kind, key] of figures) {
          expect(explainFigure(shipped, scheme, empty, { kind, id: key, isWhole: true }), key).not.toBeNull();
        }
      }
    }
  });
});

describe('the heat map', () => {
  const rows = heatMap(model, result, null).flatMap((group) => group.rows);
  const states = (id: string) =>
    rows
      .find(({ itemId }) => itemId === id)
      ?.squares.map(({ state, percent }) => `${state}${percent ?? ''}`)
      .join(' ');

  it('tells reached from passed above a level that isn’t, from short, from empty', () => {
    expect(states('1')).toBe('empty short25 passed100 short0 short0');
    expect(states('3')).toBe('empty reached100 short0 short0 short0');
  });

  it('keeps a row for what is left out, with its reason and nothing in it', () => {
    expect(rows.find(({ itemId }) => itemId === '2')).toMatchObject({ exclusion: '无此业务', score: null });
    expect(states('2')).toBe('empty empty empty empty empty');
  });

  it('takes several dimensions together by their mean, counting what has passed, or one of them alone', () => {
    const dsmm = maturityModel('dsmm-2019');
    if (!dsmm) throw new Error('dsmm-2019');
    const scheme = defaultScheme('dsmm');
    const cell = dsmm.domains[0]?.items[0]?.cells[0];
    if (!cell) throw new Error('no cell');
    const level2 = cell.criteria.filter(({ level }) => level === 2);
    const grades = Object.fromEntries(level2.map(({ id }) => [id, 'met' as const]));
    const found = score(dsmm, scheme, { grades, exclusions: {} });
    const all = heatMap(dsmm, found, null)[0]?.rows[0]?.squares[1];
    expect(all).toMatchObject({ level: 2, percent: 25, passed: 1, of: 4, state: 'short' });
    const one = heatMap(dsmm, found, cell.dimensionId)[0]?.rows[0]?.squares[1];
    expect(one).toMatchObject({ percent: 100, passed: 1, of: 1 });
  });
});

describe('a result beside its target', () => {
  it('lists what falls short, the largest first, and nothing that exceeds', () => {
    const beside = compareWithTarget(result, 2);
    expect(beside.disagreements).toMatchObject([{ left: ['1'], difference: { exact: '3/4' } }]);
    expect(compareWithTarget(result, 3).disagreements.map(({ left }) => left[0])).toEqual(['1', '3']);
    expect(beside.items.find(({ left }) => left[0] === '2')).toMatchObject({
      difference: null,
      rightScore: null,
    });
    // The overall score is rounded before it is laid beside: 2 − 1.63.
    expect(beside.overall).toMatchObject({ leftScore: { shown: '1.63' }, difference: { exact: '37/100' } });
  });
});
