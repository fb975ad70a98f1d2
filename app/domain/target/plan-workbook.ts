import { TEMPLATE_NOTES } from './plan-template.ts';
import { words, type Words } from '../words.ts';
import {
  COMPARATORS,
  COUNTINGS,
  DESIGNATIONS,
  SOURCES,
  type DesignationKind,
  type PlanContent,
  type PlatformRule,
  type Target,
} from './plan.ts';
import { DIRECTION_NAMES, MEASURE_NAMES } from './plan-label.ts';

/** A sheet to be filled in: text and numbers; null leaves a cell empty. */
export interface PlanSheet {
  readonly name: string;
  readonly columns: readonly {
    readonly header: string;
    readonly width: number;
    readonly choices?: readonly string[];
  }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A sheet as read: the texts of its cells by column, the first being 0. */
export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly { readonly rowNumber: number; readonly cells: ReadonlyMap<number, string> }[];
}

/** Something that is wrong in a workbook: where (null: as a whole), and why. */
export interface WorkbookProblem {
  readonly place: Words | null;
  readonly message: Words;
}

type Choices = ReadonlyMap<string, unknown>;

/** A column: its header, the place in the value that it fills, and what may be chosen. */
interface Column<T> {
  readonly header: string;
  readonly path: string;
  readonly width: number;
  readonly choices?: Choices;
  /** Whether a workbook without it can't be read. */
  readonly needed?: boolean;
  readonly value: (one: T) => string | number | null;
}

const YES_NO: Choices = new Map<string, unknown>([
  ['是', true],
  ['否', false],
]);
const yesNo = (is: boolean) => (is ? '是' : '否');
const english = ({ zh, en }: Words) => (en === zh ? null : en);

function choicesOf(table: Readonly<Record<string, Words>>): Choices {
  return new Map(Object.entries(table).map(([key, { zh }]) => [zh, key]));
}
const COMPARATOR_NAMES = Object.fromEntries(
  Object.entries(COMPARATORS).map(([key, { sign, name }]) => [key, words(`${name.zh}（${sign}）`, name.en)]),
);

const NO_PLATFORM = '平台不计';

/** What the platform can count, by the words of a cell. */
const PLATFORM: ReadonlyMap<string, PlatformRule | null> = new Map([
  [NO_PLATFORM, null],
  ...(['dcmm', 'dsmm'] as const).flatMap((kind) =>
    [1, 2, 3, 4, 5].map((leastLevel): [string, PlatformRule] => [
      `${kind.toUpperCase()} ${leastLevel} 级及以上证书`,
      { from: 'certificate', kind, leastLevel },
    ]),
  ),
  ...(Object.keys(DESIGNATIONS) as DesignationKind[]).flatMap((kind): [string, PlatformRule][] => [
    [`${DESIGNATIONS[kind].zh}（首次起计一次）`, { from: 'designation', kind, counts: 'ever' }],
    [`${DESIGNATIONS[kind].zh}（持有期间）`, { from: 'designation', kind, counts: 'held' }],
  ]),
]);

function platformCell(rule: PlatformRule | null): string {
  return [...PLATFORM].find(([, known]) => sameRule(known, rule))?.[0] ?? NO_PLATFORM;
}

function sameRule(a: PlatformRule | null, b: PlatformRule | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.from === 'certificate') {
    return b.from === 'certificate' && a.kind === b.kind && a.leastLevel === b.leastLevel;
  }
  return b.from === 'designation' && a.kind === b.kind && a.counts === b.counts;
}

const nameOf = (choices: Choices, key: unknown) =>
  [...choices].find(([, value]) => value === key)?.[0] ?? String(key);
const comparators = choicesOf(COMPARATOR_NAMES);
const directions = choicesOf(DIRECTION_NAMES);
const countings = choicesOf(COUNTINGS);
const measures = choicesOf(MEASURE_NAMES);
const sources = choicesOf(SOURCES);

