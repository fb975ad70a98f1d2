import { newId } from '#db/identifier.ts';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { getOrganisationByUscc } from '#db/queries/organisation.read.ts';
import { insertFoundedOrganisation } from '#db/queries/organisation.write.ts';
import { redeemRosterInvitationByDigest } from '#db/queries/invitation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import type { Trx } from '#db/client.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { memberScope } from '#app/domain/account/scope.ts';
import {
  colourOf,
  regionProblem,
  type EnterpriseFounding,
  type Founding,
} from '#app/domain/organisation/founding.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { tokenDigest } from '../account/one-time-token.step.server.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';

/** What founding answers: the new house, and whether an invitation from the roster verified it at once. */
export interface Founded {
  readonly organisationId: string;
  readonly isVerified: boolean;
}

/** The refusal of a code that is taken; the page offers to join or to reclaim. */
const TAKEN = words(
  '该统一社会信用代码已在平台登记。您可以申请加入，或在原管理员失联时申请收回。',
  'This credit code is registered already. You may ask to join, or to reclaim it if its owner is gone.',
);

async function tellRegulator(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  organisationId: string,
  founding: EnterpriseFounding,
): Promise<void> {
  const recipients = await recipientsOfRegulator(trx, ports, founding.programme, founding.region);
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId,
      rule: 'organisation.founded',
      occurrence: organisationId,
      subject: words('有企业待核验', 'An enterprise waits to be verified'),
      body: words(
        `${founding.name}（${founding.uscc}）已登记，待核验许可证和经办授权。`,
        `${founding.name} (${founding.uscc}) has registered; its licence and authorisation wait to be checked.`,
      ),
      link: `/verification/${organisationId}`,
      channels: ['product'],
    },
    recipients,
  );
}

/**
 * Registers an enterprise or a consultancy with the actor as its first member. An enterprise is 待核验 until a regulator
 * or the operator has checked it, unless an invitation from the roster comes with it. A taken code is told only to
 * an account whose e-mail is verified.
 */
export async function foundOrganisation(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  founding: Founding,
): Promise<Result<Founded>> {
  const id = newId(moment.now);
  const isEnterprise = founding.kind === 'enterprise';
  const role = isEnterprise ? 'owner' : 'consultant';
  // The founder acts as the member that the founding makes: the house's own journal is then within reach.
  const scope = memberScope(actor.accountId, id, role);
  const founder: Actor = { ...actor, scope, side: isEnterprise ? 'enterprise' : 'consultant' };
  return ports.db.transaction(scope, async (trx) => {
    const account = await getOwnAccount(trx, actor.accountId);
    if (!account?.emailVerifiedAt) return refuse('forbidden');
    if (isEnterprise) {
      const programme = (await listProgrammes(trx)).find((one) => one.id === founding.programme);
      if (!programme) return refuse('invalid');
      const problem = regionProblem(programme, founding.region);
      if (problem) return refuse('invalid', { fields: { region: problem } });
    }
    if (await getOrganisationByUscc(trx, founding.uscc))
      return refuse('conflict', { fields: { uscc: TAKEN } });
    const isNew = await insertFoundedOrganisation(trx, {
      id,
      kind: founding.kind,
      name: founding.name,
      uscc: founding.uscc,
      licenceKind: isEnterprise ? founding.licenceKind : null,
      programmeId: isEnterprise ? founding.programme : null,
      regionCode: founding.region,
      industryCode: isEnterprise ? founding.industry : null,
      isBranch: isEnterprise && founding.isBranch,
      licenceNumbers: isEnterprise ? founding.licenceNumbers : '',
      colour: colourOf(founding.uscc),
      isDemo: ports.site.isDemo,
      membershipId: newId(moment.now),
      role,
      accountName: account.name,
      emailMask: account.emailMask,
      now: moment.now,
    });
    if (!isNew) return refuse('conflict', { fields: { uscc: TAKEN } });
    await appendJournal(trx, founder, moment, {
      organisationId: id,
      type: 'organisation.founded',
      payload: { kind: founding.kind, uscc: founding.uscc, region: founding.region },
      subjectId: id,
      shared: true,
    });
    const token = isEnterprise ? founding.invitation : undefined;
    const isVerified =
      token !== undefined &&
      token !== '' &&
      (await redeemRosterInvitationByDigest(trx, {
        digest: tokenDigest(token),
        enterpriseId: id,
        now: moment.now,
      }));
    if (isVerified) {
      await appendJournal(trx, founder, moment, {
        organisationId: id,
        type: 'organisation.verified',
        payload: { by: 'roster-invitation' },
        subjectId: id,
        shared: true,
      });
    } else if (isEnterprise) {
      await tellRegulator(trx, ports, moment, id, founding);
    }
    return done({ organisationId: id, isVerified });
  });
}
