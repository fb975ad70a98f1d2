import { z } from 'zod';
import { isPlainDate, type PlainDate, plainDate } from '../calendar/plain-date.ts';
import {
  isRegionCode,
  NATION,
  PROVINCES,
  type RegionCode,
  regionContains,
  regionName,
  SHANDONG_CITIES,
  SHANGHAI_DISTRICTS,
} from '../organisation/region.ts';
import { checkUscc } from '../organisation/uscc.ts';
import { bilingual, type Words, words } from '../words.ts';
import type { Deliverable, PlanContent, Target } from './plan.ts';

/** What a line is about: a record that counts, or a figure as reported. */
export const LINE_KINDS = {
  item: words('名录条目', 'Record'),
  observation: words('填报数', 'Reported figure'),
} as const satisfies Record<string, Words>;
export type LineKind = keyof typeof LINE_KINDS;

/** What a line does when its batch is recorded. */
export const LINE_ACTIONS = {
  add: words('新增', 'Add'),
  correct: words('更正', 'Correct'),
  remove: words('删除', 'Remove'),
} as const satisfies Record<string, Words>;
export type LineAction = keyof typeof LINE_ACTIONS;

/** Largest amount that a line may carry, and the decimals it may have; the column holds no more. */
const MOST_AMOUNT = 1_000_000_000_000;
const MOST_DECIMALS = 4;
/** Before that nothing of what plans count was counted. */
const FIRST_DAY = plainDate('1990-01-01');
/** A level that was attained has no number; 1 says that it was. */
const DONE = 1;

const AMOUNT = new RegExp(`^\\d{1,16}(?:\\.\\d{1,${MOST_DECIMALS}})?$`);

/** A number as typed, full-width digits and thousands separators admitted; null when left blank. */
const AmountSchema = z.string().transform((typed, context): number | null => {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/^(\d{1,3}(?:,\d{3})+)(?=\.|$)/u, (grouped) => grouped.replaceAll(',', ''));
  const refuse = (zh: string, en: string) => {
    context.addIssue({ code: 'custom', message: bilingual(zh, en) });
    return z.NEVER;
  };
  if (text === '') return null;
  if (/^-\d/.test(text)) return refuse('数值不能为负。', 'The number can’t be negative.');
  if (/^\d+\.\d{5,}$/.test(text)) {
    return refuse(`小数最多 ${MOST_DECIMALS} 位。`, `At most ${MOST_DECIMALS} decimals.`);
  }
  if (!AMOUNT.test(text))
    return refuse('请填写数字，例如 12 或 12.5。', 'Enter a number such as 12 or 12.5.');
  const value = Number(text);
  if (value > MOST_AMOUNT) {
    return refuse('数值过大：不超过 10000 亿，请核对单位。', 'Too large: at most 10^12; check the unit.');
  }
  return value;
});

const DaySchema = z
  .string()
  .trim()
  .refine((text) => text === '' || isPlainDate(text), {
    error: bilingual('不是有效日期，请按 YYYY-MM-DD 填写。', 'No such day; write it YYYY-MM-DD.'),
  })
  .transform((text): PlainDate | null => (isPlainDate(text) ? text : null));

const CodeSchema = z.string().transform((text, context): string | null => {
  if (text.trim() === '') return null;
  const check = checkUscc(text);
  if (check.ok) return check.uscc;
  context.addIssue({ code: 'custom', message: bilingual(check.message.zh, check.message.en) });
  return z.NEVER;
});

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, bilingual(`不超过 ${most} 字。`, `${most} characters at most.`))
    .default('');

/** A line as a form posts it, or a row of an import brings it: every field is text, blank where there is nothing. */
export const LineSchema = z.object({
  kind: z.enum(['item', 'observation'], {
    error: bilingual('请选择名录条目或填报数。', 'Choose a record or a reported figure.'),
  }),
  name: text(200),
  uscc: CodeSchema.default(null),
  region: z.string().trim().max(12, bilingual('请选择地区。', 'Choose a region.')).default(''),
  onDate: DaySchema.default(null),
  endedOn: DaySchema.default(null),
  quantity: AmountSchema.default(null),
  value: AmountSchema.default(null),
  source: text(200),
  document: text(500),
  note: text(1000),
});
export type Line = z.infer<typeof LineSchema>;

