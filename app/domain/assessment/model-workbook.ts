import { bilingual, words, type Words } from '../words.ts';
import { LEVELS, type MaturityModel } from './model.ts';
import type { FileProblem } from './model-file.ts';

/** Columns of a model's workbook, one row for each criterion, by their headers. */
export const MODEL_COLUMNS = {
  domainId: '能力域编号',
  domainZh: '能力域名称',
  domainEn: '能力域英文名',
  itemId: '评估项编号',
  itemZh: '评估项名称',
  itemEn: '评估项英文名',
  dimensionId: '能力维度编号',
  dimensionZh: '能力维度名称',
  dimensionEn: '能力维度英文名',
  level: '等级',
  text: '准则内容',
  evidence: '常见证据',
  improve: '改进建议',
} as const;
export type ModelColumn = keyof typeof MODEL_COLUMNS;

/** Columns without which nothing can be read. */
export const NEEDED_COLUMNS = ['domainId', 'domainZh', 'itemId', 'itemZh', 'level', 'text'] as const;

/** A row of the workbook. */
export type ModelRowCells = Readonly<Record<ModelColumn, string>>;

/** A model's rows, in the order of the model. */
export function workbookRows(model: Pick<MaturityModel, 'domains' | 'dimensions'>): ModelRowCells[] {
  const dimensions = new Map(model.dimensions.map((dimension) => [dimension.id, dimension]));
  return model.domains.flatMap((domain) =>
    domain.items.flatMap((item) =>
      item.cells.flatMap((cell) => {
        const dimension = dimensions.get(cell.dimensionId ?? '');
        return cell.criteria.map((criterion) => ({
          domainId: domain.id,
          domainZh: domain.name.zh,
          domainEn: domain.name.en,
          itemId: item.id,
          itemZh: item.name.zh,
          itemEn: item.name.en,
          dimensionId: dimension?.id ?? '',
          dimensionZh: dimension?.name.zh ?? '',
          dimensionEn: dimension?.name.en ?? '',
          level: String(criterion.level),
          text: criterion.text,
          evidence: criterion.evidence,
          improve: criterion.improve,
        }));
      }),
    ),
  );
}

/** What a workbook doesn't hold, from the form beside it. */
export interface WorkbookFacts {
  readonly key: string;
  readonly title: Words;
  readonly source: string;
}

