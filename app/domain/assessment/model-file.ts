import { z } from 'zod';
import { PlainDateSchema } from '../calendar/plain-date-schema.ts';
import { canonicalJson, type JsonValue } from '../filing/canonical.ts';
import { bilingual, words, wordsOf } from '../words.ts';
import { LEVELS, type Cell, type Criterion, type Domain, type MaturityModel } from './model.ts';

/** What every shipped file says of its criteria, so that nobody takes them for the standard's text. */
export const OWN_WORDING = '自编，非标准原文';

/** A place in a file (keys and positions from the top) and what is wrong there, in both tongues (`wordsOf`). */
export interface FileProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a file says, or everything that is wrong with it. */
export type FileReading<T> =
  { readonly ok: true; readonly file: T } | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** No model that a person can answer is larger; what is, is a mistake or an attack. */
const MOST_ITEMS = 300;
const MOST_CRITERIA = 5000;

// Line breaks are layout; the rest of the control characters, and half of a pair that only together is a character, isn't
// text and can't be stored.
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f\p{Cs}]/u; // eslint-disable-line no-control-regex

/** A text of a model's file; the label names it in messages. */
export function fileText(zh: string, en: string, longest: number) {
  return z
    .string({
      error: (issue) =>
        issue.input === undefined || issue.input === null
          ? bilingual(`缺少${zh}`, `${en} is missing`)
          : bilingual(`${zh}应为文字（数字请加引号）`, `${en} is to be a text (put a number in quotes)`),
    })
    .trim()
    .min(1, { error: bilingual(`${zh}不能为空`, `${en} is empty`) })
    .max(longest, {
      error: bilingual(`${zh}超过 ${longest} 字`, `${en} is longer than ${longest} characters`),
    })
    .refine((text) => !CONTROL.test(text), {
      error: bilingual(`${zh}含有控制字符`, `${en} holds control characters`),
    });
}

/** A part of a model's file, with nothing in it that isn't known. */
export function filePart<T extends z.ZodRawShape>(zh: string, en: string, shape: T) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return bilingual(`未知字段：${issue.keys.join('、')}`, `unknown field: ${issue.keys.join(', ')}`);
      }
      return issue.input === undefined || issue.input === null
        ? bilingual(`缺少${zh}`, `${en} is missing`)
        : bilingual(`${zh}的写法不对：应为“字段: 值”`, `${en} is to be written as fields with values`);
    },
  });
}

/** A list in a model's file. */
export function fileList<T extends z.ZodType>(item: T, zh: string, en: string, most: number) {
  return z
    .array(item, {
      error: (issue) =>
        issue.input === undefined || issue.input === null
          ? bilingual(`缺少${zh}`, `the list of ${en} is missing`)
          : bilingual(`${zh}应为列表`, `${en} is to be a list`),
    })
    .max(most, { error: bilingual(`${zh}超过 ${most} 条`, `more than ${most} ${en}`) });
}

/** One of some words; the label names it in messages. */
export const fileChoice = <const T extends readonly string[]>(values: T, zh: string, en: string) =>
  z.enum(values, {
    error: bilingual(`${zh}应为 ${values.join('、')} 之一`, `${en} is to be one of ${values.join(', ')}`),
  });

const ID = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$/;
const IdSchema = fileText('编号', 'the id', 32).regex(ID, {
  error: bilingual(
    '编号只能用字母、数字、点、下划线和连字符，以字母或数字开头和结尾',
    'an id has letters, digits, dots, underscores and hyphens, and begins and ends with a letter or digit',
  ),
});

/** A name in both tongues; where English is left out, the Chinese name stands for both. */
const NameSchema = filePart('名称', 'the name', {
  zh: fileText('中文名称', 'the Chinese name', 100),
  en: fileText('英文名称', 'the English name', 160).optional(),
}).transform((name) => words(name.zh, name.en ?? name.zh));

const ClauseSchema = fileText('条款号', 'the clause', 32).nullable().default(null);

const LevelNumberSchema = z.literal(LEVELS, {
  error: bilingual('等级应为 1 至 5 的整数', 'a level is a whole number from 1 to 5'),
});

const CriterionSchema = filePart('评估准则', 'the criterion', {
  level: LevelNumberSchema,
  text: fileText('准则内容', 'the criterion’s text', 500),
  evidence: fileText('常见证据', 'the usual evidence', 300).or(z.literal('')).default(''),
  improve: fileText('改进建议', 'the advice', 300).or(z.literal('')).default(''),
});

