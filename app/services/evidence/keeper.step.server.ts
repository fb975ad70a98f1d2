import type { Actor } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listMembers } from '#db/queries/membership.read.ts';

const NO_OWNER = words(
  '请填写企业中保管该证据的人。',
  'Name the person at the enterprise who looks after it.',
);
const NOT_A_MEMBER = words(
  '所选责任人不是本单位现有成员，请重新选择。',
  'That person is not a member now; choose another.',
);

/**
 * Whose library the actor may work on: the own enterprise's, or the client's under a grant to help with drafting. An
 * assessor reads the library and adds nothing to it.
 */
export function keptLibrary({ scope }: Actor): Result<string> {
  if (scope.kind === 'member' && can(scope.role, 'assess')) return done(scope.organisationId);
  if (scope.kind === 'consultant' && scope.purpose === 'help' && scope.rights === 'draft') {
    return done(scope.clientId);
  }
  return refuse('forbidden');
}

/** Who looks after evidence, as it is stored. */
export interface EvidenceOwner {
  readonly ownerId: string | null;
  readonly ownerName: string;
}

/**
 * Who looks after evidence: a member chosen by account, the actor if nobody was named, or, since consultants don't see
 * the client's members, a name as typed.
 */
export async function evidenceOwner(
  trx: Trx,
  actor: Actor,
  organisationId: string,
  input: { readonly ownerId: string; readonly ownerName: string },
): Promise<Result<EvidenceOwner>> {
  if (actor.scope.kind !== 'member') {
    if (input.ownerName === '') return refuse('invalid', { fields: { ownerName: NO_OWNER } });
    return done({ ownerId: null, ownerName: input.ownerName });
  }
  if (input.ownerId === '') return done({ ownerId: actor.accountId, ownerName: actor.name });
  const members = await listMembers(trx, organisationId);
  const owner = members.find(({ accountId }) => accountId === input.ownerId);
  if (!owner) return refuse('invalid', { fields: { ownerId: NOT_A_MEMBER } });
  return done({ ownerId: owner.accountId, ownerName: owner.name });
}