/** A row as read, with the number under which the spreadsheet program shows it. */
export interface NumberedRow {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Where in a workbook something stands. */
export interface CellPlace {
  readonly rowNumber: number;
  readonly column: ModelColumn;
}

/** A workbook put together as a file's value, with the way back from a place in it to its cell. */
export interface WorkbookReading {
  readonly value: unknown;
  /** Rows that contradict rows above them. */
  readonly problems: readonly (CellPlace & { readonly message: string })[];
  readonly placeOf: (path: FileProblem['path']) => CellPlace | null;
}

const LEVEL_NAMES: Readonly<Record<number, Words>> = {
  1: words('一级', 'Level 1'),
  2: words('二级', 'Level 2'),
  3: words('三级', 'Level 3'),
  4: words('四级', 'Level 4'),
  5: words('五级', 'Level 5'),
};

interface Group {
  readonly id: string;
  readonly rowNumber: number;
  readonly name: { zh: string; en?: string };
}
interface ItemGroup extends Group {
  readonly clause: null;
  readonly lists: Map<string, { value: object; rowNumber: number }[]>;
}
interface DomainGroup extends Group {
  readonly items: ItemGroup[];
}

/**
 * Puts rows together as the value of an own model's file: rows of one domain, item and dimension are found by their
 * ids, wherever they stand. Levels get plain names. What is wrong in the value is told by the file's own reading.
 */
export function assembleWorkbook(rows: readonly NumberedRow[], facts: WorkbookFacts): WorkbookReading {
  const domains: DomainGroup[] = [];
  const dimensions: Group[] = [];
  const problems: (CellPlace & { message: string })[] = [];
  const hasDimensions = rows.some(({ cells }) => cell(cells, 'dimensionId') !== '');
  for (const row of rows) {
    const groupIn = <T extends Group>(
      groups: T[],
      kind: 'domain' | 'item' | 'dimension',
      make: (group: Group) => T,
    ): T => {
      const group = groupOf(row, kind);
      const known = groups.find(({ id }) => id === group.id);
      if (!known) {
        const made = make(group);
        groups.push(made);
        return made;
      }
      const clash = clashOf(known, group, kind);
      if (clash) problems.push({ rowNumber: row.rowNumber, ...clash });
      return known;
    };
    const domain = groupIn(domains, 'domain', (group) => ({ ...group, items: [] }));
    const item = groupIn(domain.items, 'item', (group) => ({ ...group, clause: null, lists: new Map() }));
    const dimension = hasDimensions ? groupIn(dimensions, 'dimension', (group) => group) : null;
    const list = item.lists.get(dimension?.id ?? '') ?? [];
    list.push({ value: criterionOf(row.cells), rowNumber: row.rowNumber });
    item.lists.set(dimension?.id ?? '', list);
  }
  const en = facts.title.en === '' ? {} : { en: facts.title.en };
  const value = {
    key: facts.key,
    title: { zh: facts.title.zh, ...en },
    source: facts.source,
    levels: LEVELS.map((level) => ({ level, name: LEVEL_NAMES[level], summary: '' })),
    dimensions: dimensions.map(({ id, name }) => ({ id, name })),
    domains: domains.map((domain) => ({
      id: domain.id,
      name: domain.name,
      items: domain.items.map((item) => ({
        id: item.id,
        name: item.name,
        ...criteriaOfItem(item, hasDimensions),
      })),
    })),
  };
  return { value, problems, placeOf: (path) => placeIn(domains, dimensions, path) };
}

function cell(cells: NumberedRow['cells'], column: ModelColumn): string {
  return cells[MODEL_COLUMNS[column]] ?? '';
}

function groupOf({ rowNumber, cells }: NumberedRow, kind: 'domain' | 'item' | 'dimension'): Group {
  const en = cell(cells, `${kind}En`);
  const name = { zh: cell(cells, `${kind}Zh`), ...(en === '' ? {} : { en }) };
  return { id: cell(cells, `${kind}Id`), rowNumber, name };
}

function clashOf(known: Group, group: Group, kind: 'domain' | 'item' | 'dimension') {
  const zh = group.name.zh !== '' && group.name.zh !== known.name.zh;
  const en = group.name.en !== undefined && group.name.en !== known.name.en;
  if (!zh && !en) return null;
  const message = bilingual(
    `编号 ${known.id} 在第 ${known.rowNumber} 行另有名称`,
    `the id ${known.id} has another name in row ${known.rowNumber}`,
  );
  return { column: zh ? (`${kind}Zh` as const) : (`${kind}En` as const), message };
}

function criterionOf(cells: NumberedRow['cells']): object {
  const level = cell(cells, 'level');
  return {
    level: /^[1-5]$/.test(level) ? Number(level) : level,
    text: cell(cells, 'text'),
    evidence: cell(cells, 'evidence'),
    improve: cell(cells, 'improve'),
  };
}

function criteriaOfItem(item: ItemGroup, hasDimensions: boolean): object {
  const lists = [...item.lists].map(([id, list]) => [id, list.map(({ value }) => value)] as const);
  return hasDimensions ? { dimensions: Object.fromEntries(lists) } : { criteria: lists[0]?.[1] ?? [] };
}

/** The cell of a place in the value: that of the criterion, or the first row of the group that it names. */
function placeIn(
  domains: readonly DomainGroup[],
  dimensions: readonly Group[],
  path: FileProblem['path'],
): CellPlace | null {
  const [top, at, ...rest] = path;
  if (top === 'dimensions' && typeof at === 'number') return groupPlace(dimensions[at], 'dimension', rest);
  const domain = top === 'domains' && typeof at === 'number' ? domains[at] : undefined;
  if (!domain) return null;
  const [items, index, part, ...further] = rest;
  const item = items === 'items' && typeof index === 'number' ? domain.items[index] : undefined;
  if (!item) return groupPlace(domain, 'domain', rest);
  const [dimension, number, key] =
    part === 'criteria' ? ['', ...further] : part === 'dimensions' ? further : [];
  const list = dimension === undefined ? undefined : item.lists.get(String(dimension));
  const row = typeof number === 'number' ? list?.[number]?.rowNumber : undefined;
  if (row === undefined)
    return groupPlace(item, part === 'dimensions' ? 'dimension' : 'item', [part, ...further]);
  return { rowNumber: row, column: isCriterionColumn(key) ? key : 'text' };
}

function groupPlace(
  group: Group | undefined,
  kind: 'domain' | 'item' | 'dimension',
  rest: readonly (PropertyKey | undefined)[],
): CellPlace | null {
  if (!group) return null;
  const column = rest[0] !== 'name' ? 'Id' : rest[1] === 'en' ? 'En' : 'Zh';
  return { rowNumber: group.rowNumber, column: `${kind}${column}` };
}

function isCriterionColumn(key: PropertyKey | undefined): key is 'level' | 'text' | 'evidence' | 'improve' {
  return key === 'level' || key === 'text' || key === 'evidence' || key === 'improve';
}

/** A place in words: row and column as a spreadsheet program shows them. */
export function cellWords({ rowNumber, column }: CellPlace): Words {
  const header = MODEL_COLUMNS[column];
  return words(`第 ${rowNumber} 行“${header}”`, `row ${rowNumber}, ${header}`);
}