const CriteriaSchema = fileList(CriterionSchema, '评估准则', 'criteria', 60);

const ItemSchema = filePart('评估项', 'the item', {
  id: IdSchema,
  clause: ClauseSchema,
  name: NameSchema,
  criteria: CriteriaSchema.optional(),
  dimensions: z
    .record(z.string(), CriteriaSchema, {
      error: bilingual(
        '能力维度应写成“维度编号: 准则列表”',
        'dimensions are written as id: list of criteria',
      ),
    })
    .optional(),
});

const content = {
  title: NameSchema,
  source: fileText('来源说明', 'the source', 1000),
  levels: fileList(
    filePart('等级', 'the level', {
      level: LevelNumberSchema,
      name: NameSchema,
      summary: fileText('等级说明', 'the level’s summary', 300).or(z.literal('')).default(''),
    }),
    '等级',
    'levels',
    LEVELS.length,
  ),
  dimensions: fileList(
    filePart('能力维度', 'the dimension', { id: IdSchema, name: NameSchema }),
    '能力维度',
    'dimensions',
    12,
  ).default([]),
  domains: fileList(
    filePart('能力域', 'the domain', {
      id: IdSchema,
      clause: ClauseSchema,
      name: NameSchema,
      items: fileList(ItemSchema, '评估项', 'items', 100).min(1, {
        error: bilingual('能力域下至少有一个评估项', 'a domain has at least one item'),
      }),
    }),
    '能力域',
    'domains',
    60,
  ).min(1, { error: bilingual('至少要有一个能力域', 'there is at least one domain') }),
};

const count = (zh: string, en: string) =>
  z.int({ error: bilingual(`${zh}应为整数`, `${en} is a whole number`) }).positive();

/** A file under `assessments/`: a published standard's structure with criteria of our own. */
const ShippedModelSchema = filePart('模型文件', 'the model’s file', {
  id: IdSchema,
  family: fileChoice(['dcmm', 'dsmm'], '模型系列', 'the family'),
  edition: fileText('版次', 'the edition', 20),
  standard: fileText('标准号', 'the standard’s number', 40),
  publishedOn: PlainDateSchema.nullable(),
  effectiveOn: PlainDateSchema.nullable(),
  supersededOn: PlainDateSchema.nullable(),
  supersedes: IdSchema.nullable(),
  supersededBy: IdSchema.nullable(),
  confidence: fileChoice(['C', 'C-w', 'L', 'U'], '可信度', 'the confidence'),
  note: z.literal(OWN_WORDING, {
    error: bilingual(`文件须写明 note: '${OWN_WORDING}'`, `the file has to say note: '${OWN_WORDING}'`),
  }),
  /** How many domains and items the standard has: a file cut short is refused. */
  shape: filePart('结构数目', 'the shape', {
    domains: count('能力域数', 'the number of domains'),
    items: count('评估项数', 'the number of items'),
  }),
  ...content,
});
type ShippedModelFile = z.infer<typeof ShippedModelSchema>;

/** A model that an organisation writes for itself; `key` names it through its versions. */
const OwnModelSchema = filePart('模型文件', 'the model’s file', {
  key: fileText('模型代号', 'the model’s key', 40).regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
    error: bilingual(
      '模型代号用小写字母、数字和连字符，例如 group-data',
      'a key has small letters, digits and hyphens, such as group-data',
    ),
  }),
  ...content,
});
export type OwnModelFile = z.infer<typeof OwnModelSchema>;

type Content = Pick<ShippedModelFile, keyof typeof content>;

/** Reads a parsed shipped file. Problems of one stage (form, then sense) come together. */
export function readShippedModel(value: unknown): FileReading<ShippedModelFile> {
  const reading = readForm(ShippedModelSchema, value);
  if (!reading.ok) return reading;
  return sound(reading.file, [...contentProblems(reading.file), ...shippedProblems(reading.file)]);
}

/** Reads a parsed file of an organisation's own model. Problems of one stage (form, then sense) come together. */
export function readOwnModel(value: unknown): FileReading<OwnModelFile> {
  const reading = readForm(OwnModelSchema, value);
  return reading.ok ? sound(reading.file, contentProblems(reading.file)) : reading;
}

