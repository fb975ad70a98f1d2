import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { readiness, type Readiness } from '#app/domain/assessment/readiness.ts';
import { score } from '#app/domain/assessment/score.ts';
import { sheetOf } from '#app/domain/assessment/sheet.ts';
import {
  asJson,
  snapshotBody,
  snapshotScores,
  type SignedEvidence,
} from '#app/domain/assessment/snapshot.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import {
  getAssessment,
  listExclusions,
  listLinkedEvidence,
  type LinkedEvidence,
} from '#db/queries/assessment.read.ts';
import { insertSnapshot, updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { findModel } from '../model/find-model.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/** What the signer says about answers that nobody validated. */
export interface SigningInput {
  readonly assessmentId: string;
  /** Signs although answers are unvalidated; they are named in what is signed. */
  readonly acceptsUnvalidated: boolean;
  readonly unvalidatedReason: string;
}

const NOTHING = words('没有可计分的作答，不能签署。', 'No answer can be scored; there is nothing to sign.');
const NO_REASON = words('请写明未经复核的原因。', 'Say why they are not validated.');

/** Why it can't be signed yet, field by field; empty when it can. */
function problemsOf(ready: Readiness, input: SigningInput): Record<string, Words> {
  const { carried, returned, unvalidated } = ready;
  const fields: Record<string, Words> = {};
  if (returned.length > 0) {
    fields.returned = words(
      `有 ${returned.length} 条被退回，尚未重新作答。`,
      `${returned.length} answers were sent back and not given again.`,
    );
  }
  if (carried.length > 0) {
    fields.carried = words(
      `有 ${carried.length} 条沿用自以前的评估，尚未确认。`,
      `${carried.length} answers are carried over from before and not confirmed.`,
    );
  }
  if (unvalidated.length > 0 && !input.acceptsUnvalidated) {
    fields.acceptsUnvalidated = words(
      `有 ${unvalidated.length} 条未经复核：请先复核，或确认按“未经复核”签署。`,
      `${unvalidated.length} answers are not validated: have them validated, or confirm that they are signed as such.`,
    );
  }
  if (unvalidated.length > 0 && input.acceptsUnvalidated && input.unvalidatedReason.trim() === '') {
    fields.unvalidatedReason = NO_REASON;
  }
  return fields;
}

/** Pieces of evidence, each once with its cells. */
function signedEvidence(links: readonly LinkedEvidence[]): SignedEvidence[] {
  const byId = new Map<string, SignedEvidence>();
  for (const { cellId, retiredAt: _, ...piece } of links) {
    byId.set(piece.id, { ...piece, cells: [...(byId.get(piece.id)?.cells ?? []), cellId] });
  }
  return [...byId.values()];
}

/** Everything that is signed, read once under the assessment's lock. */
async function readContents(trx: Trx, organisationId: string, assessmentId: string) {
  const assessment = await getAssessment(trx, organisationId, assessmentId);
  const model = assessment && (await findModel(trx, assessment.modelId));
  if (!assessment || !model) return null;
  return {
    assessment,
    model,
    answers: await listAnswers(trx, organisationId, assessmentId),
    exclusions: await listExclusions(trx, organisationId, assessmentId),
    links: await listLinkedEvidence(trx, organisationId, assessmentId),
  };
}

type Contents = NonNullable<Awaited<ReturnType<typeof readContents>>>;

function bodyOf(contents: Contents, ready: Readiness, actor: Actor, moment: Moment, input: SigningInput) {
  const { assessment, model, answers, exclusions, links } = contents;
  const { id, side, title, unit, versionNo, targetLevel, targetOn, consultancyName, scheme } = assessment;
  const result = score(model, scheme, sheetOf(answers, exclusions));
  const body = snapshotBody({
    assessment: { id, side, title, unit, versionNo, targetLevel, targetOn, consultancyName },
    model,
    scheme,
    answers: answers.map(({ criterionId, grade, note, authorName, validatedByName, validatedAt }) => ({
      criterionId,
      grade,
      note,
      authorName,
      validatedByName,
      validatedAt,
    })),
    exclusions: exclusions.map(({ cellId, reason }) => ({ cellId, reason })),
    evidence: signedEvidence(links),
    unvalidated: ready.unvalidated,
    unvalidatedReason: ready.unvalidated.length > 0 ? input.unvalidatedReason.trim() : '',
    unanswered: ready.unanswered,
    result,
    signedByName: actor.name,
    signedAt: moment.now,
  });
  return { body, result };
}

/**
 * Signs an assessment off: freezes answers, tailoring, evidence, scheme and result as a version with its digest (SM3 of
 * the canonical JSON), which goes into the journal. Every answer is validated by somebody who didn't write it, or is
 * named as 未经复核 with the reason: a firm of one person can sign, and whoever reads the result sees how.
 * The journal never holds grades or levels: an independent result stays closed until both sides are signed.
 */
export async function signAssessment(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: SigningInput,
): Promise<Result<{ digest: string; versionNo: number }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'sign');
    if (!located.ok) return located;
    const { organisationId } = located.value;
    const contents = await readContents(trx, organisationId, located.value.assessment.id);
    if (!contents) return refuse('not_found');
    const { assessment, model, answers, exclusions } = contents;
    const ready = readiness(model, answers, exclusions);
    const fields = problemsOf(ready, input);
    if (Object.keys(fields).length > 0) return refuse('incomplete', { fields });
    const { body, result } = bodyOf(contents, ready, actor, moment, input);
    if (result.overall === null || ready.answered === 0) return refuse('incomplete', { words: NOTHING });
    const json = canonicalJson(asJson(body));
    const digest = sm3Hex(json);
    const { side, versionNo } = assessment;
    await insertSnapshot(trx, {
      organisation_id: organisationId,
      id: newId(moment.now),
      assessment_id: assessment.id,
      side,
      version_no: versionNo,
      model_id: model.id,
      body: json,
      scores: JSON.stringify(snapshotScores(result)),
      digest,
      signed_by_name: actor.name,
      signed_at: moment.now,
      programme_id: null,
      region_code: null,
      submitted_at: null,
    });
    await updateAssessment(trx, organisationId, assessment.id, {
      state: 'signed',
      signed_at: moment.now,
      signed_by_name: actor.name,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.signed',
      payload: {
        version: versionNo,
        digest,
        model: model.id,
        modelDigest: model.digest,
        schemeDigest: assessment.scheme.digest,
        unvalidated: ready.unvalidated.length,
      },
      subjectId: assessment.id,
      shared: false,
    });
    await tellHouse(
      trx,
      ports,
      actor,
      moment,
      { id: assessment.id, organisationId },
      {
        rule: 'assessment.signed',
        occurrence: `${assessment.id}:${versionNo}`,
        subject: words(`评估已签署：${assessment.title}`, `Assessment signed off: ${assessment.title}`),
        body: words(
          `“${assessment.title}”第 ${versionNo} 版已由${actor.name}签署。`,
          `Version ${versionNo} of “${assessment.title}” was signed off by ${actor.name}.`,
        ),
      },
    );
    return done({ digest, versionNo });
  });
}
