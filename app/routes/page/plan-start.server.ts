import { listBatches, type BatchListRow } from '#db/queries/batch.read.ts';
import { getPlanVersion, listPlans } from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Trx } from '#db/client.ts';
import type { AgendaItem } from '../../domain/agenda/agenda.ts';
import { planAgenda, type RunningPlan } from '../../domain/agenda/plan-agenda.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { boardFinding, hasEnded } from '../../domain/target/board.ts';
import { readJudging } from '../../domain/target/judging.ts';
import type { Words } from '../../domain/words.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { readStanding } from '../../services/target/read-standing.server.ts';

/** Batches of one kind that a start page names; their page has them all. */
const SHOWN = 20;

/** A published plan with where it stands, in a sentence. */
export interface PlanCard {
  readonly id: string;
  readonly title: Words;
  readonly houseName: string;
  readonly isOwn: boolean;
  readonly isDemo: boolean;
  readonly asAt: PlainDate;
  readonly isOver: boolean;
  readonly finding: Words;
}

interface ReadPlans {
  readonly cards: readonly PlanCard[];
  readonly running: readonly RunningPlan[];
}

async function readPlans(trx: Trx, scope: RegulatorScope, today: PlainDate): Promise<ReadPlans> {
  const cards: PlanCard[] = [];
  const running: RunningPlan[] = [];
  for (const row of await listPlans(trx, scope)) {
    const version =
      row.versionNo === null || row.withdrawnAt !== null
        ? undefined
        : await getPlanVersion(trx, row, row.versionNo);
    if (!version) continue;
    const content = openPlan(version.content);
    const asAt = content.until < today ? content.until : today;
    const plan = { id: row.id, content, judging: readJudging(row.judging) };
    const standing = await readStanding(trx, plan, asAt, today);
    const isOwn = row.organisationId === scope.organisationId;
    const { title } = content;
    const { id, houseName, isDemo } = row;
    const isOver = hasEnded(standing, today);
    cards.push({ id, title, houseName, isOwn, isDemo, asAt, isOver, finding: boardFinding(standing, today) });
    running.push({ id, isOwn, standing });
  }
  return { cards, running };
}

/** What a house has to do about its own plans and those that it reports on. */
export async function loadPlanStart(trx: Trx, scope: RegulatorScope, today: PlainDate) {
  const toReview = await listBatches(trx, scope, 'to_review', null, SHOWN);
  const working = await listBatches(trx, scope, 'working', null, SHOWN);
  const { cards, running } = await readPlans(trx, scope, today);
  const isReturned = ({ status }: BatchListRow) => status === 'returned';
  const agenda = planAgenda({
    today,
    regionCode: scope.regionCode,
    toReview: toReview.rows,
    returned: working.rows.filter(isReturned),
    drafts: working.rows.filter((row) => !isReturned(row)),
    plans: running,
  });
  return { agenda, plans: cards };
}

/** What a start page gets of plans. */
export interface PlanStart {
  readonly agenda: readonly AgendaItem[];
  readonly plans: readonly PlanCard[];
}
