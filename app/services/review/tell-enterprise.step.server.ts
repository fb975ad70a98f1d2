import type { Moment } from '#app/domain/account/actor.ts';
import type { Role } from '#app/domain/organisation/organisation.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { ReviewFiling } from '#db/queries/review.read.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

/** Who works on filings in an enterprise; viewers aren't written to. */
const FILERS: readonly Role[] = ['owner', 'cdo', 'preparer'];

/** Tells the people who file for an enterprise what was decided about a filing. */
export async function tellEnterprise(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  filing: ReviewFiling,
  notice: { rule: string; occurrence: string; subject: Words; body: Words },
): Promise<void> {
  const recipients = await recipientsOfOrganisation(trx, ports, filing.organisationId, FILERS);
  const link = `/filings/${filing.id}`;
  await queueNotices(
    trx,
    ports,
    moment,
    { organisationId: filing.organisationId, ...notice, link },
    recipients,
  );
}
