import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswers } from '#app/domain/assessment/check-answers.ts';
import { compare, parseFraction } from '#app/domain/assessment/fraction.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { score, valueOf } from '#app/domain/assessment/score.ts';
import { GRADES, type AnswerSheet, type GradeKey } from '#app/domain/assessment/scheme.ts';
import type { Derivation, Score } from '#app/domain/assessment/result.ts';
import { HAND_WORKED } from './hand-worked.ts';
import { plainScheme, schemeWith, smallModel } from './small-model.ts';

const exact = (given: Score | null) => given?.exact ?? null;

function scoresOf({ domains }: Derivation) {
  const items = domains.flatMap((domain) => domain.items);
  const cells = items.flatMap((item) => item.cells);
  return {
    cells: Object.fromEntries(cells.map((cell) => [cell.cellId, exact(cell.score)])),
    items: Object.fromEntries(items.map((item) => [item.itemId, exact(item.score)])),
    domains: Object.fromEntries(domains.map((domain) => [domain.domainId, exact(domain.score)])),
  };
}

describe('cases worked by hand', () => {
  it.each(HAND_WORKED)('$title', ({ model, scheme, answers, cells, items, domains, overall, level }) => {
    expect(checkAnswers(model, scheme, answers)).toEqual([]);
    const derivation = score(model, scheme, answers);
    expect(scoresOf(derivation)).toEqual({ cells, items, domains });
    expect(exact(derivation.overall)).toBe(overall);
    expect(derivation.level).toBe(level);
  });
});

const model = smallModel({
  A: { 'A.1': { 'A.1': [1, 2, 3, 1, 2] }, 'A.2': { 'A.2': [0, 1, 2, 3, 1] } },
  B: { 'B.1': { 'B.1/x': [0, 3, 1, 2, 1], 'B.1/y': [1, 1, 1, 1, 1] } },
});
const ids = criteriaOf(model).map(({ id }) => id);
const cellIds = ['A.1', 'A.2', 'B.1/x', 'B.1/y'];

const arbitrarySheet: fc.Arbitrary<AnswerSheet> = fc
  .record({
    grades: fc.array(fc.option(fc.constantFrom(...GRADES), { freq: 8 }), {
      minLength: ids.length,
      maxLength: ids.length,
    }),
    excluded: fc.subarray(cellIds, { maxLength: 2 }),
  })
  .map(({ grades, excluded }) => ({
    grades: Object.fromEntries(
      ids.flatMap((id, index): [string, GradeKey][] => (grades[index] ? [[id, grades[index]]] : [])),
    ),
    exclusions: Object.fromEntries(excluded.map((id) => [id, '示例理由'])),
  }));

const arbitraryScheme = fc
  .record({
    cells: fc.constantFrom('mean' as const, 'lowest' as const),
    items: fc.constantFrom('mean' as const, 'lowest' as const),
    domains: fc.constantFrom('mean' as const, 'lowest' as const),
    gate: fc.constantFrom('0.5', '0.7', '0.8', '1'),
    partly: fc.constantFrom('0.3', '0.5', '0.8'),
    weight: fc.constantFrom('0.5', '1', '3.3'),
    floor: fc.constantFrom('0', '1'),
  })
  .map(({ cells, items, domains, gate, partly, weight, floor }) =>
    schemeWith({
      combine: { cells, items, domains },
      gates: [gate, gate, gate, gate, gate],
      worths: { partly },
      weights: { A: weight, 'B.1/x': weight, 'A.2': weight },
      floor,
    }),
  );