/** Reads a parsed file by a schema: what it says, or where it is wrong. */
export function readForm<T>(schema: z.ZodType<T>, value: unknown): FileReading<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message, ...issue }) =>
      // An unknown field is told at the field, not at what holds it.
      issue.code === 'unrecognized_keys'
        ? { path: [...path, ...issue.keys.slice(0, 1)], message }
        : { path, message },
    ),
  };
}

function sound<T>(file: T, problems: readonly FileProblem[]): FileReading<T> {
  return problems.length === 0 ? { ok: true, file } : { ok: false, problems };
}

/** What the schema can't see: ids that stand twice, levels that are missing, cells that don't fit the dimensions. */
function contentProblems(file: Content): FileProblem[] {
  const items = file.domains.flatMap((domain, at) =>
    domain.items.map((item, index) => ({ item, path: ['domains', at, 'items', index] })),
  );
  const criteria = items
    .flatMap(({ item }) => [item.criteria ?? [], ...Object.values(item.dimensions ?? {})])
    .reduce((sum, list) => sum + list.length, 0);
  return [
    ...repeated(file.domains.map(({ id }, at) => ({ id, path: ['domains', at, 'id'] }))),
    ...repeated(items.map(({ item, path }) => ({ id: item.id, path: [...path, 'id'] }))),
    ...repeated(file.dimensions.map(({ id }, at) => ({ id, path: ['dimensions', at, 'id'] }))),
    ...levelProblems(file),
    ...items.flatMap(({ item, path }) => itemProblems(file, item, path)),
    ...tooMany(items.length, MOST_ITEMS, '评估项', 'items'),
    ...tooMany(criteria, MOST_CRITERIA, '评估准则', 'criteria'),
  ];
}

function tooMany(number: number, most: number, zh: string, en: string): FileProblem[] {
  if (number <= most) return [];
  const message = bilingual(`${zh}共 ${number} 条，最多 ${most} 条`, `${number} ${en}, at most ${most}`);
  return [{ path: ['domains'], message }];
}

/** Ids that stand twice in a file; told at the second. */
export function repeated(entries: readonly { id: string; path: PropertyKey[] }[]): FileProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, path }) => {
    // Ids that differ in capitals only would be read as one.
    const key = id.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path, message: bilingual(`编号 ${id} 重复`, `the id ${id} stands twice`) }];
  });
}

function levelProblems(file: Content): FileProblem[] {
  const numbers = file.levels.map(({ level }) => level);
  if (numbers.length === LEVELS.length && numbers.every((level, at) => level === LEVELS[at])) return [];
  const message = bilingual('等级应从 1 到 5 依次各写一次', 'levels are to stand once each, from 1 to 5');
  return [{ path: ['levels'], message }];
}

type ItemFile = z.infer<typeof ItemSchema>;

function itemProblems(file: Content, item: ItemFile, path: PropertyKey[]): FileProblem[] {
  if (file.dimensions.length === 0) {
    if (item.dimensions) {
      const message = bilingual('模型没有定义能力维度', 'the model has no dimensions');
      return [{ path: [...path, 'dimensions'], message }];
    }
    return emptyProblem(item.criteria ?? [], [...path, 'criteria']);
  }
  if (item.criteria) {
    const message = bilingual('准则应写在各能力维度之下', 'criteria stand under the dimensions');
    return [{ path: [...path, 'criteria'], message }];
  }
  const known = new Set(file.dimensions.map(({ id }) => id));
  const unknown = Object.keys(item.dimensions ?? {})
    .filter((id) => !known.has(id))
    .map((id) => ({
      path: [...path, 'dimensions', id],
      message: bilingual(`没有能力维度 ${id}`, `there is no dimension ${id}`),
    }));
  const empty = file.dimensions.flatMap(({ id }) =>
    emptyProblem(item.dimensions?.[id] ?? [], [...path, 'dimensions', id]),
  );
  return [...unknown, ...empty];
}

function emptyProblem(criteria: readonly unknown[], path: PropertyKey[]): FileProblem[] {
  if (criteria.length > 0) return [];
  return [{ path, message: bilingual('至少要有一条评估准则', 'at least one criterion is needed') }];
}

