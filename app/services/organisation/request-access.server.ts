import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { newId } from '#db/identifier.ts';
import { hasOpenRequest } from '#db/queries/access-request.read.ts';
import { insertAccessRequest } from '#db/queries/access-request.write.ts';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { getOrganisationByUscc, type OrganisationByCode } from '#db/queries/organisation.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listMyMemberships } from '#db/queries/session.read.ts';
import type { Trx } from '#db/client.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import type { AccessRequestInput } from '#app/domain/organisation/membership.ts';
import { normaliseUscc } from '#app/domain/organisation/uscc.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
  type Recipient,
} from '../notice/queue-notices.step.server.ts';

const NOT_HERE = words('没有找到该单位，请核对代码。', 'No such organisation; check the code.');
const MEMBER_ALREADY = words('您已是该单位成员。', 'You are a member already.');
const ASKED_ALREADY = words(
  '您已提交过申请，请等待处理。',
  'You have asked already; please wait for the decision.',
);
const ONLY_ENTERPRISE = words('只有企业可以申请收回。', 'Only an enterprise can be reclaimed.');

async function recipientsFor(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  kind: AccessRequestInput['kind'],
  house: OrganisationByCode,
): Promise<Recipient[]> {
  if (kind === 'join') return recipientsOfOrganisation(trx, ports, house.id, ['owner', 'consultant']);
  return house.programmeId ? recipientsOfRegulator(trx, ports, house.programmeId, house.regionCode) : [];
}

/**
 * Asks the owners of an organisation to let the person join, or the regulator to give an enterprise back to the person
 * whose predecessor is gone. The organisation itself isn't in reach yet: event and notice are kept under the platform.
 */
export async function requestAccess(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: AccessRequestInput,
): Promise<Result<{ name: string }>> {
  const { accountId } = actor;
  const scope = accountScope(accountId);
  return ports.db.transaction(scope, async (trx) => {
    const account = await getOwnAccount(trx, accountId);
    const house = await getOrganisationByUscc(trx, normaliseUscc(input.uscc));
    if (!account || !house || (house.kind !== 'enterprise' && house.kind !== 'consultancy')) {
      return refuse('not_found', { fields: { uscc: NOT_HERE } });
    }
    if (input.kind === 'reclaim' && house.kind !== 'enterprise') {
      return refuse('invalid', { words: ONLY_ENTERPRISE });
    }
    const mine = (await listMyMemberships(trx)).find((one) => one.organisationId === house.id);
    if (mine && (input.kind === 'join' || mine.role === 'owner')) {
      return refuse('conflict', { words: MEMBER_ALREADY });
    }
    if (await hasOpenRequest(trx, house.id, accountId)) return refuse('conflict', { words: ASKED_ALREADY });
    const id = newId(moment.now);
    await insertAccessRequest(trx, {
      organisationId: house.id,
      id,
      kind: input.kind,
      accountId,
      accountName: account.name,
      emailMask: account.emailMask,
      message: input.message,
      programmeId: house.programmeId,
      regionCode: house.regionCode,
      now: moment.now,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId: PLATFORM_ORGANISATION_ID,
        rule: `access-request.${input.kind}`,
        occurrence: id,
        subject:
          input.kind === 'join'
            ? words('有人申请加入本单位', 'Somebody asks to join')
            : words('有人申请收回企业账号', 'Somebody asks for an enterprise back'),
        body:
          input.kind === 'join'
            ? words(
                `${account.name}申请加入${house.name}，请在“成员”中处理。`,
                `${account.name} asks to join ${house.name}; decide under Members.`,
              )
            : words(
                `${account.name}申请收回${house.name}的管理权，请核实身份后处理。`,
                `${account.name} asks for ownership of ${house.name}; check who it is before you decide.`,
              ),
        link: input.kind === 'join' ? '/members' : '/verification',
      },
      await recipientsFor(trx, ports, input.kind, house),
    );
    await appendJournal(trx, { ...actor, scope }, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'access-request.made',
      payload: { kind: input.kind, organisation: house.id },
      subjectId: id,
      shared: false,
    });
    return done({ name: house.name });
  });
}
