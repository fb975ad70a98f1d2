import { INDUSTRY_SECTIONS, type IndustrySection } from '#app/domain/organisation/industry.ts';
import { type Words, words } from '#app/domain/words.ts';

/** How many enterprises of a section of industry stand at a level, by their last submitted result. */
export interface MaturityCount {
  readonly modelId: string;
  readonly side: 'self' | 'independent';
  /** Section of GB/T 4754; empty where the enterprise doesn't say. */
  readonly section: string;
  readonly level: number;
  readonly count: number;
}

export interface MaturityRow {
  readonly section: string;
  readonly name: Words;
  /** Enterprises at each of `MATURITY_LEVELS`. */
  readonly byLevel: readonly number[];
  readonly total: number;
}

/** Results by one model and one side. */
export interface MaturityTable {
  readonly modelId: string;
  readonly side: MaturityCount['side'];
  readonly rows: readonly MaturityRow[];
  readonly total: number;
}

/** Levels of a table's columns: below the first, then the five. */
export const MATURITY_LEVELS = [0, 1, 2, 3, 4, 5] as const;

const UNSTATED = words('未填行业', 'Industry not stated');

function rowOf(section: string, counts: readonly MaturityCount[]): MaturityRow {
  const byLevel = MATURITY_LEVELS.map((level) =>
    counts.filter((one) => one.level === level).reduce((sum, one) => sum + one.count, 0),
  );
  return {
    section,
    name: INDUSTRY_SECTIONS[section as IndustrySection] ?? UNSTATED,
    byLevel,
    total: byLevel.reduce((sum, count) => sum + count, 0),
  };
}

/** Sorts counts into tables: by model and side, industries with the most results first. */
export function maturityTables(counts: readonly MaturityCount[]): MaturityTable[] {
  const keys = [...new Set(counts.map(({ modelId, side }) => `${modelId} ${side}`))].sort();
  return keys.map((key) => {
    const mine = counts.filter(({ modelId, side }) => `${modelId} ${side}` === key);
    const rows = [...new Set(mine.map(({ section }) => section))]
      .map((section) =>
        rowOf(
          section,
          mine.filter((one) => one.section === section),
        ),
      )
      .sort((a, b) => b.total - a.total || (a.section < b.section ? -1 : 1));
    const [modelId = '', side] = key.split(' ');
    return {
      modelId,
      side: side === 'independent' ? 'independent' : 'self',
      rows,
      total: rows.reduce((sum, { total }) => sum + total, 0),
    };
  });
}

/** How many enterprises reached the third level, and in which industry the most results are. */
export function maturityFinding(table: MaturityTable): Words {
  const reached = table.rows.reduce(
    (sum, row) => sum + row.byLevel.slice(3).reduce((part, count) => part + count, 0),
    0,
  );
  const first = table.rows[0];
  return words(
    `${table.total} 家企业已提交结果，其中 3 级及以上 ${reached} 家；${first?.name.zh ?? ''}最多，${first?.total ?? 0} 家。`,
    `${table.total} enterprises submitted a result, ${reached} at level 3 or above; most in ${first?.name.en ?? ''}: ${first?.total ?? 0}.`,
  );
}