/** What a shipped file owes beyond an own one: its numbers, and one to three criteria at each level from 2. */
function shippedProblems(file: ShippedModelFile): FileProblem[] {
  const items = file.domains.flatMap((domain) => domain.items);
  const shape = [
    { key: 'domains', said: file.shape.domains, found: file.domains.length },
    { key: 'items', said: file.shape.items, found: items.length },
  ].flatMap(({ key, said, found }) =>
    said === found
      ? []
      : [
          {
            path: ['shape', key],
            message: bilingual(`写明 ${said} 个，实有 ${found} 个`, `${said} said, ${found} found`),
          },
        ],
  );
  const cells = file.domains.flatMap((domain, at) =>
    domain.items.flatMap((item, index) => {
      const path = ['domains', at, 'items', index];
      return item.criteria
        ? coverage(item.criteria, [...path, 'criteria'])
        : Object.entries(item.dimensions ?? {}).flatMap(([id, list]) =>
            coverage(list, [...path, 'dimensions', id]),
          );
    }),
  );
  return [...shape, ...cells];
}

function coverage(criteria: readonly z.infer<typeof CriterionSchema>[], path: PropertyKey[]): FileProblem[] {
  const levels = LEVELS.flatMap((level) => {
    const number = criteria.filter((criterion) => criterion.level === level).length;
    if (number <= 3 && (number > 0 || level === 1)) return [];
    return [
      {
        path,
        message: bilingual(
          `${level} 级有 ${number} 条准则，应为 1 至 3 条`,
          `level ${level} has ${number} criteria, not 1 to 3`,
        ),
      },
    ];
  });
  const bare = criteria.flatMap((criterion, at) =>
    (['evidence', 'improve'] as const)
      .filter((key) => criterion[key] === '')
      .map((key) => ({ path: [...path, at, key], message: bilingual('不能为空', 'must not be empty') })),
  );
  return [...levels, ...bare];
}

/** The message with its place before it, such as `domains[2].items[0].id：缺少编号`. */
export function atPlace(path: readonly PropertyKey[], message: string): string {
  const place = path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );
  const { zh, en } = wordsOf(message);
  return place === '' ? message : bilingual(`${place}：${zh}`, `${place}: ${en}`);
}

/** Digest of a canonical text, such as its SM3 in hex. */
export type Digest = (canonical: string) => string;

/** The model that a shipped file describes, frozen. */
export function shippedModel(file: ShippedModelFile, digest: Digest): MaturityModel {
  const { shape: _shape, note: _note, ...head } = file;
  return sealed({ ...head, domains: domainsOf(file) }, digest);
}

/** The model that an organisation's own file describes, frozen. Its edition is its version. */
export function ownModel(
  file: OwnModelFile,
  row: { id: string; version: number },
  digest: Digest,
): MaturityModel {
  const { key: _key, ...head } = file;
  return sealed(
    {
      id: `own:${row.id}`,
      family: 'own',
      edition: String(row.version),
      standard: '',
      publishedOn: null,
      effectiveOn: null,
      supersededOn: null,
      supersedes: null,
      supersededBy: null,
      confidence: 'C',
      ...head,
      domains: domainsOf(file),
    },
    digest,
  );
}

function domainsOf({ domains, dimensions: known }: Content): Domain[] {
  const order = known.map(({ id }) => id);
  return domains.map(({ items, ...domain }) => ({
    ...domain,
    items: items.map(({ criteria, dimensions, ...item }) => ({
      ...item,
      cells: criteria
        ? [cellOf(item.id, null, criteria)]
        : order.map((id) => cellOf(`${item.id}/${id}`, id, dimensions?.[id] ?? [])),
    })),
  }));
}

/** Criteria by level, then in the file's order; an id counts within cell and level, so adding one at the end moves none. */
function cellOf(id: string, dimensionId: string | null, list: z.infer<typeof CriteriaSchema>): Cell {
  const criteria: Criterion[] = LEVELS.flatMap((level) =>
    list
      .filter((criterion) => criterion.level === level)
      .map((criterion, at) => ({ id: `${id}-L${level}-${at + 1}`, ...criterion })),
  );
  return { id, dimensionId, criteria };
}

function sealed(model: Omit<MaturityModel, 'digest'>, digest: Digest): MaturityModel {
  // A model is plain JSON by its schema; its interfaces have no index signature to show it.
  return freeze({ ...model, digest: digest(canonicalJson(model as unknown as JsonValue)) });
}

/** The value, unchangeable all the way down. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