describe('any answers under any scheme', () => {
  it('lies between the floor and 5, and the level is the whole part of what is shown', () => {
    fc.assert(
      fc.property(arbitrarySheet, arbitraryScheme, (answers, scheme) => {
        const { overall, level, domains } = score(model, scheme, answers);
        if (!overall) {
          expect(domains.every((domain) => domain.score === null)).toBe(true);
          return;
        }
        expect(compare(valueOf(overall), parseFraction(scheme.floor.value))).toBeGreaterThanOrEqual(0);
        expect(compare(valueOf(overall), parseFraction('5'))).toBeLessThanOrEqual(0);
        expect(level).toBe(Math.floor(Number(overall.shown)));
      }),
      { numRuns: 200, seed: 20261122 },
    );
  });

  it('never falls when one grade gets better', () => {
    const ladder: GradeKey[] = ['unmet', 'partly', 'mostly', 'met'];
    fc.assert(
      fc.property(
        arbitrarySheet,
        arbitraryScheme,
        fc.constantFrom(...ids),
        fc.integer({ min: 0, max: 2 }),
        (answers, scheme, id, step) => {
          const withGrade = (grade: GradeKey | undefined) =>
            score(model, scheme, {
              ...answers,
              grades: { ...answers.grades, ...(grade && { [id]: grade }) },
            }).overall;
          const [low, high] = [withGrade(ladder[step]), withGrade(ladder[step + 1])];
          if (low && high) expect(compare(valueOf(high), valueOf(low))).toBeGreaterThanOrEqual(0);
          else expect(low).toBe(high);
        },
      ),
      { numRuns: 200, seed: 20261122 },
    );
  });

  it('counts every criterion once, excluded cells apart', () => {
    fc.assert(
      fc.property(arbitrarySheet, (answers) => {
        const derivation = score(model, plainScheme, answers);
        const cells = derivation.domains.flatMap((domain) => domain.items).flatMap((item) => item.cells);
        const unanswered = cells.reduce((total, cell) => total + cell.unanswered, 0);
        expect(derivation.answered + unanswered).toBe(derivation.criteria);
        const counted = criteriaOf(model).filter(
          ({ id }) => !Object.keys(answers.exclusions).some((cell) => id.startsWith(`${cell}-`)),
        );
        expect(derivation.criteria).toBe(counted.length);
      }),
      { numRuns: 100, seed: 20261122 },
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(arbitrarySheet, (answers) => {
        const reversed = Object.fromEntries(Object.entries(answers.grades).reverse());
        expect(score(model, plainScheme, { ...answers, grades: reversed })).toEqual(
          score(model, plainScheme, answers),
        );
      }),
      { numRuns: 50, seed: 20261122 },
    );
  });
});

it('tells the steps that made a figure', () => {
  const answers: AnswerSheet = {
    grades: { 'A.1-L1-1': 'met', 'A.1-L2-1': 'mostly', 'A.1-L2-2': 'not_applicable' },
    exclusions: { 'B.1/x': '不开展此项业务' },
  };
  const { domains, parts } = score(model, schemeWith({ weights: { A: '2' } }), answers);
  const cell = domains[0]?.items[0]?.cells[0];
  expect(cell?.levels[1]).toEqual({
    level: 2,
    criteria: [
      { criterionId: 'A.1-L2-1', grade: 'mostly', worth: '0.8' },
      { criterionId: 'A.1-L2-2', grade: 'not_applicable', worth: null },
    ],
    sum: { exact: '4/5', shown: '0.80' },
    applicable: 1,
    share: { exact: '4/5', shown: '0.80' },
    gate: '0.8',
    passes: true,
  });
  expect(cell?.reached).toBe(2);
  expect(cell?.unanswered).toBe(6);
  expect(parts[0]).toEqual({ id: 'A', weight: '2', score: domains[0]?.score });
  const excluded = domains[1]?.items[0]?.cells[0];
  expect(excluded).toMatchObject({ exclusion: '不开展此项业务', score: null, levels: [] });
});

it('finds nothing under names that every object has', () => {
  const counts = [0, 1, 1, 1, 1] as const;
  const odd = smallModel({ D: { ['constructor']: { ['constructor']: counts } } });
  const derivation = score(odd, plainScheme, { grades: {}, exclusions: {} });
  expect(derivation.overall?.shown).toBe('1.00');
});

describe('checking answers', () => {
  it('names what the model or the scheme does not know', () => {
    const narrow = { ...plainScheme, grades: plainScheme.grades.filter(({ grade }) => grade !== 'mostly') };
    const problems = checkAnswers(model, narrow, {
      grades: { 'A.1-L1-1': 'met', 'A.1-L2-1': 'mostly', 'A.1-L2-2': 'perfect', 'Z.9-L2-1': 'met' },
      exclusions: { 'A.2': ' ', 'Z.9': '没有' },
    });
    expect(problems.map(({ part, id }) => `${part} ${id}`)).toEqual([
      'grades A.1-L2-1',
      'grades A.1-L2-2',
      'grades Z.9-L2-1',
      'exclusions A.2',
      'exclusions Z.9',
    ]);
    expect(problems[0]?.words.zh).toContain('met, partly, unmet, not_applicable');
  });
});
