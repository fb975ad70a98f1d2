import { newId } from '#db/identifier.ts';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { getInvitationByDigest, type InvitationByLink } from '#db/queries/invitation.read.ts';
import { acceptInvitationByDigest } from '#db/queries/invitation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { setActingOrganisation } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { memberScope, type MemberRole, type RegulatorRole, type Scope } from '#app/domain/account/scope.ts';
import { isInvitationOpen } from '#app/domain/organisation/membership.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { tokenDigest } from '../account/one-time-token.step.server.ts';

const OTHER_ADDRESS = words(
  '此邀请发给了另一个邮箱：请用收到邀请的邮箱登录，或请对方重新邀请当前邮箱。',
  'This invitation went to another address: sign in with that one, or ask to be invited under yours.',
);

/** The scope that the membership will give: within it the house's journal is in reach. */
function scopeAfter(accountId: string, invitation: InvitationByLink): Scope {
  const { organisationId, role } = invitation;
  if (invitation.purpose === 'colleague') return memberScope(accountId, organisationId, role as MemberRole);
  return {
    kind: 'regulator',
    accountId,
    organisationId,
    role: role as RegulatorRole,
    programmeId: invitation.programmeId ?? '',
    regionCode: invitation.regionCode ?? '',
  };
}

/** Accepts an invitation as the person whose verified e-mail was invited; the session acts for that house at once. */
export async function acceptInvitation(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { token: string; sessionId: string },
): Promise<Result<{ organisationName: string }>> {
  const { accountId } = actor;
  const digest = tokenDigest(input.token);
  const invitation = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getInvitationByDigest(trx, digest),
  );
  if (!invitation || invitation.purpose === 'roster' || !isInvitationOpen(invitation, moment.now)) {
    return refuse('gone');
  }
  const scope = scopeAfter(accountId, invitation);
  return ports.db.transaction(scope, async (trx) => {
    const account = await getOwnAccount(trx, accountId);
    if (!account?.emailVerifiedAt || account.emailIndex !== invitation.emailIndex) {
      return refuse('forbidden', { words: OTHER_ADDRESS });
    }
    const membershipId = newId(moment.now);
    const accepted = await acceptInvitationByDigest(trx, {
      digest,
      membershipId,
      accountName: account.name,
      emailMask: account.emailMask,
      now: moment.now,
    });
    if (!accepted) return refuse('gone');
    await setActingOrganisation(trx, input.sessionId, invitation.organisationId, null);
    const side = invitation.purpose === 'regulator' ? 'regulator' : actor.side;
    await appendJournal(trx, { ...actor, scope, side }, moment, {
      organisationId: invitation.organisationId,
      type: 'membership.begun',
      payload: { role: invitation.role, by: 'invitation' },
      subjectId: membershipId,
      shared: false,
    });
    return done({ organisationName: invitation.organisationName });
  });
}
