import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { EntriesInput } from '#app/domain/roster/urging.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { listRosterEntries, type RosterEntry } from '#db/queries/roster.read.ts';
import { insertRosterInvitation } from '#db/queries/roster.write.ts';
import { hoursAfter, newOneTimeToken } from '../account/one-time-token.step.server.ts';
import { queueNotices } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { regulatorWho } from './regulator.step.server.ts';

type InvitePorts = Pick<Ports, 'db' | 'sealer' | 'site'>;

/** For how long an invitation from the roster counts, in days. */
const INVITATION_DAYS = 30;

async function inviteOne(
  trx: Trx,
  ports: InvitePorts,
  actor: Actor,
  moment: Moment,
  scope: RegulatorScope,
  entry: RosterEntry & { contactCipher: string },
): Promise<void> {
  const email = ports.sealer.open('roster.contact', entry.contactCipher, scope.organisationId);
  const { token, digest } = newOneTimeToken();
  const id = newId(moment.now);
  await insertRosterInvitation(trx, scope, {
    id,
    entryId: entry.id,
    regionCode: entry.regionCode,
    emailIndex: ports.sealer.blindIndex('account.email', email),
    emailCipher: ports.sealer.seal('invitation.email', email, scope.organisationId),
    emailMask: maskEmail(email),
    digest,
    createdByName: actor.name,
    now: moment.now,
    expiresAt: hoursAfter(moment.now, INVITATION_DAYS * 24),
  });
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId: scope.organisationId,
      rule: 'roster.invited',
      occurrence: id,
      subject: words('邀请注册并办理首席数据官备案', 'An invitation to register and file your CDO record'),
      body: words(
        `${entry.name}：请在 ${INVITATION_DAYS} 天内打开链接注册。通过本链接注册的企业视为已核验，可直接报送。`,
        `${entry.name}: open the link within ${INVITATION_DAYS} days to register. An enterprise that registers by it counts as verified.`,
      ),
      link: `/invitation/${token}`,
      channels: ['mail'],
    },
    [{ accountId: null, email }],
  );
}

/**
 * Invites licence holders of the roster that aren't registered yet, by a one-time link to their contact. Registering by it
 * counts as verification. Those who are registered, or have no contact, are left and counted.
 */
export async function inviteRoster(
  ports: InvitePorts,
  actor: Actor,
  moment: Moment,
  input: EntriesInput,
): Promise<Result<{ invited: number; left: number }>> {
  const scope = regulatorWho(actor, 'inviteEnterprise');
  if (!scope.ok) return scope;
  return ports.db.transaction(scope.value, async (trx) => {
    const entries = await listRosterEntries(trx, scope.value, input.entry);
    if (entries.length === 0) return refuse('not_found');
    const invited: string[] = [];
    for (const entry of entries) {
      const { contactCipher } = entry;
      if (entry.enterpriseId !== null || contactCipher === null) continue;
      await inviteOne(trx, ports, actor, moment, scope.value, { ...entry, contactCipher });
      invited.push(entry.id);
    }
    await appendJournal(trx, actor, moment, {
      organisationId: scope.value.organisationId,
      type: 'roster.invited',
      payload: { entries: invited, days: INVITATION_DAYS },
      shared: false,
    });
    return done({ invited: invited.length, left: input.entry.length - invited.length });
  });
}