const TARGETS: readonly Column<Target>[] = [
  { header: '编号', path: 'id', width: 10, needed: true, value: ({ id }) => id },
  { header: '部分编号', path: 'part', width: 10, needed: true, value: ({ part }) => part },
  { header: '条款', path: 'clause', width: 12, needed: true, value: ({ clause }) => clause },
  { header: '指标名称', path: 'indicator.zh', width: 30, needed: true, value: (one) => one.indicator.zh },
  { header: '指标英文名', path: 'indicator.en', width: 30, value: (one) => english(one.indicator) },
  {
    header: '比较方式',
    path: 'comparator',
    width: 14,
    choices: comparators,
    needed: true,
    value: (one) => nameOf(comparators, one.comparator),
  },
  { header: '目标值', path: 'value', width: 12, needed: true, value: ({ value }) => value },
  { header: '单位', path: 'unit.zh', width: 8, needed: true, value: ({ unit }) => unit.zh },
  { header: '单位英文', path: 'unit.en', width: 12, value: ({ unit }) => english(unit) },
  {
    header: '方向',
    path: 'direction',
    width: 12,
    choices: directions,
    needed: true,
    value: (one) => nameOf(directions, one.direction),
  },
  {
    header: '累计或当年',
    path: 'counting',
    width: 14,
    choices: countings,
    needed: true,
    value: (one) => nameOf(countings, one.counting),
  },
  {
    header: '力争',
    path: 'isAspiration',
    width: 8,
    choices: YES_NO,
    value: ({ isAspiration }) => yesNo(isAspiration),
  },
  { header: '期限', path: 'deadline', width: 14, value: ({ deadline }) => deadline },
  {
    header: '计量方式',
    path: 'measure',
    width: 18,
    choices: measures,
    needed: true,
    value: (one) => nameOf(measures, one.measure),
  },
  { header: '条目名称', path: 'entryName.zh', width: 12, needed: true, value: (one) => one.entryName.zh },
  { header: '条目英文名', path: 'entryName.en', width: 14, value: (one) => english(one.entryName) },
  {
    header: '主口径',
    path: 'headline',
    width: 14,
    choices: sources,
    needed: true,
    value: (one) => nameOf(sources, one.headline),
  },
  {
    header: '平台口径',
    path: 'platform',
    width: 30,
    choices: PLATFORM,
    value: ({ platform }) => platformCell(platform),
  },
  { header: '可分解到市', path: 'canSplit', width: 12, choices: YES_NO, value: (one) => yesNo(one.canSplit) },
  { header: '条款摘要', path: 'summary.zh', width: 40, needed: true, value: ({ summary }) => summary.zh },
  { header: '摘要英文', path: 'summary.en', width: 40, value: ({ summary }) => english(summary) },
  { header: '说明', path: 'note.zh', width: 30, value: ({ note }) => note?.zh ?? null },
  { header: '说明英文', path: 'note.en', width: 30, value: ({ note }) => note && english(note) },
];

const PARTS: readonly Column<PlanContent['parts'][number]>[] = [
  { header: '部分编号', path: 'id', width: 12, needed: true, value: ({ id }) => id },
  { header: '部分名称', path: 'title.zh', width: 40, needed: true, value: ({ title }) => title.zh },
  { header: '部分英文名', path: 'title.en', width: 40, value: ({ title }) => english(title) },
];

const DELIVERABLES: readonly Column<PlanContent['deliverables'][number]>[] = [
  { header: '编号', path: 'id', width: 10, needed: true, value: ({ id }) => id },
  { header: '部分编号', path: 'part', width: 10, needed: true, value: ({ part }) => part },
  { header: '条款', path: 'clause', width: 12, needed: true, value: ({ clause }) => clause },
  { header: '任务内容', path: 'text.zh', width: 50, needed: true, value: ({ text }) => text.zh },
  { header: '任务英文', path: 'text.en', width: 50, value: ({ text }) => english(text) },
  { header: '期限', path: 'deadline', width: 14, value: ({ deadline }) => deadline },
];

const LISTS = { parts: PARTS, targets: TARGETS, deliverables: DELIVERABLES } as const;
type ListKey = keyof typeof LISTS;
const SHEETS = { plan: '计划', parts: '部分', targets: '指标', deliverables: '定性任务' } as const;

/** Rows of the first sheet: what is asked, by its label, and whether English stands beside it. */
const FACTS = {
  key: '计划代号',
  title: '文件名称',
  number: '文号',
  issuer: '发文机关',
  issuedOn: '发文日期',
  region: '行政区划代码',
  from: '起日',
  until: '止日',
  source: '来源',
  defects: '文本缺陷',
} as const;
type FactKey = keyof typeof FACTS;
const PAIRS: readonly FactKey[] = ['title', 'issuer', 'source', 'defects'];
const FACT_COLUMNS = ['项目', '内容', '英文'] as const;

function sheetOf<T>(name: string, columns: readonly Column<T>[], list: readonly T[]): PlanSheet {
  return {
    name,
    columns: columns.map(({ header, width, choices }) => ({
      header,
      width,
      ...(choices ? { choices: [...choices.keys()] } : {}),
    })),
    rows: list.map((one) => columns.map(({ value }) => value(one))),
  };
}

