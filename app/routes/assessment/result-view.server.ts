import { isOverdue } from '#app/domain/assessment/action.ts';
import { betweenLevels, type FigureKey } from '#app/domain/assessment/between-levels.ts';
import { cellName } from '#app/domain/assessment/explanation.ts';
import { quartileFinding, radarFinding } from '#app/domain/assessment/finding.ts';
import { itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { plannedResult } from '#app/domain/assessment/planned.ts';
import type { Derivation, Score } from '#app/domain/assessment/result.ts';
import type { ScoringScheme } from '#app/domain/assessment/scheme.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import type { Words } from '#app/domain/words.ts';
import { listActions, type ActionView } from '#db/queries/action.read.ts';
import { listAssessmentsOfScope } from '#db/queries/assessment.read.ts';
import { readBenchmark, type BenchmarkRow } from '#db/queries/benchmark.read.ts';
import { BenchmarkMemory } from './benchmark-memory.server.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import type { Incoming } from '../../http/context.server.ts';
import type { AssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';

export type LoadedAssessment = Awaited<ReturnType<typeof loadAssessment>>;

/** The improvement actions of an assessment; none for an assessor, whose business they aren't. */
export async function actionsOf(
  incoming: Incoming,
  house: AssessmentHouse,
  assessmentId: string,
): Promise<readonly ActionView[]> {
  if (house.side === 'independent') return [];
  return incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listActions(trx, house.organisationId, assessmentId),
  );
}

/** The forecast if the open actions succeed; null where none is open. */
export function forecastOf(loaded: LoadedAssessment, actions: readonly ActionView[]): Derivation | null {
  const open = actions.filter(({ state }) => state === 'open');
  return open.length === 0 ? null : plannedResult(loaded.model, loaded.scheme, loaded.sheet, open);
}

/** How many actions are open, and how many of those are overdue. */
export function countActions(actions: readonly ActionView[], today: PlainDate) {
  const open = actions.filter(({ state }) => state === 'open');
  return { open: open.length, overdue: open.filter((action) => isOverdue(action, today)).length };
}

/** The assessment of the other side on the same scope, once both are revealed; null until then. */
export async function partnerOf(
  incoming: Incoming,
  house: AssessmentHouse,
  { assessment }: LoadedAssessment,
): Promise<LoadedAssessment | null> {
  if (assessment.revealedAt === null) return null;
  const same = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listAssessmentsOfScope(trx, house.organisationId, assessment.scopeId),
  );
  const other = same.find(
    ({ side, revealedAt, state }) => side !== assessment.side && revealedAt !== null && state !== 'withdrawn',
  );
  return other ? loadAssessment(incoming, house, other.id) : null;
}

/** The others of the industry: their rows, or why there is nothing to show. */
export type Benchmark =
  | { readonly kind: 'shown'; readonly rows: readonly BenchmarkRow[] }
  | { readonly kind: 'few' }
  | { readonly kind: 'no-industry' };

const memory = new BenchmarkMemory();

/** The quartiles of the house's industry for a model. */
export async function benchmarkOf(
  incoming: Incoming,
  house: AssessmentHouse,
  modelId: string,
): Promise<Benchmark> {
  return incoming.context.ports.db.transaction(house.visit.scope, async (trx): Promise<Benchmark> => {
    const organisation = await getOrganisation(trx, house.organisationId);
    if (!organisation?.industryCode) return { kind: 'no-industry' };
    const { industryCode } = organisation;
    const key = `${house.organisationId} ${modelId} ${industryCode}`;
    const rows = await memory.rows(key, house.visit.moment.now, () =>
      readBenchmark(trx, modelId, industryCode),
    );
    return rows.length === 0 ? { kind: 'few' } : { kind: 'shown', rows };
  });
}

/** One climb on the way to the next level. */
export interface ClimbView {
  readonly cellId: string;
  readonly itemId: string;
  readonly name: Words;
  readonly next: number;
  /** Criteria to be met in full, at the least. */
  readonly fewest: number;
  readonly lift: string;
}

/** What stands between a figure and its next level. */
export interface BarrierView {
  readonly level: number;
  readonly next: number;
  readonly needed: string;
  readonly suffices: boolean;
  readonly climbs: readonly ClimbView[];
  /** Climbs beyond those listed. */
  readonly more: number;
}

const CLIMBS_SHOWN = 6;

/** What stands between a figure and its next level, with names; null where there is nothing to reach. */
export function barrierView(
  model: MaturityModel,
  scheme: ScoringScheme,
  result: Derivation,
  figure: FigureKey,
): BarrierView | null {
  const barrier = betweenLevels(scheme, result, figure);
  if (!barrier) return null;
  const items = new Map(itemsOf(model).map((item) => [item.id, item]));
  return {
    level: barrier.level,
    next: barrier.next,
    needed: barrier.needed.shown,
    suffices: barrier.suffices,
    more: Math.max(0, barrier.steps.length - CLIMBS_SHOWN),
    climbs: barrier.steps.slice(0, CLIMBS_SHOWN).flatMap((step) => {
      const item = items.get(step.itemId);
      const cell = item?.cells.find(({ id }) => id === step.cellId);
      if (!item || !cell) return [];
      return [
        {
          cellId: cell.id,
          itemId: item.id,
          name: cellName(model, item, cell),
          next: step.next,
          fewest: step.fewest,
          lift: step.lift.shown,
        },
      ];
    }),
  };
}

const shown = (score: Score | null | undefined): string | null => score?.shown ?? null;

/** The domains of a result with whatever is laid beside them, and the finding of their radar. */
export function domainsView(
  loaded: LoadedAssessment,
  beside: {
    readonly planned: Derivation | null;
    readonly partner: Derivation | null;
    readonly rows: readonly BenchmarkRow[];
  },
) {
  const { model, scheme, result, assessment } = loaded;
  const scoreIn = (other: Derivation | null, id: string) =>
    shown(other?.domains.find(({ domainId }) => domainId === id)?.score);
  const named = result.domains.map((domain) => ({
    id: domain.domainId,
    name: model.domains.find(({ id }) => id === domain.domainId)?.name ?? {
      zh: domain.domainId,
      en: domain.domainId,
    },
    result: domain,
  }));
  return {
    finding: radarFinding(
      named.map(({ name, result: { score } }) => ({ name, score })),
      assessment.targetLevel,
    ),
    domains: named.map(({ id, name, result: domain }) => ({
      id,
      name,
      score: shown(domain.score),
      level: domain.level,
      planned: scoreIn(beside.planned, id),
      partner: scoreIn(beside.partner, id),
      barrier: barrierView(model, scheme, result, { kind: 'domain', id }),
    })),
    benchmark: beside.rows.flatMap((row) => {
      const score =
        row.key === 'overall'
          ? result.overall
          : result.domains.find(({ domainId }) => domainId === row.key)?.score;
      const name = row.key === 'overall' ? null : (named.find(({ id }) => id === row.key)?.name ?? null);
      if (row.key !== 'overall' && name === null) return [];
      return [{ ...row, name, own: shown(score), position: quartileFinding(score ?? null, row) }];
    }),
  };
}
