import { cellsOf, criteriaOf, itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { GRADES, type Basis, type GradeKey, type ScoringScheme } from '#app/domain/assessment/scheme.ts';
import type { SheetUnderScheme } from './score.sql.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

const basis = (value: string): Basis => ({ value, basis: '随机', confidence: 'U' });

function weightsOf(model: MaturityModel, random: Random): Record<string, Basis> {
  if (random() < 0.3) return {};
  const ids = [
    ...model.domains.map(({ id }) => id),
    ...itemsOf(model).map(({ id }) => id),
    ...cellsOf(model).map(({ id }) => id),
  ];
  return Object.fromEntries(
    ids.flatMap((id) =>
      random() < 0.25 ? [[id, basis(pick(random, ['0.5', '2', '3', '1.25', '0.3', '7']))]] : [],
    ),
  );
}

/** A scheme that differs from the default in any of its settings, or in none. */
function randomScheme(model: MaturityModel, base: ScoringScheme, random: Random): ScoringScheme {
  if (random() < 0.2) return base;
  const combination = () => pick(random, ['mean', 'mean', 'lowest'] as const);
  const places = () => pick(random, [null, null, 2, 1, 0] as const);
  const worths: Partial<Record<GradeKey, string>> = {
    mostly: pick(random, ['0.8', '0.75', '0.9', '0.667']),
    partly: pick(random, ['0.5', '0.4', '0.3333', '0.25']),
    unmet: pick(random, ['0', '0', '0.1']),
  };
  const gate = () => basis(pick(random, ['0.8', '0.5', '0.6667', '0.75', '1', '0.9']));
  return {
    ...base,
    grades: base.grades.map((grade) => {
      const worth = worths[grade.grade];
      return worth === undefined ? grade : { ...grade, worth: basis(worth) };
    }),
    gates: { 1: gate(), 2: gate(), 3: gate(), 4: gate(), 5: gate() },
    floor: basis(pick(random, ['0', '1'])),
    combine: { cells: combination(), items: combination(), domains: combination() },
    weights: weightsOf(model, random),
    rounding: {
      cell: places(),
      item: places(),
      domain: places(),
      overall: pick(random, [2, 2, 1, 0] as const),
    },
  };
}

/** Answers by an enterprise that is better at low levels than at high ones, with gaps, 不适用 and exclusions. */
function randomAnswers(model: MaturityModel, random: Random): SheetUnderScheme['answers'] {
  const skill = random() * 7;
  const sureness = random();
  const silent = random() < 0.3 ? random() * 0.5 : 0;
  const aside = random() < 0.5 ? random() * 0.3 : 0;
  const scaled = GRADES.filter((grade) => grade !== 'not_applicable');
  const grades = criteriaOf(model).flatMap(({ id, level }): [string, GradeKey][] => {
    if (random() < silent) return [];
    if (random() < aside) return [[id, 'not_applicable']];
    const place = Math.floor((level - skill) * sureness * 2 + random() * 4);
    return [[id, scaled[Math.max(0, Math.min(scaled.length - 1, place))] ?? 'unmet']];
  });
  const left = random() < 0.4 ? random() * 0.2 : 0;
  const exclusions = cellsOf(model).flatMap(({ id }) => (random() < left ? [[id, '随机']] : []));
  const whole = random() < 0.1 ? pick(random, [0, 1, 2]) : -1;
  const domain =
    model.domains[whole]?.items.flatMap((item) => item.cells.map(({ id }) => [id, '随机'])) ?? [];
  return {
    grades: Object.fromEntries(grades),
    exclusions: Object.fromEntries([...exclusions, ...domain]) as Record<string, string>,
  };
}

/** A sheet and its scheme; the same for the same state of the numbers. */
export function randomSheet(model: MaturityModel, base: ScoringScheme, random: Random): SheetUnderScheme {
  return { scheme: randomScheme(model, base, random), answers: randomAnswers(model, random) };
}
