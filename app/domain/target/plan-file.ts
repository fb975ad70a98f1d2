import { z } from 'zod';
import {
  fileChoice,
  fileList,
  filePart,
  fileText,
  readForm,
  repeated,
  type FileProblem,
  type FileReading,
} from '../assessment/model-file.ts';
import { isPlainDate, yearOf, type PlainDate } from '../calendar/plain-date.ts';
import { isAreaCode } from '../organisation/region.ts';
import { bilingual, words } from '../words.ts';
import {
  COMPARATORS,
  COUNTINGS,
  DESIGNATIONS,
  DIRECTIONS,
  MEASURES,
  SOURCES,
  type Comparator,
  type Counting,
  type DesignationKind,
  type PlanContent,
  type Source,
} from './plan.ts';

/** The largest value of a target. */
export const MOST_VALUE = 1_000_000_000_000;
/** Decimals that a value may have. */
const DECIMALS = 4;
/** No plan that a person can follow has more. */
const MOST_TARGETS = 200;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** What a field left blank in a form or a workbook means. */
function blankAs<T>(value: T) {
  return (given: unknown) =>
    given === undefined || given === null || (typeof given === 'string' && given.trim() === '')
      ? value
      : given;
}

const DaySchema = z
  .string({ error: bilingual('日期应写成 YYYY-MM-DD', 'a date is written YYYY-MM-DD') })
  .trim()
  .refine(isPlainDate, {
    abort: true,
    error: bilingual(
      '不是有效日期，请按 YYYY-MM-DD 填写，例如 2023-12-31',
      'no such day; write it YYYY-MM-DD, such as 2023-12-31',
    ),
  })
  .transform((text) => text as PlainDate)
  .refine((day) => yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR, {
    error: bilingual(
      `日期应在 ${FIRST_YEAR} 年至 ${LAST_YEAR} 年之间`,
      `a date lies between ${FIRST_YEAR} and ${LAST_YEAR}`,
    ),
  });
const MaybeDaySchema = z.preprocess(blankAs(null), DaySchema.nullable()).default(null);

/** A text in both tongues; where English is left out, the Chinese stands for both. */
function pair(zh: string, en: string, longest: number) {
  return filePart(zh, en, {
    zh: fileText(`${zh}（中文）`, `${en} (Chinese)`, longest),
    en: z
      .preprocess(blankAs(undefined), fileText(`${zh}（英文）`, `${en} (English)`, longest * 3).optional())
      .optional(),
  }).transform((text) => words(text.zh, text.en ?? text.zh));
}

const maybeText = (zh: string, en: string, longest: number) =>
  z.preprocess(blankAs(''), fileText(zh, en, longest).or(z.literal(''))).default('');

function oneOf<K extends string>(table: Readonly<Record<K, unknown>>, zh: string, en: string) {
  return fileChoice(Object.keys(table) as K[], zh, en);
}

const ValueError = bilingual(
  '目标值应为数字，不加千分位，例如 300 或 1.5',
  'a value is a number without separators, such as 300 or 1.5',
);
/** A number of a file, or the digits of a form. */
const ValueSchema = z.preprocess(
  (given) =>
    typeof given === 'string' && /^-?\d{1,16}(?:\.\d{1,16})?$/.test(given.trim()) ? Number(given) : given,
  z
    .number({ error: ValueError })
    .min(0, { error: bilingual('目标值不能为负数', 'a value is not negative') })
    .max(MOST_VALUE, { error: bilingual('目标值不能超过一万亿', 'a value is at most 10^12') })
    .refine((value) => Number(value.toFixed(DECIMALS)) === value, {
      error: bilingual(`小数最多 ${DECIMALS} 位`, `at most ${DECIMALS} decimals`),
    }),
);

const yesNo = (zh: string, en: string) =>
  z.boolean({ error: bilingual(`${zh}应为 true 或 false`, `${en} is to be true or false`) }).default(false);

const EntryIdSchema = fileText('编号', 'the id', 20).regex(/^[A-Za-z0-9]+$/, {
  error: bilingual('编号只能用字母和数字，例如 SD01', 'an id has letters and digits only, such as SD01'),
});
const PartIdSchema = fileText('部分编号', 'the part’s id', 20).regex(/^[A-Za-z0-9-]+$/, {
  error: bilingual('部分编号只能用字母、数字和连字符', 'a part’s id has letters, digits and hyphens only'),
});
const ClauseSchema = fileText('条款号', 'the clause', 60);

