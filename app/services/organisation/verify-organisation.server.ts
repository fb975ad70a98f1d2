import { appendJournal } from '#db/queries/journal.write.ts';
import { lockOrganisation, updateVerification } from '#db/queries/organisation.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { VerificationFinding } from '#app/domain/organisation/membership.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';

/** Notes that licence and authorisation of an enterprise were checked and passed, or why they did not. */
export async function verifyOrganisation(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: VerificationFinding & { readonly organisationId: string },
): Promise<Result<{ name: string }>> {
  const { organisationId, finding, note } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const house = await lockOrganisation(trx, organisationId);
    if (house?.kind !== 'enterprise') return refuse('not_found');
    if (house.verification === finding) return refuse('not_allowed_now');
    await updateVerification(trx, organisationId, {
      state: finding,
      note,
      byName: actor.name,
      now: moment.now,
    });
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId,
      type: finding === 'verified' ? 'organisation.verified' : 'organisation.rejected',
      payload: { note, before: house.verification },
      subjectId: organisationId,
      shared: true,
    });
    const passed = finding === 'verified';
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: passed ? 'organisation.verified' : 'organisation.rejected',
        occurrence: `${organisationId}:${seq}`,
        subject: passed
          ? words('企业核验通过', 'Your enterprise is verified')
          : words('企业核验未通过', 'Your enterprise was not verified'),
        body: passed
          ? words(
              `${house.name}已通过核验，可以报送备案。`,
              `${house.name} is verified and may submit filings.`,
            )
          : words(
              `${house.name}核验未通过：${note}。请更正单位信息，主管部门将再次核验。`,
              `${house.name} was not verified: ${note}. Correct the organisation’s facts; it will be checked again.`,
            ),
        link: '/organisation',
      },
      await recipientsOfOrganisation(trx, ports, organisationId, ['owner']),
    );
    return done({ name: house.name });
  });
}
