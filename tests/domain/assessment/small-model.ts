import { LEVELS, type Cell, type MaturityModel } from '#app/domain/assessment/model.ts';
import type { ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { words } from '#app/domain/words.ts';

/** Number of criteria at levels 1 to 5. */
type Counts = readonly [number, number, number, number, number];

/** domain id → item id → cell id → number of criteria at each level. */
export type Outline = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Counts>>>>>>;

function cellOf(id: string, counts: Counts): Cell {
  const criteria = LEVELS.flatMap((level, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, number) => ({
      id: `${id}-L${level}-${number + 1}`,
      level,
      text: `${id} 第 ${level} 级第 ${number + 1} 条`,
      evidence: '记录',
      improve: '补齐',
    })),
  );
  return { id, dimensionId: null, criteria };
}

/** A model of that outline; its words don't matter. */
export function smallModel(outline: Outline): MaturityModel {
  return {
    id: 'small',
    family: 'own',
    edition: '1',
    standard: '',
    title: words('示例模型', 'Sample model'),
    publishedOn: null,
    effectiveOn: null,
    supersededOn: null,
    supersedes: null,
    supersededBy: null,
    source: '测试',
    confidence: 'C',
    levels: LEVELS.map((level) => ({ level, name: words(`${level} 级`, `Level ${level}`), summary: '' })),
    dimensions: [],
    domains: Object.entries(outline).map(([id, items]) => ({
      id,
      clause: null,
      name: words(id, id),
      items: Object.entries(items).map(([itemId, cells]) => ({
        id: itemId,
        clause: null,
        name: words(itemId, itemId),
        cells: Object.entries(cells).map(([cellId, counts]) => cellOf(cellId, counts)),
      })),
    })),
    digest: 'd',
  };
}

const basis = (value: string) => ({ value, basis: '测试', confidence: 'U' as const });
const ground = { basis: '测试', confidence: 'U' as const };

/** Worths 1, 0.8, 0.5, 0; gates 0.8; floor 1; means; overall rounded to two decimals. */
export const plainScheme: ScoringScheme = {
  id: 'plain',
  version: 1,
  title: words('示例方案', 'Sample scheme'),
  family: 'own',
  source: '测试',
  grades: [
    { grade: 'met', name: words('满足', 'Met'), worth: basis('1') },
    { grade: 'mostly', name: words('大部分满足', 'Mostly met'), worth: basis('0.8') },
    { grade: 'partly', name: words('部分满足', 'Partly met'), worth: basis('0.5') },
    { grade: 'unmet', name: words('不满足', 'Not met'), worth: basis('0') },
    { grade: 'not_applicable', name: words('不适用', 'Not applicable'), worth: null },
  ],
  gates: { 1: basis('0.8'), 2: basis('0.8'), 3: basis('0.8'), 4: basis('0.8'), 5: basis('0.8') },
  floor: basis('1'),
  combine: { cells: 'mean', items: 'mean', domains: 'mean' },
  weights: {},
  rounding: { cell: null, item: null, domain: null, overall: 2 },
  grounds: {
    reading: ground,
    cells: ground,
    items: ground,
    domains: ground,
    weights: ground,
    rounding: ground,
  },
  digest: 'd',
};

/** The scheme with other worths, gates or weights; numbers as text. */
export function schemeWith(
  changes: Partial<Pick<ScoringScheme, 'combine' | 'rounding'>> & {
    readonly worths?: Readonly<Record<string, string>>;
    readonly gates?: readonly [string, string, string, string, string];
    readonly weights?: Readonly<Record<string, string>>;
    readonly floor?: string;
  },
): ScoringScheme {
  const { worths = {}, gates, weights = {}, floor, ...rest } = changes;
  return {
    ...plainScheme,
    ...rest,
    grades: plainScheme.grades.map((grade) => {
      const worth = worths[grade.grade];
      return worth === undefined ? grade : { ...grade, worth: basis(worth) };
    }),
    gates: gates
      ? {
          1: basis(gates[0]),
          2: basis(gates[1]),
          3: basis(gates[2]),
          4: basis(gates[3]),
          5: basis(gates[4]),
        }
      : plainScheme.gates,
    weights: Object.fromEntries(Object.entries(weights).map(([id, value]) => [id, basis(value)])),
    floor: floor === undefined ? plainScheme.floor : basis(floor),
  };
}