/** What a line may be about: a target of the plan, or one of its deliverables. */
export type LineSubject = Target | Deliverable;

/** Whether a subject is a target: deliverables have no number. */
export function isTarget(subject: LineSubject): subject is Target {
  return 'measure' in subject;
}

/** The target or deliverable of a plan with this id; undefined when the plan has none. */
export function lineSubject(content: PlanContent, id: string): LineSubject | undefined {
  return (
    content.targets.find((target) => target.id === id) ??
    content.deliverables.find((deliverable) => deliverable.id === id)
  );
}

/** The kinds of lines that a subject takes: figures alone where nothing is counted. */
export function lineKindsOf(subject: LineSubject): readonly LineKind[] {
  return isTarget(subject) && subject.measure !== 'value' ? ['item', 'observation'] : ['observation'];
}

/** Whose line it is and when. */
export interface LineContext {
  readonly content: PlanContent;
  readonly today: PlainDate;
  /** The region of the house that reports. */
  readonly region: RegionCode;
  /** Whether that house is the plan's own. */
  readonly isPlanHouse: boolean;
}

function partsOf(region: RegionCode): readonly RegionCode[] {
  if (region === NATION) return Object.keys(PROVINCES);
  return [...Object.keys(SHANDONG_CITIES), ...Object.keys(SHANGHAI_DISTRICTS)].filter(
    (code) => code !== region && region.endsWith('0000') && regionContains(region, code),
  );
}

/**
 * Regions that a house may report on in a plan: its own (or the plan's, where that is narrower) and, of a province, each
 * city. A city reports on itself alone. None when plan and house lie apart.
 */
export function reportableRegions(house: RegionCode, plan: RegionCode): readonly RegionCode[] {
  const top = regionContains(plan, house) ? house : regionContains(house, plan) ? plan : null;
  return top === null ? [] : [top, ...partsOf(top)];
}

/** Units of things that are counted one by one. */
const WHOLE_UNITS: ReadonlySet<string> = new Set(
  '家 个 项 人 人次 次 件 款 套 批 所 份 场 期 名 户 处 门 条 座 站 企业 城市'.split(' '),
);

/** Whether a unit is a share in hundredths. */
function isPercentage(unit: Words): boolean {
  return /[%％]|百分/u.test(unit.zh);
}

/** So many times what a plan asks for is no result but another unit: 元 where the plan counts in 亿元. */
const MOST_TIMES = 1000;

/** What is wrong with an amount in the unit of a target; null when it fits. */
function unitProblem(amount: number, { unit, value }: Pick<Target, 'unit' | 'value'>): Words | null {
  if (isPercentage(unit) && amount > 100) {
    return words('百分比应在 0 到 100 之间。', 'A percentage lies between 0 and 100.');
  }
  if (WHOLE_UNITS.has(unit.zh) && !Number.isInteger(amount)) {
    return words(`单位是“${unit.zh}”，应填整数。`, `The unit is ${unit.en}: enter a whole number.`);
  }
  if (amount > Math.max(value, 1) * MOST_TIMES) {
    return words(
      `超过目标值（${value} ${unit.zh}）的 ${MOST_TIMES} 倍，请核对单位：本指标以“${unit.zh}”计。`,
      `More than ${MOST_TIMES} times the target (${value} ${unit.en}): check the unit, which is ${unit.en}.`,
    );
  }
  return null;
}

type Problems = Record<string, Words>;

function checkDays(line: Line, today: PlainDate, problems: Problems): void {
  const { onDate, endedOn } = line;
  if (onDate === null) problems.onDate = words('请填写日期。', 'Enter the date.');
  else if (onDate > today) {
    problems.onDate = words(
      `日期不能晚于今天（${today}）。`,
      `The date can’t lie in the future (today is ${today}).`,
    );
  } else if (onDate < FIRST_DAY) {
    problems.onDate = words(`日期不能早于 ${FIRST_DAY}。`, `The date can’t be before ${FIRST_DAY}.`);
  }
  if (endedOn === null) return;
  if (line.kind === 'observation') {
    problems.endedOn = words('填报数没有终止日期。', 'A reported figure has no end.');
  } else if (endedOn > today) {
    problems.endedOn = words(
      `终止日期不能晚于今天（${today}）。`,
      `The end can’t lie in the future (today is ${today}).`,
    );
  } else if (onDate !== null && endedOn <= onDate) {
    problems.endedOn = words('终止日期应晚于起始日期。', 'The end comes after the beginning.');
  }
}

