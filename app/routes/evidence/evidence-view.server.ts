import { itemsOf, type MaturityModel } from '../../domain/assessment/model.ts';
import { evidenceTerm, type EvidenceTerm } from '../../domain/evidence/evidence.ts';
import { plainDateInShanghai, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { words, type Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import type { Trx } from '#db/client.ts';
import { getEvidence, type Evidence, type EvidenceUse } from '#db/queries/evidence.read.ts';
import { requireAssessmentHouse, type AssessmentHouse } from '../assessment/house.server.ts';

/** Evidence as pages draw it; where its file lies stays on the server. */
export type EvidenceView = Omit<Evidence, 'storageKey' | 'organisationId'> & { readonly term: EvidenceTerm };

/** The view of evidence on a day. */
export function evidenceView(evidence: Evidence, today: PlainDate): EvidenceView {
  const { storageKey: _key, organisationId: _organisation, ...rest } = evidence;
  return { ...rest, term: evidenceTerm(evidence, today) };
}

/** One use of evidence as pages draw it. */
export interface UseView {
  readonly evidenceId: string;
  readonly assessmentId: string;
  readonly assessmentTitle: string;
  readonly side: 'self' | 'independent';
  readonly model: Words;
  readonly itemId: string;
  readonly item: Words;
  /** Capability dimension of a process area; null where the model has none. */
  readonly dimension: Words | null;
  readonly year: string;
  readonly linkedByName: string;
}

function useView(use: EvidenceUse, model: MaturityModel | undefined): UseView {
  const { evidenceId, assessmentId, assessmentTitle, side, cellId, linkedByName } = use;
  const item = model && itemsOf(model).find(({ cells }) => cells.some(({ id }) => id === cellId));
  const dimensionId = item?.cells.find(({ id }) => id === cellId)?.dimensionId;
  return {
    evidenceId,
    assessmentId,
    assessmentTitle,
    side,
    linkedByName,
    model: model?.title ?? words(use.modelId, use.modelId),
    itemId: item?.id ?? cellId,
    item: item?.name ?? words(cellId, cellId),
    dimension: model?.dimensions.find(({ id }) => id === dimensionId)?.name ?? null,
    year: plainDateInShanghai(use.createdAt).slice(0, 4),
  };
}

/** Uses with the names of their models and items. */
export async function nameUses(trx: Trx, uses: readonly EvidenceUse[]): Promise<UseView[]> {
  const models = new Map<string, MaturityModel | undefined>();
  for (const { modelId } of uses) {
    if (!models.has(modelId)) models.set(modelId, await findModel(trx, modelId));
  }
  return uses.map((use) => useView(use, models.get(use.modelId)));
}

/** The evidence that an address of this house names, or 404. */
export async function requireEvidence(
  incoming: Incoming,
  house: AssessmentHouse,
  id: string | undefined,
): Promise<Evidence> {
  const evidence = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    getEvidence(trx, house.organisationId, id ?? ''),
  );
  if (!evidence) throw refusalResponse(refuse('not_found').refusal);
  return evidence;
}

/** Whether the visitor adds to and corrects the library: the enterprise's own people, and consultants who help. */
export function mayKeepEvidence(house: AssessmentHouse): boolean {
  return house.mayEdit && house.side === 'self';
}

/** The house in which the visitor keeps evidence; 403 for others. */
export async function requireKeeper(
  incoming: Incoming & { readonly params: { readonly grantId?: string | undefined } },
): Promise<AssessmentHouse> {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  if (!mayKeepEvidence(house)) throw refusalResponse(refuse('forbidden').refusal);
  return house;
}

/** Evidence that isn't retired, or 404. */
export async function requireLiveEvidence(
  incoming: Incoming,
  house: AssessmentHouse,
  id: string | undefined,
): Promise<Evidence> {
  const evidence = await requireEvidence(incoming, house, id);
  if (evidence.retiredAt !== null) throw refusalResponse(refuse('not_found').refusal);
  return evidence;
}
