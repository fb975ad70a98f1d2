import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import type { RegionCode } from '../organisation/region.ts';
import { hasEnded } from '../target/board.ts';
import type { Judgement, PlanStanding } from '../target/standing.ts';
import { words } from '../words.ts';
import { dated, sortAgenda, undated, type AgendaItem } from './agenda.ts';

/** A batch that waits for the house. */
export interface WaitingBatch {
  readonly organisationId: string;
  readonly id: string;
  readonly title: string;
  readonly houseName: string;
  readonly lineCount: number;
  readonly openThreadCount: number;
}

/** A plan in force, and where it stands today. */
export interface RunningPlan {
  readonly id: string;
  /** The visitor's own house tracks it. */
  readonly isOwn: boolean;
  readonly standing: PlanStanding;
}

/** What of a house's plans may ask for something to be done. */
export interface PlanAffairs {
  readonly today: PlainDate;
  readonly regionCode: RegionCode;
  readonly toReview: readonly WaitingBatch[];
  readonly returned: readonly WaitingBatch[];
  readonly drafts: readonly WaitingBatch[];
  readonly plans: readonly RunningPlan[];
}

/** From how many days before its day a deliverable is spoken of; a setting of the product. */
const DELIVERABLE_DAYS = 60;

const REVIEW = words('审核报送批次', 'Review a batch');
const CORRECT = words('补正退回的批次', 'Correct a returned batch');
const GO_ON = words('继续填报批次', 'Go on with a batch');
const FAR_BEHIND = words('指标严重滞后', 'Target far behind');
const BEHIND = words('指标进度滞后', 'Target behind');
const DELIVERABLE = words('任务待完成', 'Deliverable');

function batchItem(batch: WaitingBatch, what: AgendaItem['what'], isOthers: boolean): AgendaItem {
  const { organisationId, id, title, houseName, lineCount, openThreadCount } = batch;
  const threads = words(`，${openThreadCount} 条意见`, `, ${openThreadCount} comments`);
  const isTalked = openThreadCount > 0;
  return undated({
    key: `batch ${id}`,
    what,
    about: isOthers ? `${houseName}：${title}` : title,
    note: words(
      `${lineCount} 行${isTalked ? threads.zh : ''}`,
      `${lineCount} lines${isTalked ? threads.en : ''}`,
    ),
    to: `/batches/${organisationId}/${id}`,
  });
}

/** The judgement that concerns the house: of the whole in its own plan, of its share in another's. */
function judgementFor(
  { targets }: PlanStanding,
  isOwn: boolean,
  regionCode: RegionCode,
): { readonly index: number; readonly judgement: Judgement }[] {
  return targets.flatMap(({ judgement, regions }, index) => {
    const own = isOwn ? judgement : regions.find((one) => one.regionCode === regionCode)?.judgement;
    return own && (own.status === 'behind' || own.status === 'far_behind') ? [{ index, judgement: own }] : [];
  });
}

function targetItems({ today, regionCode }: PlanAffairs, { id, isOwn, standing }: RunningPlan): AgendaItem[] {
  return judgementFor(standing, isOwn, regionCode).flatMap(({ index, judgement }) => {
    const target = standing.targets[index]?.target;
    if (!target) return [];
    const isFar = judgement.status === 'far_behind';
    const item = dated(
      {
        key: `target ${id} ${target.id}`,
        what: isFar ? FAR_BEHIND : BEHIND,
        about: words(`${target.id} ${target.indicator.zh}`, `${target.id} ${target.indicator.en}`),
        note: judgement.reason,
        to: `/plans/${id}/targets/${encodeURIComponent(target.id)}`,
      },
      target.deadline ?? standing.content.until,
      today,
    );
    // How far it lacks says more than how long it still is.
    return [{ ...item, left: item.left && { ...item.left, tone: isFar ? 'red' : 'amber' } } as const];
  });
}

function deliverableItems({ today }: PlanAffairs, { id, isOwn, standing }: RunningPlan): AgendaItem[] {
  if (!isOwn) return [];
  return standing.deliverables.flatMap(({ deliverable, doneOn }) => {
    const { deadline } = deliverable;
    if (doneOn !== null || deadline === null || deadline > addDays(today, DELIVERABLE_DAYS)) return [];
    const plain = {
      key: `deliverable ${id} ${deliverable.id}`,
      what: DELIVERABLE,
      about: deliverable.text,
      to: `/plans/${id}`,
    };
    return [dated(plain, deadline, today)];
  });
}

/** What a house with plans has to do, the earliest first; plans that are over ask for nothing. */
export function planAgenda(affairs: PlanAffairs): AgendaItem[] {
  const running = affairs.plans.filter(({ standing }) => !hasEnded(standing, affairs.today));
  return sortAgenda([
    ...affairs.returned.map((batch) => batchItem(batch, CORRECT, false)),
    ...affairs.toReview.map((batch) => batchItem(batch, REVIEW, true)),
    ...affairs.drafts.map((batch) => batchItem(batch, GO_ON, false)),
    ...running.flatMap((plan) => [...targetItems(affairs, plan), ...deliverableItems(affairs, plan)]),
  ]);
}