const PlatformSchema = z
  .discriminatedUnion(
    'from',
    [
      filePart('平台口径', 'the platform rule', {
        from: z.literal('certificate'),
        kind: fileChoice(['dcmm', 'dsmm'], '证书种类', 'the kind of certificate'),
        leastLevel: z
          .int({ error: bilingual('等级应为 1 至 5 的整数', 'a level is a whole number from 1 to 5') })
          .min(1, { error: bilingual('等级应为 1 至 5 的整数', 'a level is a whole number from 1 to 5') })
          .max(5, { error: bilingual('等级应为 1 至 5 的整数', 'a level is a whole number from 1 to 5') }),
      }),
      filePart('平台口径', 'the platform rule', {
        from: z.literal('designation'),
        kind: oneOf<DesignationKind>(DESIGNATIONS, '认定种类', 'the kind of designation'),
        counts: fileChoice(['ever', 'held'], '计数方式', 'the way of counting'),
      }),
    ],
    {
      error: bilingual(
        '平台口径应为 certificate（证书）或 designation（认定）',
        'the platform rule counts certificate or designation',
      ),
    },
  )
  .nullable()
  .default(null);

const TargetSchema = filePart('目标', 'the target', {
  id: EntryIdSchema,
  part: PartIdSchema,
  clause: ClauseSchema,
  indicator: pair('指标名称', 'the indicator', 100),
  comparator: oneOf<Comparator>(COMPARATORS, '比较方式', 'the comparator'),
  value: ValueSchema,
  unit: pair('单位', 'the unit', 20),
  direction: fileChoice(DIRECTIONS, '方向', 'the direction'),
  counting: oneOf<Counting>(COUNTINGS, '累计或当年', 'the counting'),
  isAspiration: yesNo('力争', 'isAspiration'),
  deadline: MaybeDaySchema,
  measure: fileChoice(MEASURES, '计量方式', 'the measure'),
  entryName: pair('条目名称', 'the name of an entry', 40),
  headline: oneOf<Source>(SOURCES, '主口径', 'the headline'),
  platform: PlatformSchema,
  canSplit: yesNo('可分解到市', 'canSplit'),
  summary: pair('条款摘要', 'the summary', 500),
  note: pair('说明', 'the note', 500).nullable().default(null),
});
type TargetFile = z.infer<typeof TargetSchema>;

const DeliverableSchema = filePart('定性任务', 'the deliverable', {
  id: EntryIdSchema,
  part: PartIdSchema,
  clause: ClauseSchema,
  text: pair('任务内容', 'the deliverable’s text', 300),
  deadline: MaybeDaySchema,
});

const ContentSchema = filePart('计划', 'the plan', {
  key: fileText('计划代号', 'the plan’s key', 60).regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, {
    error: bilingual(
      '计划代号用小写字母、数字和连字符，例如 big-data-2026',
      'a key has small letters, digits and hyphens, such as big-data-2026',
    ),
  }),
  title: pair('文件名称', 'the title', 120),
  number: maybeText('文号', 'the document number', 60),
  issuer: pair('发文机关', 'the issuer', 100),
  issuedOn: MaybeDaySchema,
  region: fileText('行政区划代码', 'the region', 6).refine(isAreaCode, {
    error: bilingual(
      '行政区划代码应为六位数字（全国为 000000）',
      'a region is a six-digit code (000000 for the country)',
    ),
  }),
  programme: z.preprocess(blankAs(null), fileText('事项', 'the programme', 40).nullable()).default(null),
  from: DaySchema,
  until: DaySchema,
  source: pair('来源', 'the source', 300),
  defects: fileList(pair('文本缺陷', 'the defect', 300), '文本缺陷', 'defects', 30).default([]),
  parts: fileList(
    filePart('部分', 'the part', { id: PartIdSchema, title: pair('部分名称', 'the part’s title', 100) }),
    '部分',
    'parts',
    30,
  ),
  targets: fileList(TargetSchema, '目标', 'targets', MOST_TARGETS),
  deliverables: fileList(DeliverableSchema, '定性任务', 'deliverables', MOST_TARGETS).default([]),
  context: fileList(
    filePart('背景数据', 'the context figure', {
      text: pair('背景数据', 'the context figure', 300),
      date: fileText('时间', 'the date', 40),
      source: fileText('来源', 'the source', 200),
      confidence: fileChoice(['C', 'C-w', 'L', 'U'], '可信度', 'the confidence'),
    }),
    '背景数据',
    'context figures',
    50,
  ).default([]),
});
type ContentFile = z.infer<typeof ContentSchema>;

