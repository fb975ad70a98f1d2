import { can } from '../../domain/organisation/organisation.ts';
import type { Incoming } from '../../http/context.server.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import type { AssessmentHouse } from '../assessment/house.server.ts';
import type { OwnerChoice } from './evidence-inputs.tsx';

/** Members who may look after evidence, the visitor first; null in a client's house, whose members aren't shown. */
export async function ownerChoices(
  incoming: Incoming,
  house: AssessmentHouse,
): Promise<readonly OwnerChoice[] | null> {
  const { scope, session } = house.visit;
  if (scope.kind !== 'member') return null;
  const members = await incoming.context.ports.db.transaction(scope, (trx) =>
    listMembers(trx, house.organisationId),
  );
  const own = members.filter(({ accountId }) => accountId === session.accountId);
  const others = members.filter(
    ({ accountId, role }) => accountId !== session.accountId && can(role, 'assess'),
  );
  return [...own, ...others].map(({ accountId, name }) => ({ accountId, name }));
}
