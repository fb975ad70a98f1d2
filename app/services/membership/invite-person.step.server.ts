import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { insertInvitation } from '#db/queries/invitation.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { ROLES, type Role } from '#app/domain/organisation/organisation.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { hoursAfter, INVITATION_DAYS, newOneTimeToken } from '../account/one-time-token.step.server.ts';
import { queueNotices } from '../notice/queue-notices.step.server.ts';

/** Who is invited where. */
export interface InvitedPerson {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly purpose: 'colleague' | 'regulator';
  readonly role: Role;
  readonly email: string;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
}

/** Inserts an invitation and mails its link, in the caller's transaction. Answers the invitation's id. */
export async function invitePerson(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  person: InvitedPerson,
): Promise<string> {
  const id = newId(moment.now);
  const { token, digest } = newOneTimeToken();
  const { email, organisationId, organisationName } = person;
  await insertInvitation(trx, {
    organisationId,
    id,
    purpose: person.purpose,
    role: person.role,
    programmeId: person.programmeId,
    regionCode: person.regionCode,
    emailIndex: ports.sealer.blindIndex('account.email', email),
    emailCipher: ports.sealer.seal('invitation.email', email, organisationId),
    emailMask: maskEmail(email),
    digest,
    createdByName: actor.name,
    now: moment.now,
    expiresAt: hoursAfter(moment.now, INVITATION_DAYS * 24),
  });
  const role = ROLES[person.role].name;
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId,
      rule: 'invitation.sent',
      occurrence: id,
      subject: words(`邀请您加入${organisationName}`, `You are invited to ${organisationName}`),
      body: words(
        `${actor.name}邀请您以“${role.zh}”身份加入${organisationName}。请在 ${INVITATION_DAYS} 天内打开链接，用收到本邮件的邮箱登录或注册后接受。`,
        `${actor.name} invites you to ${organisationName} as ${role.en}. Open the link within ${INVITATION_DAYS} days and sign in, or register, with this address.`,
      ),
      link: `/invitation/${token}`,
      channels: ['mail'],
    },
    [{ accountId: null, email }],
  );
  return id;
}
