import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { CERTIFICATE_KINDS } from '#app/domain/certificate/certificate.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { lockCertificate, updateCertificateSubmitted } from '#db/queries/certificate.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { certificateHouse } from './keeper.step.server.ts';

const ALREADY = words('该证书已提交，无需重复提交。', 'It was submitted already.');
const NO_SCAN = words(
  '请先上传证书扫描件，再提交主管部门。',
  'Upload a scan of the certificate before submitting it.',
);
const NOT_VERIFIED = words(
  '本单位尚未通过核验，暂不能提交；进度见“单位信息”。',
  'Your organisation is not verified yet and cannot submit; see “Organisation”.',
);
const NO_PROGRAMME = words(
  '本单位没有对应的主管部门事项，无法在本平台提交。',
  'No authority’s programme covers your organisation here.',
);

/** Shows a certificate to the regulator of the enterprise's programme and region; from now on its facts stand. */
export async function submitCertificate(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly id: string },
): Promise<Result<null>> {
  const house = certificateHouse(actor, 'signAssessment');
  if (!house.ok) return house;
  const organisationId = house.value;
  return ports.db.transaction(actor.scope, async (trx): Promise<Result<null>> => {
    const certificate = await lockCertificate(trx, organisationId, input.id);
    const enterprise = await getOrganisation(trx, organisationId);
    if (!certificate || !enterprise) return refuse('not_found');
    if (certificate.submittedAt !== null) return refuse('not_allowed_now', { words: ALREADY });
    if (certificate.storageKey === null) return refuse('incomplete', { words: NO_SCAN });
    if (enterprise.verification !== 'verified') return refuse('forbidden', { words: NOT_VERIFIED });
    const { programmeId, regionCode } = enterprise;
    if (programmeId === null) return refuse('not_allowed_now', { words: NO_PROGRAMME });
    await updateCertificateSubmitted(trx, organisationId, input.id, {
      programmeId,
      regionCode,
      at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'certificate.submitted',
      payload: { kind: certificate.kind, number: certificate.number, programme: programmeId },
      subjectId: input.id,
      shared: true,
    });
    const kind = CERTIFICATE_KINDS[certificate.kind].name;
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'certificate.submitted',
        occurrence: input.id,
        subject: words(
          `${certificate.enterpriseName}提交证书`,
          `${certificate.enterpriseName}: certificate submitted`,
        ),
        body: words(
          `${certificate.enterpriseName}提交了证书：${kind.zh}，编号 ${certificate.number}。`,
          `${certificate.enterpriseName} submitted a certificate: ${kind.en}, number ${certificate.number}.`,
        ),
        link: '/maturity/certificates',
        channels: ['product'],
      },
      await recipientsOfRegulator(trx, ports, programmeId, regionCode),
    );
    return done(null);
  });
}
