import { getChange } from '#db/queries/change.read.ts';
import { mayAmendChange } from '../../domain/filing/change-form.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireChangeHouse } from './house.server.ts';

/** The change that a page corrects or cancels; 404 out of reach, 409 when its side or state doesn't allow it. */
export async function loadAmendable(incoming: Incoming, id: string) {
  const { visit, house, side, mayReport } = await requireChangeHouse(incoming);
  const change = await incoming.context.ports.db.transaction(visit.scope, (trx) => getChange(trx, house, id));
  if (!change) throw refusalResponse(refuse('not_found').refusal);
  if (!mayReport) throw refusalResponse(refuse('forbidden').refusal);
  if (!mayAmendChange(change, side)) throw refusalResponse(refuse('not_allowed_now').refusal);
  const { enterpriseName, kind, happenedOn, decidedOn, dueOn } = change;
  return { id: change.id, enterpriseName, kind, happenedOn, decidedOn, dueOn };
}
