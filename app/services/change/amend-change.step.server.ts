import type { Actor } from '#app/domain/account/actor.ts';
import { mayAmendChange } from '#app/domain/filing/change-form.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { ChangeHouse } from '#db/queries/change.read.ts';
import { lockChange, type LockedChange } from '#db/queries/change.write.ts';

const AMENDED_BY_ITS_SIDE = words(
  '只能由报告方更正或撤销，且须在重新备案首次报送之前。',
  'Only the side that reported it may correct or cancel it, and only before the first submission.',
);

/** Whose changes an actor may amend and on which side; undefined for those who amend none. */
function amender(actor: Actor): { house: ChangeHouse; side: 'enterprise' | 'regulator' } | undefined {
  const { scope } = actor;
  if (scope.kind === 'member' && can(scope.role, 'reportChange')) {
    return { house: { organisationId: scope.organisationId }, side: 'enterprise' };
  }
  if (scope.kind === 'regulator' && can(scope.role, 'openChange')) {
    return { house: { programmeId: scope.programmeId, regionCode: scope.regionCode }, side: 'regulator' };
  }
  return undefined;
}

/** Locks a change that the actor may amend now, and answers who is to be told. */
export async function lockAmendable(
  trx: Trx,
  actor: Actor,
  id: string,
): Promise<Result<{ change: LockedChange; tell: 'enterprise' | 'regulator' }>> {
  const by = amender(actor);
  if (!by) return refuse('forbidden');
  const change = await lockChange(trx, by.house, id);
  if (!change) return refuse('not_found');
  if (!mayAmendChange(change, by.side)) return refuse('not_allowed_now', { words: AMENDED_BY_ITS_SIDE });
  return done({ change, tell: by.side === 'enterprise' ? 'regulator' : 'enterprise' });
}
