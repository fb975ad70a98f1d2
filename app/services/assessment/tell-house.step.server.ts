import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { LockedAssessment } from '#db/queries/assessment.write.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

/**
 * Tells the enterprise's people that an assessment moved, except whoever moved it. Their link leads to the own house;
 * nothing of the contents is said, so that an independent assessment stays closed until both sides are signed.
 */
export async function tellHouse(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  assessment: Pick<LockedAssessment, 'id'> & { readonly organisationId: string },
  notice: {
    readonly rule: string;
    readonly occurrence: string;
    readonly subject: Words;
    readonly body: Words;
  },
): Promise<void> {
  const { organisationId } = assessment;
  const recipients = await recipientsOfOrganisation(trx, ports, organisationId, ['owner', 'cdo', 'preparer']);
  await queueNotices(
    trx,
    ports,
    moment,
    { organisationId, ...notice, link: `/assessments/${assessment.id}` },
    recipients.filter(({ accountId }) => accountId !== actor.accountId),
  );
}