function checkRegion(line: Line, context: LineContext, problems: Problems): void {
  if (line.region === '') {
    problems.region = words('请选择地区。', 'Choose a region.');
    return;
  }
  const { region: house, content } = context;
  if (reportableRegions(house, content.region).includes(line.region)) return;
  const place = isRegionCode(line.region) ? regionName(line.region) : words(line.region, line.region);
  problems.region = regionContains(house, line.region)
    ? words(
        `${place.zh}不在本计划的填报地区内。`,
        `${place.en} isn’t among the regions that this plan is reported on.`,
      )
    : words(
        `${place.zh}不在本单位管辖范围内，本单位只能填报${regionName(house).zh}的数据。`,
        `${place.en} isn’t yours: your house reports on ${regionName(house).en} alone.`,
      );
}

function checkItem(line: Line, target: Target, problems: Problems): void {
  if (line.name === '') problems.name = words('请填写名称。', 'Enter the name.');
  // The end of what happened last year would be taken off this year's count.
  if (line.endedOn !== null && target.counting === 'in_year') {
    problems.endedOn = words(
      '该指标只计当年发生的事项，没有终止日期。',
      'What happens within the year is counted here: it has no end.',
    );
  }
  if (line.value !== null) {
    problems.value = words(
      '名录条目不填“数值”，请填报为填报数。',
      'A record carries no value; report a figure.',
    );
  }
  if (target.measure === 'count') {
    if (line.quantity !== null && line.quantity !== 1) {
      problems.quantity = words('该指标按条计数，每条计 1。', 'Records are counted here: each counts as 1.');
    }
    return;
  }
  const problem = line.quantity === null ? null : unitProblem(line.quantity, target);
  if (line.quantity === null) {
    problems.quantity = words(`请填写数量（${target.unit.zh}）。`, `Enter the quantity (${target.unit.en}).`);
  } else if (problem) problems.quantity = problem;
}

function checkObservation(line: Line, subject: LineSubject, problems: Problems): void {
  if (line.source === '') {
    problems.source = words('请填写数据来源。', 'Say where the figure comes from.');
  }
  if (line.quantity !== null) {
    problems.quantity = words('填报数只填“数值”。', 'A reported figure carries a value alone.');
  }
  if (line.uscc !== null) {
    problems.uscc = words('填报数不对应某一企业。', 'A reported figure isn’t one enterprise’s.');
  }
  if (!isTarget(subject)) {
    if (line.value !== null && line.value !== DONE) {
      problems.value = words('任务完成填 1。', 'Enter 1 for what was done.');
    }
    return;
  }
  const problem = line.value === null ? null : unitProblem(line.value, subject);
  if (line.value === null) {
    problems.value = words(`请填写数值（${subject.unit.zh}）。`, `Enter the value (${subject.unit.en}).`);
  } else if (problem) problems.value = problem;
}

/** What is wrong with a line about this target or deliverable, field by field; empty when nothing is. */
export function checkLine(
  line: Line,
  subject: LineSubject,
  context: LineContext,
): Readonly<Record<string, Words>> {
  const problems: Problems = {};
  checkDays(line, context.today, problems);
  checkRegion(line, context, problems);
  if (!isTarget(subject) && !context.isPlanHouse) {
    problems.target = words(
      '定性任务由计划所属部门填报。',
      'What has no number is reported by the plan’s own authority.',
    );
  }
  if (!lineKindsOf(subject).includes(line.kind)) {
    problems.kind = words(
      '该指标不逐条登记名录，请按填报数填报。',
      'Nothing is listed one by one here: report a figure.',
    );
  } else if (line.kind === 'item' && isTarget(subject)) checkItem(line, subject, problems);
  else checkObservation(line, subject, problems);
  return problems;
}

/** A checked line with its amount as it counts: a counted record is one, a deliverable's mark too. */
export function countedLine(line: Line, subject: LineSubject): Line {
  if (line.kind === 'item') {
    const isCounted = isTarget(subject) && subject.measure === 'count';
    return { ...line, quantity: isCounted ? 1 : line.quantity, value: null };
  }
  return { ...line, name: '', quantity: null, value: isTarget(subject) ? line.value : DONE };
}