/**
 * A plan as a file, a form or a workbook gives it; the one definition of what a sound plan is. Problems come in two
 * stages: first of form, then of sense.
 */
const PlanContentSchema = ContentSchema.superRefine((plan, context) => {
  for (const { path, message } of [...planProblems(plan), ...plan.targets.flatMap(targetProblems(plan))]) {
    context.addIssue({ code: 'custom', path: [...path], message, input: plan });
  }
});

/** Reads a parsed file, a form or a workbook: the plan, or everything that is wrong with it and where. */
export function readPlanContent(value: unknown): FileReading<PlanContent> {
  return readForm<PlanContent>(PlanContentSchema, value);
}

/** What holds between a plan's fields: ids that stand once, parts that exist, days in order. */
function planProblems(plan: ContentFile): FileProblem[] {
  const parts = new Set(plan.parts.map(({ id }) => id));
  const places = (['targets', 'deliverables'] as const).flatMap((list) =>
    plan[list].map(({ id, part, deadline }, at) => ({ id, part, deadline, path: [list, at] })),
  );
  return [
    ...problem(
      plan.from > plan.until,
      ['until'],
      bilingual('止日不能早于起日', 'the last day is before the first'),
    ),
    ...repeated(plan.parts.map(({ id }, at) => ({ id, path: ['parts', at, 'id'] }))),
    ...repeated(places.map(({ id, path }) => ({ id, path: [...path, 'id'] }))),
    ...places.flatMap(({ part, deadline, path }) => [
      ...problem(
        !parts.has(part),
        [...path, 'part'],
        bilingual(`没有编号为 ${part} 的部分`, `there is no part ${part}`),
      ),
      ...problem(
        deadline !== null && deadline < plan.from,
        [...path, 'deadline'],
        bilingual('期限早于计划起日', 'the deadline is before the plan’s first day'),
      ),
    ]),
  ];
}

/** What holds between a target's fields. */
function targetProblems(plan: ContentFile) {
  return (target: TargetFile, at: number): FileProblem[] => {
    const say = (isWrong: boolean, field: keyof TargetFile, zh: string, en: string) =>
      problem(isWrong, ['targets', at, field], bilingual(zh, en));
    const { comparator, direction, measure, headline, platform } = target;
    const isDown = direction === 'down';
    return [
      ...say(
        (comparator === 'at_most' && !isDown) ||
          ((comparator === 'at_least' || comparator === 'above') && isDown),
        'direction',
        '方向与比较方式不符：“不超过”为 down，“不少于”“超过”为 up',
        'the direction does not fit: at_most goes down, at_least and above go up',
      ),
      ...say(
        !isDown && target.value === 0,
        'value',
        '向上达到的目标值应大于 0',
        'a value to be reached upwards is above 0',
      ),
      ...say(
        headline === 'platform' && platform === null,
        'headline',
        '主口径为平台数据时须写明平台口径',
        'a headline from the platform’s data needs a platform rule',
      ),
      ...say(
        headline === 'records' && measure === 'value',
        'headline',
        '按填报数计量的目标不能以名录条目为主口径',
        'a target measured by reported figures has no headline from records',
      ),
      ...say(
        platform !== null && measure !== 'count',
        'platform',
        '平台数据按企业计数，计量方式应为 count',
        'the platform counts enterprises, so the measure is count',
      ),
      ...say(
        target.canSplit && !isProvincial(plan.region),
        'canSplit',
        '只有省级计划的目标可分解到市',
        'only a province’s target may be split by city',
      ),
    ];
  };
}

/** A region of provincial level: its cities may each have a share. */
function isProvincial(region: string): boolean {
  return region.endsWith('0000') && region !== '000000';
}

function problem(isWrong: boolean, path: readonly PropertyKey[], message: string): FileProblem[] {
  return isWrong ? [{ path, message }] : [];
}
