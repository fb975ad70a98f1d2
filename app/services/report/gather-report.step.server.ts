import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { rankGaps, type Gap, type GapAction } from '#app/domain/assessment/gaps.ts';
import { cellsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { plannedResult } from '#app/domain/assessment/planned.ts';
import type {
  ReportAnswer,
  ReportEvidence,
  ReportGap,
  ReportInput,
  ReportPlanned,
  ReportVersion,
} from '#app/domain/assessment/report-input.ts';
import type { AnswerSheet, ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { score } from '#app/domain/assessment/score.ts';
import { sheetOf } from '#app/domain/assessment/sheet.ts';
import type { SnapshotBody } from '#app/domain/assessment/snapshot.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import { isHidden } from '#app/domain/assessment/state.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { listActions, type ActionView } from '#db/queries/action.read.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import {
  getAssessment,
  getSnapshot,
  listDomainAssignments,
  listExclusions,
  listLinkedEvidence,
  listSnapshots,
  type AssessmentRecord,
} from '#db/queries/assessment.read.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { findModel } from '../model/find-model.step.server.ts';

const HIDDEN = words(
  '自评估与独立评估均签署后，才能导出对方的报告。',
  'The other side’s report can be made once both sides are signed off.',
);
const MODEL_MOVED = words(
  '签署后模型文件的内容已变动，不能据现行模型重制该版报告；请在“结果”页查看签署时的得分。',
  'The model has changed since this version was signed, so its report can’t be made again.',
);

/** Which version a report is asked of: a signed one by number, the present state, or the latest signed one if there is one. */
export type WantedVersion = number | 'draft' | 'latest';

/** What a version says: what was answered, left out and given as evidence, and by which scheme. */
interface Contents {
  readonly version: ReportVersion;
  readonly scheme: ScoringScheme;
  readonly sheet: AnswerSheet;
  readonly answers: readonly ReportAnswer[];
  readonly evidence: readonly ReportEvidence[];
}

type Place = Pick<ReportAnswer, 'cellId' | 'domainId'>;

function placesOf(model: MaturityModel): ReadonlyMap<string, Place> {
  return new Map(
    model.domains.flatMap((domain) =>
      domain.items.flatMap(({ cells }) =>
        cells.flatMap((cell) =>
          cell.criteria.map(({ id }): [string, Place] => [id, { cellId: cell.id, domainId: domain.id }]),
        ),
      ),
    ),
  );
}

function signedContents(
  model: MaturityModel,
  body: SnapshotBody,
  head: { readonly versionNo: number; readonly digest: string },
): Contents {
  const places = placesOf(model);
  return {
    version: {
      kind: 'signed',
      no: head.versionNo,
      signedAt: body.signedAt,
      signedByName: body.signedByName,
      digest: head.digest,
    },
    scheme: body.scheme,
    sheet: sheetOf(body.answers, body.exclusions),
    answers: body.answers.flatMap((answer) => {
      const place = places.get(answer.criterionId);
      return place ? [{ ...answer, ...place, isCarried: false }] : [];
    }),
    evidence: body.evidence.map(({ cells, effectiveFrom, effectiveUntil, ...piece }) => ({
      ...piece,
      effectiveFrom: effectiveFrom as PlainDate | null,
      effectiveUntil: effectiveUntil as PlainDate | null,
      cellIds: cells,
    })),
  };
}

async function draftContents(
  trx: Trx,
  organisationId: string,
  assessment: AssessmentRecord,
  model: MaturityModel,
): Promise<Contents> {
  const answers = await listAnswers(trx, organisationId, assessment.id);
  const exclusions = await listExclusions(trx, organisationId, assessment.id);
  const links = await listLinkedEvidence(trx, organisationId, assessment.id);
  const evidence = new Map<string, ReportEvidence>();
  for (const { cellId, retiredAt: _, ...piece } of links) {
    const cellIds = [...(evidence.get(piece.id)?.cellIds ?? []), cellId];
    evidence.set(piece.id, { ...piece, cellIds });
  }
  const { scheme, versionNo } = assessment;
  const digest = sm3Hex(
    canonicalJson({
      model: model.digest,
      scheme: scheme.digest,
      answers: answers.map(({ criterionId, grade, note }) => ({ criterionId, grade, note })),
      exclusions: exclusions.map(({ cellId, reason }) => ({ cellId, reason })),
    }),
  );
  return {
    version: { kind: 'draft', no: versionNo, digest },
    scheme,
    sheet: sheetOf(answers, exclusions),
    answers,
    evidence: [...evidence.values()],
  };
}

async function contentsOf(
  trx: Trx,
  organisationId: string,
  assessment: AssessmentRecord,
  model: MaturityModel,
  wanted: WantedVersion,
): Promise<Result<Contents>> {
  const latest =
    wanted === 'latest' ? (await listSnapshots(trx, organisationId, assessment.id))[0]?.versionNo : undefined;
  const versionNo = typeof wanted === 'number' ? wanted : latest;
  if (versionNo === undefined) return done(await draftContents(trx, organisationId, assessment, model));
  const snapshot = await getSnapshot(trx, organisationId, assessment.id, versionNo);
  if (!snapshot) return refuse('not_found');
  const body = snapshot.body as SnapshotBody;
  if (body.model.digest !== model.digest) return refuse('conflict', { words: MODEL_MOVED });
  return done(signedContents(model, body, snapshot));
}

function reasonOf(gap: Gap): string {
  const turn = gap.turn > 1 ? ` ÷ 次序 ${gap.turn}` : '';
  const effort = gap.isEffortPlanned ? `工作量 ${gap.effort.shown} 人日` : '工作量 1（未计划）';
  return `等级 ${gap.levels.shown} × 权重 ${gap.weight.shown} ÷ ${effort}${turn} = ${gap.value.shown}`;
}

function plannedOf(
  model: MaturityModel,
  contents: Contents,
  open: readonly GapAction[],
): ReportPlanned | null {
  if (open.length === 0) return null;
  const result = plannedResult(model, contents.scheme, contents.sheet, open);
  return {
    overall: result.overall?.shown ?? null,
    domains: Object.fromEntries(
      result.domains.map(({ domainId, score: reached }) => [domainId, reached?.shown ?? null]),
    ),
  };
}

function gapsOf(
  contents: Contents,
  result: ReportInput['result'],
  open: readonly ActionView[],
  upTo: number,
): ReportGap[] {
  return rankGaps(contents.scheme, result, { actions: open, upTo }).map((gap) => ({
    rank: gap.rank,
    cellId: gap.cellId,
    criterionId: gap.criterionId,
    level: gap.level,
    reason: reasonOf(gap),
  }));
}

/** Everything of a report but who makes it. */
export type GatheredReport = Omit<ReportInput, 'style' | 'hasAnswers' | 'origin'> & {
  readonly organisationId: string;
};

/** Reads what a report on an assessment says. 404 when it isn't there; 403 while it is closed to who asks. */
export async function gatherReport(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  wanted: { readonly assessmentId: string; readonly version: WantedVersion },
): Promise<Result<GatheredReport>> {
  const standing = standingOf(actor.scope);
  if (!standing) return refuse('forbidden');
  const { organisationId, party } = standing;
  const assessment = await getAssessment(trx, organisationId, wanted.assessmentId);
  const model = assessment && (await findModel(trx, assessment.modelId));
  const organisation = await getOrganisation(trx, organisationId);
  if (!assessment || !model || !organisation) return refuse('not_found');
  if (isHidden(assessment, party)) return refuse('forbidden', { words: HIDDEN });
  const found = await contentsOf(trx, organisationId, assessment, model, wanted.version);
  if (!found.ok) return found;
  const contents = found.value;
  const cells = new Set(cellsOf(model).map(({ id }) => id));
  const actions = (await listActions(trx, organisationId, assessment.id)).filter(({ cellId }) =>
    cells.has(cellId),
  );
  const open = actions.filter(({ state }) => state === 'open');
  const result = score(model, contents.scheme, contents.sheet);
  return done({
    organisationId,
    enterprise: { name: organisation.name, isDemo: organisation.isDemo },
    assessment,
    ...contents,
    model,
    result,
    people: await listDomainAssignments(trx, organisationId, assessment.id),
    gaps: gapsOf(contents, result, open, assessment.targetLevel ?? 5),
    actions,
    planned: plannedOf(model, contents, open),
    now: moment.now,
    today: moment.today,
  });
}