function factRows(plan: PlanContent): (string | null)[][] {
  const texts: Readonly<Record<Exclude<FactKey, 'defects'>, Words | string>> = {
    key: plan.key,
    title: plan.title,
    number: plan.number,
    issuer: plan.issuer,
    issuedOn: plan.issuedOn ?? '',
    region: plan.region,
    from: plan.from,
    until: plan.until,
    source: plan.source,
  };
  const rows = Object.entries(texts).map(([key, text]) => {
    const label = FACTS[key as FactKey];
    return typeof text === 'string' ? [label, text, null] : [label, text.zh, english(text)];
  });
  const defects = plan.defects.length === 0 ? [words('', '')] : plan.defects;
  return [...rows, ...defects.map((defect) => [FACTS.defects, defect.zh, english(defect)])];
}

/** A plan as sheets: facts, parts, targets and deliverables, and how they are to be filled in. */
export function planSheets(plan: PlanContent): PlanSheet[] {
  return [
    {
      name: SHEETS.plan,
      columns: FACT_COLUMNS.map((header, at) => ({ header, width: at === 0 ? 16 : 50 })),
      rows: factRows(plan),
    },
    sheetOf(SHEETS.parts, PARTS, plan.parts),
    sheetOf(SHEETS.targets, TARGETS, plan.targets),
    sheetOf(SHEETS.deliverables, DELIVERABLES, plan.deliverables),
    {
      name: '填写说明',
      columns: [{ header: '填写说明', width: 90 }],
      rows: TEMPLATE_NOTES.map((note) => [note]),
    },
  ];
}

/** Where in a workbook a cell stands, as a spreadsheet program shows it. */
export function cellPlace(sheet: string, rowNumber: number, header: string): Words {
  return words(`“${sheet}”第 ${rowNumber} 行“${header}”`, `sheet ${sheet}, row ${rowNumber}, ${header}`);
}

/** Rows of a sheet under its head that have something in them, their texts by header. */
interface HeadedRow {
  readonly rowNumber: number;
  readonly cells: ReadonlyMap<string, string>;
}

function headedRows(sheet: ReadSheet): { headers: readonly string[]; rows: readonly HeadedRow[] } {
  const [head, ...rest] = sheet.rows;
  const headers = new Map([...(head?.cells ?? [])].map(([column, text]) => [column, text.trim()]));
  const rows = rest
    .map(({ rowNumber, cells }) => ({
      rowNumber,
      cells: new Map(
        [...cells].flatMap(([column, text]): [string, string][] => {
          const header = headers.get(column);
          return header === undefined || text.trim() === '' ? [] : [[header, text.trim()]];
        }),
      ),
    }))
    .filter(({ cells }) => cells.size > 0);
  return { headers: [...headers.values()], rows };
}

/** A workbook put together as a plan's value, with the way back from a place in it to its cell. */
export interface PlanWorkbookReading {
  readonly value: unknown;
  /** What can be told before the plan's own rules are asked. */
  readonly problems: readonly WorkbookProblem[];
  readonly placeOf: (path: readonly PropertyKey[]) => Words | null;
}

function put(object: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) object[first] = value;
  else object[first] = { ...(object[first] as object | undefined), [second]: value };
}

function readRow<T>(
  columns: readonly Column<T>[],
  row: HeadedRow,
  say: (header: string, message: Words) => void,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const { header, path, choices } of columns) {
    const text = row.cells.get(header);
    if (text === undefined) continue;
    if (!choices) put(value, path, text);
    else if (choices.has(text)) put(value, path, choices.get(text));
    else {
      const some = [...choices.keys()].slice(0, 6).join('、');
      say(header, words(`“${text}”不在可选项中：${some}`, `“${text}” isn’t among: ${some}`));
    }
  }
  return value;
}

