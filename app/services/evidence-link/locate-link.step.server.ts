import type { Actor } from '#app/domain/account/actor.ts';
import { isCellOpen } from '#app/domain/assessment/answer.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listAnswersOfCells } from '#db/queries/answer.read.ts';
import { getEvidence, type Evidence } from '#db/queries/evidence.read.ts';
import { cellOf, locateWork, type LocatedWork } from '../answer/locate-item.step.server.ts';

const NO_EVIDENCE = words('请从证据库中选择一项证据。', 'Choose a piece of evidence from the library.');
const VALIDATING = words(
  '该能力项正在复核，退回后才能调整证据。',
  'The item is being validated; its evidence can be changed once it is sent back.',
);

/** A cell and a piece of evidence of the same enterprise. */
export interface LinkInput {
  readonly assessmentId: string;
  readonly cellId: string;
  readonly evidenceId: string;
}

/** Locks an assessment for a change of a cell's evidence, and finds the evidence in the same enterprise's library. */
export async function locateLink(
  trx: Trx,
  actor: Actor,
  input: LinkInput,
): Promise<Result<LocatedWork & { readonly evidence: Evidence }>> {
  const located = await locateWork(trx, actor, input.assessmentId);
  if (!located.ok) return located;
  const { organisationId, assessment, model, intents } = located.value;
  if (!cellOf(model, input.cellId)) return refuse('not_found');
  const evidence = await getEvidence(trx, organisationId, input.evidenceId);
  if (!evidence) return refuse('invalid', { words: NO_EVIDENCE, fields: { evidence: NO_EVIDENCE } });
  const answers = await listAnswersOfCells(trx, organisationId, assessment.id, [input.cellId]);
  if (!isCellOpen(intents, answers)) return refuse('not_allowed_now', { words: VALIDATING });
  return done({ ...located.value, evidence });
}
