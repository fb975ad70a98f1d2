import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { type Words, words } from '../words.ts';
import type { Tone } from '../filing/state.ts';
import { formatShare } from './amount.ts';
import type { PlanStanding, Status, TargetStanding } from './standing.ts';

/** How tiles stand on a board: as the document has them, or the one that lacks most first. */
export const BOARD_ORDERS = ['document', 'gap'] as const;
export type BoardOrder = (typeof BOARD_ORDERS)[number];

/** How many targets stand in each state. */
export function countStatuses(targets: readonly TargetStanding[]): Readonly<Record<Status, number>> {
  const counts = { reached: 0, on_course: 0, behind: 0, far_behind: 0, no_data: 0 };
  for (const { judgement } of targets) counts[judgement.status] += 1;
  return counts;
}

/** Most urgent first. */
const URGENCY: Readonly<Record<Status, number>> = {
  far_behind: 0,
  behind: 1,
  no_data: 2,
  on_course: 3,
  reached: 4,
};

/** The targets by distance: state by urgency, then the smallest share of the target; equal ones as in the document. */
export function byGap(targets: readonly TargetStanding[]): TargetStanding[] {
  const share = ({ judgement }: TargetStanding) => judgement.share ?? 0;
  return targets.toSorted(
    (a, b) => URGENCY[a.judgement.status] - URGENCY[b.judgement.status] || share(a) - share(b),
  );
}

/** Tiles under one heading; without one they stand under none. */
interface BoardGroup {
  readonly id: string;
  readonly title: Words | null;
  readonly targets: readonly TargetStanding[];
}

/** The tiles of a board: by the plan's parts, or all together by distance; of one state only if asked. */
export function boardGroups(
  { content, targets }: PlanStanding,
  order: BoardOrder,
  status: Status | null,
): readonly BoardGroup[] {
  const shown = status === null ? targets : targets.filter(({ judgement }) => judgement.status === status);
  const groups: readonly BoardGroup[] =
    order === 'gap'
      ? [{ id: 'gap', title: null, targets: byGap(shown) }]
      : content.parts.map(({ id, title }) => ({
          id,
          title,
          targets: shown.filter(({ target }) => target.part === id),
        }));
  return groups.filter((group) => group.targets.length > 0);
}

/** Names that a sentence can hold. */
const NAMED = 3;

function nameList(targets: readonly TargetStanding[]): Words {
  const named = byGap(targets).slice(0, NAMED);
  const name = ({ target, judgement }: TargetStanding, language: keyof Words) => {
    const share = judgement.share === null ? '' : formatShare(judgement.share);
    if (language === 'zh') return `${target.indicator.zh}${share && `（${share}）`}`;
    return `${target.indicator.en}${share && ` (${share})`}`;
  };
  const isCut = targets.length > NAMED;
  return words(
    `${named.map((one) => name(one, 'zh')).join('、')}${isCut ? '等' : ''}`,
    `${named.map((one) => name(one, 'en')).join(', ')}${isCut ? ' and others' : ''}`,
  );
}

/** Whether the plan's last day is over, seen from the as-at day: on the last day itself only when it isn't today. */
export function hasEnded(
  { content, asAt }: Pick<PlanStanding, 'content' | 'asAt'>,
  today: PlainDate,
): boolean {
  return asAt > content.until || (asAt === content.until && asAt < today);
}

const TONES: Readonly<Record<Status, Tone>> = {
  reached: 'green',
  on_course: 'blue',
  behind: 'amber',
  far_behind: 'red',
  no_data: 'grey',
};

/** The tone of a state, on every page alike. */
export const statusTone = (status: Status): Tone => TONES[status];

/** What a state is called on this plan's board: after the last day nothing is behind any more, it was missed. */
export function statusName(status: Status, isOver: boolean): Words {
  switch (status) {
    case 'reached':
      return words('已达成', 'Reached');
    case 'on_course':
      return words('进度正常', 'On course');
    case 'behind':
      return isOver ? words('未达到力争值', 'Aspiration missed') : words('进度滞后', 'Behind');
    case 'far_behind':
      return isOver ? words('未达成', 'Missed') : words('严重滞后', 'Far behind');
    case 'no_data':
      return words('暂无数据', 'No data');
  }
}

function countText(
  status: Status,
  targets: readonly TargetStanding[],
  isOver: boolean,
  isNamed: boolean,
): Words {
  const name = statusName(status, isOver);
  const names = isNamed ? nameList(targets) : words('', '');
  return words(
    `${targets.length} 项${name.zh}${isNamed ? `：${names.zh}` : ''}`,
    `${targets.length} ${name.en.toLowerCase()}${isNamed ? `: ${names.en}` : ''}`,
  );
}

/** The plan in one sentence, the worst by name: “16 项指标中 9 项已达成；2 项严重滞后：…；1 项暂无数据。” */
export function boardFinding(standing: PlanStanding, today: PlainDate): Words {
  const { targets } = standing;
  const total = targets.length;
  if (total === 0) return words('本计划没有量化指标。', 'This plan has no numeric targets.');
  const isOver = hasEnded(standing, today);
  const of = (status: Status) => targets.filter(({ judgement }) => judgement.status === status);
  if (of('no_data').length === total) {
    return words(
      `${total} 项指标均暂无数据：录入或导入条目后在此显示进度。`,
      `No data for any of the ${total} targets yet: progress appears once records are entered or imported.`,
    );
  }
  const reached = of('reached');
  const rest = (['far_behind', 'behind', 'on_course', 'no_data'] as const)
    .map((status) => ({ status, targets: of(status) }))
    .filter((one) => one.targets.length > 0)
    .map(({ status, targets: those }, place) =>
      countText(status, those, isOver, place === 0 && (status === 'far_behind' || status === 'behind')),
    );
  const head =
    reached.length === total
      ? words(`${total} 项指标全部达成`, `All ${total} targets are reached`)
      : words(
          `${total} 项指标中 ${reached.length} 项已达成`,
          `${reached.length} of ${total} targets reached`,
        );
  return words(
    `${[head, ...rest].map(({ zh }) => zh).join('；')}。`,
    `${[head, ...rest].map(({ en }) => en).join('; ')}.`,
  );
}

/** Days to the plan's last day as at a day; negative after it. */
export function daysLeft({ content, asAt }: Pick<PlanStanding, 'content' | 'asAt'>): number {
  return daysBetween(asAt, content.until);
}