function readFacts(sheet: ReadSheet | undefined) {
  const rows = sheet ? headedRows(sheet).rows : [];
  const value: Record<string, unknown> = {};
  const defects: { zh: string; en?: string }[] = [];
  const rowOf = new Map<string, number>();
  for (const { rowNumber, cells } of rows) {
    const label = cells.get(FACT_COLUMNS[0]) ?? '';
    const key = (Object.keys(FACTS) as FactKey[]).find((one) => FACTS[one] === label);
    const zh = cells.get(FACT_COLUMNS[1]);
    const en = cells.get(FACT_COLUMNS[2]);
    if (!key || (zh === undefined && en === undefined)) continue;
    const pair = { zh: zh ?? '', ...(en === undefined ? {} : { en }) };
    if (key === 'defects') {
      rowOf.set(`defects.${defects.length}`, rowNumber);
      defects.push(pair);
    } else {
      rowOf.set(key, rowNumber);
      value[key] = PAIRS.includes(key) ? pair : zh;
    }
  }
  return { value: { ...value, defects }, rowOf };
}

/** What isn't there: sheets, or columns of them without which nothing can be read. */
function missing(sheets: readonly ReadSheet[]): WorkbookProblem[] {
  return (Object.keys(SHEETS) as (keyof typeof SHEETS)[]).flatMap((key): WorkbookProblem[] => {
    const name = SHEETS[key];
    const sheet = sheets.find((one) => one.name.trim() === name);
    if (!sheet) {
      if (key === 'deliverables') return [];
      const message = words(
        `缺少工作表“${name}”，请使用模板。`,
        `There is no sheet ${name}; use the template.`,
      );
      return [{ place: null, message }];
    }
    const { headers } = headedRows(sheet);
    const needed =
      key === 'plan'
        ? FACT_COLUMNS.slice(0, 2)
        : LISTS[key].filter((column) => column.needed).map(({ header }) => header);
    const gone = needed.filter((header) => !headers.includes(header)).join('、');
    if (gone === '') return [];
    const message = words(`工作表“${name}”缺少列：${gone}。`, `Sheet ${name} has no columns: ${gone}.`);
    return [{ place: null, message }];
  });
}

/** Puts sheets together as a plan's value; what is wrong in the value is told by the plan's own reading. */
export function assemblePlanWorkbook(sheets: readonly ReadSheet[]): PlanWorkbookReading {
  const gone = missing(sheets);
  if (gone.length > 0) return { value: null, problems: gone, placeOf: () => null };
  const named = (name: string) => sheets.find((one) => one.name.trim() === name);
  const problems: WorkbookProblem[] = [];
  const facts = readFacts(named(SHEETS.plan));
  const rowNumbers: Record<ListKey, readonly number[]> = { parts: [], targets: [], deliverables: [] };
  const listOf = <T>(key: ListKey, columns: readonly Column<T>[]) => {
    const sheet = named(SHEETS[key]);
    const rows = sheet ? headedRows(sheet).rows : [];
    rowNumbers[key] = rows.map(({ rowNumber }) => rowNumber);
    return rows.map((row) =>
      readRow(columns, row, (header, message) => {
        problems.push({ place: cellPlace(SHEETS[key], row.rowNumber, header), message });
      }),
    );
  };
  const value = {
    ...facts.value,
    parts: listOf('parts', PARTS),
    targets: listOf('targets', TARGETS),
    deliverables: listOf('deliverables', DELIVERABLES),
  };
  return { value, problems, placeOf: (path) => placeIn(path.map(String), facts.rowOf, rowNumbers) };
}

function placeIn(
  path: readonly string[],
  rowOf: ReadonlyMap<string, number>,
  rowNumbers: Readonly<Record<ListKey, readonly number[]>>,
): Words | null {
  const [first = '', second, ...rest] = path;
  if (first === 'parts' || first === 'targets' || first === 'deliverables') {
    const rowNumber = rowNumbers[first][Number(second)];
    if (rowNumber === undefined) return words(`工作表“${SHEETS[first]}”`, `sheet ${SHEETS[first]}`);
    const columns: readonly Pick<Column<never>, 'header' | 'path'>[] = LISTS[first];
    const wanted = rest.join('.');
    const column =
      columns.find((one) => one.path === wanted) ??
      columns.find((one) => one.path.split('.')[0] === rest[0]) ??
      columns[0];
    return cellPlace(SHEETS[first], rowNumber, column?.header ?? '');
  }
  const isDefect = first === 'defects';
  const label = FACTS[first as FactKey];
  if (label === undefined) return null;
  const rowNumber = rowOf.get(isDefect ? `defects.${second ?? '0'}` : first);
  if (rowNumber === undefined) return words(`“${SHEETS.plan}”“${label}”`, `sheet ${SHEETS.plan}, ${label}`);
  const isEnglish = (isDefect ? rest[0] : second) === 'en';
  return cellPlace(SHEETS.plan, rowNumber, FACT_COLUMNS[isEnglish ? 2 : 1]);
}
