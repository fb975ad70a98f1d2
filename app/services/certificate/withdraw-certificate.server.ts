import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { CERTIFICATE_KINDS } from '#app/domain/certificate/certificate.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { lockCertificate, updateCertificateWithdrawn } from '#db/queries/certificate.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { certificateHouse } from './keeper.step.server.ts';

/**
 * Withdraws a certificate's record: it was cancelled, or recorded wrongly. The row stays. What was submitted is
 * withdrawn by those who may submit, and the regulator is told.
 */
export async function withdrawCertificate(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly id: string; readonly reason: string },
): Promise<Result<null>> {
  const house = certificateHouse(actor, 'assess');
  if (!house.ok) return house;
  const organisationId = house.value;
  const maySubmit = certificateHouse(actor, 'signAssessment').ok;
  return ports.db.transaction(actor.scope, async (trx): Promise<Result<null>> => {
    const certificate = await lockCertificate(trx, organisationId, input.id);
    if (!certificate) return refuse('not_found');
    const { submittedAt, programmeId, regionCode, enterpriseName, number } = certificate;
    if (submittedAt !== null && !maySubmit) return refuse('forbidden');
    await updateCertificateWithdrawn(trx, organisationId, input.id, {
      at: moment.now,
      reason: input.reason,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'certificate.withdrawn',
      payload: { kind: certificate.kind, number },
      subjectId: input.id,
      shared: submittedAt !== null,
    });
    if (programmeId === null || regionCode === null) return done(null);
    const kind = CERTIFICATE_KINDS[certificate.kind].name;
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'certificate.withdrawn',
        occurrence: input.id,
        subject: words(`${enterpriseName}撤销证书登记`, `${enterpriseName}: certificate withdrawn`),
        body: words(
          `${enterpriseName}撤销了已提交的证书登记：${kind.zh}，编号 ${number}。原因：${input.reason}`,
          `${enterpriseName} withdrew a submitted certificate: ${kind.en}, number ${number}. Reason: ${input.reason}`,
        ),
        link: '/maturity/certificates',
        channels: ['product'],
      },
      await recipientsOfRegulator(trx, ports, programmeId, regionCode),
    );
    return done(null);
  });
}
