import { LEVELS, type MaturityModel } from '#app/domain/assessment/model.ts';
import type { AnswerSheet, GradeKey, ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { plainScheme, schemeWith, smallModel } from './small-model.ts';

/** An assessment worked by pen and paper; scores are exact ('73/30'), null where there is none. */
export interface HandWorked {
  readonly title: string;
  readonly model: MaturityModel;
  readonly scheme: ScoringScheme;
  readonly answers: AnswerSheet;
  readonly cells: Readonly<Record<string, string | null>>;
  readonly items: Readonly<Record<string, string | null>>;
  readonly domains: Readonly<Record<string, string | null>>;
  readonly overall: string | null;
  readonly level: number | null;
}

const LETTERS: Readonly<Record<string, GradeKey>> = {
  A: 'met',
  B: 'mostly',
  C: 'partly',
  D: 'unmet',
  N: 'not_applicable',
};

/** Answers of one cell, by level: 'A AB CD - -'. A dash or a point leaves a criterion without an answer. */
function answered(cell: string, text: string): [string, GradeKey][] {
  return text.split(' ').flatMap((letters, index) =>
    [...letters].flatMap((letter, number): [string, GradeKey][] => {
      const grade = LETTERS[letter];
      return grade ? [[`${cell}-L${LEVELS[index]}-${number + 1}`, grade]] : [];
    }),
  );
}

function sheet(
  cells: Readonly<Record<string, string>>,
  exclusions: Record<string, string> = {},
): AnswerSheet {
  return {
    grades: Object.fromEntries(Object.entries(cells).flatMap(([cell, text]) => answered(cell, text))),
    exclusions,
  };
}

const one = smallModel({ D: { '1': { '1': [1, 2, 2, 1, 1] } } });
const thirds = smallModel({ D: { '1': { '1': [0, 3, 3, 1, 1] } } });
const two = smallModel({ D: { '1': { '1': [1, 1, 1, 1, 1] }, '2': { '2': [1, 1, 1, 1, 1] } } });
const four = smallModel({
  G: {
    PA01: {
      'PA01/organisation': [0, 1, 1, 1, 1],
      'PA01/process': [0, 1, 1, 1, 1],
      'PA01/technology': [0, 2, 2, 1, 1],
      'PA01/people': [0, 2, 1, 1, 1],
    },
  },
});
const domains = smallModel({
  D1: { '1.1': { '1.1': [1, 1, 1, 1, 1] }, '1.2': { '1.2': [1, 1, 1, 1, 1] } },
  D2: { '2.1': { '2.1': [1, 1, 1, 1, 1] } },
});

/** For models of a single cell, every stage has the same score before rounding. */
function single(
  title: string,
  model: MaturityModel,
  scheme: ScoringScheme,
  text: string,
  exact: string | null,
  [overall, level]: [string | null, number | null],
): HandWorked {
  const answers = sheet({ '1': text });
  const at = (id: string) => ({ [id]: exact });
  return { title, model, scheme, answers, cells: at('1'), items: at('1'), domains: at('D'), overall, level };
}

export const HAND_WORKED: readonly HandWorked[] = [
  // L1: 1/1 = 1 passes. L2: (1 + 0.8)/2 = 0.9 ≥ 0.8 passes. L3: (0.5 + 0)/2 = 0.25 fails.
  // Reached 2, and 0.25 of the next: 2.25 → level 2.
  single('share of the next level', one, plainScheme, 'A AB CD - -', '9/4', ['9/4', 2]),
  // No criterion at L1, criteria above: L1 passes. L2: (1 + 1 + 0.5)/3 = 5/6 = 0.8333… ≥ 0.8 passes.
  // L3: (0.8 + 0.5 + 0)/3 = 1.3/3 = 13/30. 2 + 13/30 = 73/30 = 2.4333… → 2.43 = 243/100.
  single('thirds', thirds, plainScheme, '- AAC BCD - -', '73/30', ['243/100', 2]),
  // Every level has share 1: reached 5, nothing comes after: 5.
  single('everything met', one, plainScheme, 'A AA AA A A', '5', ['5', 5]),
  // Nobody answered: L1 0/1 = 0 fails, reached 0, share of L1 0: 0; the floor lifts it to 1.
  single('nothing answered, floor 1', one, plainScheme, '- - - - -', '1', ['1', 1]),
  // The same without a floor: 0, level 0.
  single('nothing answered, floor 0', one, schemeWith({ floor: '0' }), '- - - - -', '0', ['0', 0]),
  // L2: (0.8 + 0.8)/2 = 0.8 is the gate itself: passes. L3 0/2 fails: 2.
  single('exactly at the gate', one, plainScheme, 'A BB DD - -', '2', ['2', 2]),
  // L2: (1 + 0.5)/2 = 0.75 < 0.8 fails: 1.75. L3 to L5 are met in full, and don't count without L2.
  single('a gap below', one, plainScheme, 'A AC AA A A', '7/4', ['7/4', 1]),
  // L3: one criterion leaves the denominator, 1/1 passes. L4 asks nothing but L5 does: passes. L5: 0.5/1 fails.
  // Reached 4, and 0.5: 4.5.
  single('not applicable in the middle', one, plainScheme, 'A AA NA N C', '9/2', ['9/2', 4]),
  // L5 is wholly not applicable and nothing is above it: nobody has shown L5. Reached 4, nothing more: 4.
  single('not applicable at the end', one, plainScheme, 'A AA AA A N', '4', ['4', 4]),
  // Every criterion not applicable: no score anywhere.
  single('nothing applicable', one, plainScheme, 'N NN NN N N', null, [null, null]),
  // Worth of partly 0.3, gates 1 and 0.6: L2 (1 + 0.3)/2 = 0.65 ≥ 0.6; L3 0.3/2 = 0.15: 2.15.
  single(
    'other worths and gates',
    one,
    schemeWith({ worths: { partly: '0.3' }, gates: ['1', '0.6', '0.6', '0.6', '0.6'] }),
    'A AC CD - -',
    '43/20',
    ['43/20', 2],
  ),
  {
    // 1: L1, L2 pass, L3 0.5: 2.5. 2 is excluded and leaves the mean: 2.5/1.
    title: 'an excluded cell leaves the mean',
    model: two,
    scheme: plainScheme,
    answers: sheet({ '1': 'A A C D D', '2': 'A A A A A' }, { '2': '本企业没有此项业务' }),
    cells: { '1': '5/2', '2': null },
    items: { '1': '5/2', '2': null },
    domains: { D: '5/2' },
    overall: '5/2',
    level: 2,
  },
  {
    // 1: 3 (L4 unmet). 2: L1 passes, L2 0.5: 1.5. Weights 2 and 1: (2·3 + 1·1.5)/3 = 7.5/3 = 2.5.
    title: 'weighted mean of items',
    model: two,
    scheme: schemeWith({ weights: { '1': '2' } }),
    answers: sheet({ '1': 'A A A D D', '2': 'A C D D D' }),
    cells: { '1': '3', '2': '3/2' },
    items: { '1': '3', '2': '3/2' },
    domains: { D: '5/2' },
    overall: '5/2',
    level: 2,
  },
  {
    // organisation: L2, L3 pass, L4 0: 3. process: L2 passes, L3 0.5: 2.5. technology: L2 (1 + 0.5)/2 = 0.75: 1.75.
    // people: L2 (1 + 1)/2, L3 0: 2. Mean (3 + 2.5 + 1.75 + 2)/4 = 9.25/4 = 37/16 = 2.3125 → 2.31.
    title: 'four dimensions, mean',
    model: four,
    scheme: plainScheme,
    answers: sheet({
      'PA01/organisation': '- A A D D',
      'PA01/process': '- A C D D',
      'PA01/technology': '- AC AA D D',
      'PA01/people': '- AA D D D',
    }),
    cells: {
      'PA01/organisation': '3',
      'PA01/process': '5/2',
      'PA01/technology': '7/4',
      'PA01/people': '2',
    },
    items: { PA01: '37/16' },
    domains: { G: '37/16' },
    overall: '231/100',
    level: 2,
  },
  {
    // The same cells; the lowest dimension decides: 1.75.
    title: 'four dimensions, lowest',
    model: four,
    scheme: schemeWith({ combine: { cells: 'lowest', items: 'mean', domains: 'mean' } }),
    answers: sheet({
      'PA01/organisation': '- A A D D',
      'PA01/process': '- A C D D',
      'PA01/technology': '- AC AA D D',
      'PA01/people': '- AA D D D',
    }),
    cells: {
      'PA01/organisation': '3',
      'PA01/process': '5/2',
      'PA01/technology': '7/4',
      'PA01/people': '2',
    },
    items: { PA01: '7/4' },
    domains: { G: '7/4' },
    overall: '7/4',
    level: 1,
  },
  {
    // Gates 1. 1.1: L1 to L3 pass, L4 partly, worth 0.38: 3.38. 1.2: L4 unmet: 3. D1 = (3.38 + 3)/2 = 3.19.
    // 2.1: L3 mostly, 0.8 < 1: 2.8. Overall (3.19 + 2.8)/2 = 2.995 → half up 3.00 → level 3.
    title: 'a half goes up, and the level with it',
    model: domains,
    scheme: schemeWith({ worths: { partly: '0.38' }, gates: ['1', '1', '1', '1', '1'] }),
    answers: sheet({ '1.1': 'A A A C D', '1.2': 'A A A D D', '2.1': 'A A B D D' }),
    cells: { '1.1': '169/50', '1.2': '3', '2.1': '14/5' },
    items: { '1.1': '169/50', '1.2': '3', '2.1': '14/5' },
    domains: { D1: '319/100', D2: '14/5' },
    overall: '3',
    level: 3,
  },
  {
    // Cells to whole numbers: 1.1: 2.5 → 3; 1.2: 1.5 → 2; 2.1: 4.
    // D1 (3 + 2)/2 = 2.5 → to whole numbers 3. Overall, weights 1 and 3: (3 + 3·4)/4 = 3.75 → one decimal 3.8, level 3.
    title: 'rounding at each stage',
    model: domains,
    scheme: schemeWith({
      rounding: { cell: 0, item: null, domain: 0, overall: 1 },
      weights: { D2: '3' },
    }),
    answers: sheet({ '1.1': 'A A C D D', '1.2': 'A C D D D', '2.1': 'A A A A D' }),
    cells: { '1.1': '3', '1.2': '2', '2.1': '4' },
    items: { '1.1': '3', '1.2': '2', '2.1': '4' },
    domains: { D1: '3', D2: '4' },
    overall: '19/5',
    level: 3,
  },
  {
    // D1: both items not applicable or excluded: no score. Overall is D2 alone: L2 mostly, 0.8,
    // passes at 0.8; L3 unmet: 2.
    title: 'a domain without a score leaves the mean',
    model: domains,
    scheme: plainScheme,
    answers: sheet({ '1.1': 'N N N N N', '2.1': 'A B D D D' }, { '1.2': '集团统一承担' }),
    cells: { '1.1': null, '1.2': null, '2.1': '2' },
    items: { '1.1': null, '1.2': null, '2.1': '2' },
    domains: { D1: null, D2: '2' },
    overall: '2',
    level: 2,
  },
];
