import { redirect } from '@remix-run/node';
import {
  getPlan,
  getPlanDraft,
  getPlanVersion,
  type PlanRow,
  type PlanVersionRow,
} from '#db/queries/plan.read.ts';
import { isPlainDate, type PlainDate } from '../../domain/calendar/plain-date.ts';
import type { Intent } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readJudging } from '../../domain/target/judging.ts';
import type { Judging, PlanContent } from '../../domain/target/plan.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import { words, type Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator, type Acting } from '../../http/scope.server.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { readStanding } from '../../services/target/read-standing.server.ts';

/** A plan as pages show it. */
export interface PlanView extends Omit<PlanRow, 'judging'> {
  readonly judging: Judging;
  /** `draft`: never published; its own house alone sees it. */
  readonly state: 'draft' | 'published' | 'withdrawn';
  readonly publishedAt: string | null;
}

/** The day as at which pages show numbers. */
export interface AsAt {
  readonly asAt: PlainDate;
  /** Why the day that was asked for isn't it; null when it is. */
  readonly asAtRefusal: Words | null;
}

/** A plan that an address names, as every page inside it needs it. */
export interface LoadedPlan extends AsAt {
  readonly visit: Acting<'regulator'>;
  readonly plan: PlanView;
  /** Of the published version; of the draft while there is none. */
  readonly content: PlanContent;
  /** Whether it is the visitor's own house's. */
  readonly isOwn: boolean;
  /** Where the plan stands as at the day. */
  readonly standing: () => Promise<PlanStanding>;
}

/** The parameters of an address inside a plan. */
interface PlanParams {
  readonly planId?: string | undefined;
}

/**
 * The day of `?at=`: by default today, or the plan's last day when it has passed. A day that doesn't exist, or lies in
 * the future, is refused in words and the default stands.
 */
export function asAtOf(request: Request, until: PlainDate, today: PlainDate): AsAt {
  const standard = until < today ? until : today;
  const wanted = new URL(request.url).searchParams.get('at');
  if (wanted === null || wanted.trim() === '') return { asAt: standard, asAtRefusal: null };
  const day = wanted.trim();
  const instead = (zh: string, en: string): AsAt => ({
    asAt: standard,
    asAtRefusal: words(`${zh}以下按 ${standard} 显示。`, `${en} Shown as at ${standard} instead.`),
  });
  if (!isPlainDate(day) || day < '1990-01-01') {
    return instead('截至日期无效，请按 YYYY-MM-DD 填写。', 'That is no date; write it YYYY-MM-DD.');
  }
  if (day > today) return instead('截至日期不能晚于今天。', 'The as-at date can’t lie in the future.');
  return { asAt: day, asAtRefusal: null };
}

function viewOf(row: PlanRow, version: PlanVersionRow): PlanView {
  const { judging, ...plan } = row;
  const published = plan.withdrawnAt === null ? ('published' as const) : ('withdrawn' as const);
  return {
    ...plan,
    judging: readJudging(judging),
    state: plan.versionNo === null ? 'draft' : published,
    publishedAt: version.publishedAt,
  };
}

const notFound = () => refusalResponse(refuse('not_found').refusal);

/** The plan that an address names: of the own house in any state, of others of the programme as published. Else 404. */
export async function loadPlan(
  incoming: Incoming,
  params: PlanParams,
  intent: Intent = 'view',
): Promise<LoadedPlan> {
  const visit = await requireRegulator(incoming, intent);
  const { scope, moment } = visit;
  const { db } = incoming.context.ports;
  const found = await db.transaction(scope, async (trx) => {
    const row = await getPlan(trx, scope, params.planId ?? '');
    if (!row) return undefined;
    const version =
      row.versionNo === null
        ? await getPlanDraft(trx, scope, row.id)
        : await getPlanVersion(trx, row, row.versionNo);
    return version && { row, version };
  });
  if (!found) throw notFound();
  const content = openPlan(found.version.content);
  const plan = viewOf(found.row, found.version);
  const { asAt, asAtRefusal } = asAtOf(incoming.request, content.until, moment.today);
  return {
    visit,
    plan,
    content,
    isOwn: plan.organisationId === scope.organisationId,
    asAt,
    asAtRefusal,
    standing: () =>
      db.transaction(scope, (trx) =>
        readStanding(trx, { id: plan.id, content, judging: plan.judging }, asAt, moment.today),
      ),
  };
}

/** A plan of the own house, for whoever may maintain its plans; 404 for another's. */
export async function loadOwnPlan(incoming: Incoming, params: PlanParams): Promise<LoadedPlan> {
  const loaded = await loadPlan(incoming, params, 'managePlans');
  if (!loaded.isOwn) throw notFound();
  return loaded;
}

/** The draft of a plan of the own house. */
export interface LoadedDraft extends LoadedPlan {
  readonly draft: PlanVersionRow;
  readonly draftContent: PlanContent;
}

/** The draft of a plan of the own house, for its form. Where none waits: to the versions, where one is begun; a post, 409. */
export async function loadDraft(incoming: Incoming, params: PlanParams): Promise<LoadedDraft> {
  const loaded = await loadOwnPlan(incoming, params);
  const { scope } = loaded.visit;
  const draft = await incoming.context.ports.db.transaction(scope, (trx) =>
    getPlanDraft(trx, scope, loaded.plan.id),
  );
  if (!draft) {
    if (incoming.request.method === 'GET') throw redirect(`/plans/${loaded.plan.id}/versions`);
    throw refusalResponse(refuse('not_allowed_now').refusal);
  }
  return { ...loaded, draft, draftContent: openPlan(draft.content) };
}
