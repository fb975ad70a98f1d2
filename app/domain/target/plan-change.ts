import { words, type Words } from '../words.ts';
import { targetText } from './amount.ts';
import {
  COMPARATORS,
  COUNTINGS,
  SOURCES,
  type Deliverable,
  type PlanContent,
  type PlatformRule,
  type Target,
} from './plan.ts';
import { DIRECTION_NAMES, MEASURE_NAMES, platformText } from './plan-label.ts';

/** Ids of targets and deliverables that a plan had and has no more. */
export function missingIds(before: PlanContent, after: PlanContent): string[] {
  const ids = ({ targets, deliverables }: PlanContent) => [...targets, ...deliverables].map(({ id }) => id);
  const kept = new Set(ids(after));
  return ids(before).filter((id) => !kept.has(id));
}

/** Ids of targets that now count what happens within the year, and didn't before. */
export function turnedInYear(before: PlanContent, after: PlanContent): string[] {
  const counted = new Map(before.targets.map(({ id, counting }) => [id, counting]));
  return after.targets
    .filter(({ id, counting }) => counting === 'in_year' && (counted.get(id) ?? counting) !== counting)
    .map(({ id }) => id);
}

/** One field that says something else than before. */
export interface FieldChange {
  readonly label: Words;
  readonly before: Words;
  readonly after: Words;
}

/** What became of one thing in a plan: of the document itself (`plan`), of a part, a target or a deliverable. */
export interface PlanChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what: 'plan' | 'part' | 'target' | 'deliverable';
  /** Empty for the document itself. */
  readonly id: string;
  readonly title: Words;
  /** Of `changed` alone. */
  readonly fields: readonly FieldChange[];
}

type Lines = readonly (readonly [label: Words, value: Words])[];

const same = (text: string): Words => words(text, text);
const NONE = words('原文未写明', 'not stated');
const yesNo = (is: boolean) => (is ? words('是', 'yes') : words('否', 'no'));
const day = (text: string | null) => (text === null ? NONE : same(text));
const list = (items: readonly Words[]) =>
  words(items.map(({ zh }) => zh).join('；') || '无', items.map(({ en }) => en).join('; ') || 'none');

function planLines(plan: PlanContent): Lines {
  return [
    [words('文件名称', 'Title'), plan.title],
    [words('文号', 'Number'), plan.number === '' ? NONE : same(plan.number)],
    [words('发文机关', 'Issuer'), plan.issuer],
    [words('发文日期', 'Issued on'), day(plan.issuedOn)],
    [words('起日', 'First day'), same(plan.from)],
    [words('止日', 'Last day'), same(plan.until)],
    [words('来源', 'Source'), plan.source],
    [words('文本缺陷', 'Defects of the text'), list(plan.defects)],
    [words('各部分次序', 'Order of the parts'), same(plan.parts.map(({ id }) => id).join('、'))],
    [words('指标次序', 'Order of the targets'), same(plan.targets.map(({ id }) => id).join('、'))],
  ];
}

function ruleText(rule: PlatformRule | null): Words {
  return rule === null ? words('无', 'none') : platformText(rule);
}

function targetLines(target: Target): Lines {
  return [
    [words('指标名称', 'Indicator'), target.indicator],
    [words('所属部分', 'Part'), same(target.part)],
    [words('条款', 'Clause'), same(target.clause)],
    [words('目标', 'Target'), targetText(target)],
    [words('比较方式', 'Comparator'), COMPARATORS[target.comparator].name],
    [words('方向', 'Direction'), DIRECTION_NAMES[target.direction]],
    [words('累计或当年', 'Counting'), COUNTINGS[target.counting]],
    [words('力争', 'Strived for'), yesNo(target.isAspiration)],
    [words('期限', 'Deadline'), day(target.deadline)],
    [words('计量方式', 'Measure'), MEASURE_NAMES[target.measure]],
    [words('条目名称', 'An entry is'), target.entryName],
    [words('主口径', 'Headline'), SOURCES[target.headline]],
    [words('平台口径', 'Platform rule'), ruleText(target.platform)],
    [words('可分解到市', 'May be split by city'), yesNo(target.canSplit)],
    [words('条款摘要', 'Summary'), target.summary],
    [words('说明', 'Note'), target.note ?? words('无', 'none')],
  ];
}

function deliverableLines({ part, clause, text, deadline }: Deliverable): Lines {
  return [
    [words('任务内容', 'Task'), text],
    [words('所属部分', 'Part'), same(part)],
    [words('条款', 'Clause'), same(clause)],
    [words('期限', 'Deadline'), day(deadline)],
  ];
}

function changedFields(before: Lines, after: Lines): FieldChange[] {
  return after.flatMap(([label, value], at) => {
    const was = before[at]?.[1] ?? value;
    return was.zh === value.zh && was.en === value.en ? [] : [{ label, before: was, after: value }];
  });
}

function compareLists<T extends { readonly id: string }>(
  what: PlanChange['what'],
  before: readonly T[],
  after: readonly T[],
  titleOf: (one: T) => Words,
  linesOf: (one: T) => Lines,
): PlanChange[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const left = new Set(after.map(({ id }) => id));
  const removed = before
    .filter(({ id }) => !left.has(id))
    .map((one): PlanChange => ({ kind: 'removed', what, id: one.id, title: titleOf(one), fields: [] }));
  const others = after.flatMap((one): PlanChange[] => {
    const was = known.get(one.id);
    const title = titleOf(one);
    if (!was) return [{ kind: 'added', what, id: one.id, title, fields: [] }];
    const fields = changedFields(linesOf(was), linesOf(one));
    return fields.length === 0 ? [] : [{ kind: 'changed', what, id: one.id, title, fields }];
  });
  return [...others, ...removed];
}

/** What changed between two versions of a plan, in the plan's order; empty when nothing that is shown did. */
export function planChanges(before: PlanContent, after: PlanContent): PlanChange[] {
  const fields = changedFields(planLines(before), planLines(after));
  const document: PlanChange = { kind: 'changed', what: 'plan', id: '', title: after.title, fields };
  return [
    ...(fields.length === 0 ? [] : [document]),
    ...compareLists(
      'part',
      before.parts,
      after.parts,
      ({ title }) => title,
      ({ title }) => [[words('部分名称', 'Title of the part'), title]],
    ),
    ...compareLists('target', before.targets, after.targets, ({ indicator }) => indicator, targetLines),
    ...compareLists(
      'deliverable',
      before.deliverables,
      after.deliverables,
      ({ text }) => text,
      deliverableLines,
    ),
  ];
}
