import { maturityModel } from '#assessments/model.ts';
import { getModel, type ModelEntry } from '#db/queries/model.read.ts';
import { cellsOf, criteriaOf, itemsOf, type MaturityModel } from '../../domain/assessment/model.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireHouse, type Acting } from '../../http/scope.server.ts';
import { openModelRow } from '../../services/model/find-model.step.server.ts';

/** The model that an address names, with its row where it is the house's own. */
export interface NamedModel {
  readonly visit: Acting<'member'>;
  readonly model: MaturityModel;
  readonly row: ModelEntry | null;
}

/** A shipped model, or one of the own house in whichever state; 404 for another. */
export async function requireModel(
  incoming: Incoming,
  id: string | undefined,
  intent: 'view' | 'edit' = 'view',
): Promise<NamedModel> {
  const visit = await requireHouse(incoming, intent);
  const shipped = maturityModel(id ?? '');
  if (shipped) return { visit, model: shipped, row: null };
  const row = id?.startsWith('own:')
    ? await incoming.context.ports.db.transaction(visit.scope, (trx) =>
        getModel(trx, id.slice('own:'.length)),
      )
    : undefined;
  if (!row) throw refusalResponse(refuse('not_found').refusal);
  return { visit, model: openModelRow(row), row };
}

/** An own model of the house, for a post that changes its state; 404 for a shipped one. */
export async function requireOwnModel(incoming: Incoming, id: string | undefined) {
  const { visit, model, row } = await requireModel(incoming, id, 'edit');
  if (!row) throw refusalResponse(refuse('not_found').refusal);
  return { visit, model, row };
}

/** Where a shipped edition stands on a day. */
function editionState(model: MaturityModel, today: PlainDate): 'current' | 'superseded' | 'notYet' {
  if (model.supersededOn && model.supersededOn <= today) return 'superseded';
  return model.effectiveOn && model.effectiveOn > today ? 'notYet' : 'current';
}

/** What lists and heads show of a model. */
export function modelHead(model: MaturityModel, today: PlainDate) {
  const { levels: _levels, domains, dimensions, ...head } = model;
  return {
    ...head,
    editionState: editionState(model, today),
    counts: {
      domains: domains.length,
      items: itemsOf(model).length,
      dimensions: dimensions.length,
      cells: cellsOf(model).length,
      criteria: criteriaOf(model).length,
    },
  };
}
