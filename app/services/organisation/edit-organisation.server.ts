import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { lockOrganisation, updateOrganisationProfile } from '#db/queries/organisation.write.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionProblem, type FactsCorrection } from '#app/domain/organisation/founding.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';

const STANDS = words(
  '已核验的单位信息不能自行修改；如有变化，请在备案中报告变更，并联系主管部门。',
  'Facts of a verified enterprise stand. If they change, report it in a filing and tell the regulator.',
);

/** Corrects what an owner stated about the enterprise, as long as it isn't verified; the regulator is told. */
export async function editOrganisation(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: FactsCorrection & { readonly organisationId: string },
): Promise<Result<null>> {
  const { organisationId } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    await lockOrganisation(trx, organisationId);
    const house = await getOrganisation(trx, organisationId);
    if (house?.kind !== 'enterprise') return refuse('not_found');
    if (house.verification === 'verified' || house.verification === 'suspended') {
      return refuse('not_allowed_now', { words: STANDS });
    }
    const programme = (await listProgrammes(trx)).find((one) => one.id === house.programmeId);
    const problem = programme ? regionProblem(programme, input.region) : null;
    if (problem) return refuse('invalid', { fields: { region: problem } });
    await updateOrganisationProfile(trx, organisationId, {
      name: input.name,
      licenceKind: input.licenceKind,
      licenceNumbers: input.licenceNumbers,
      regionCode: input.region,
      industryCode: input.industry,
      isBranch: input.isBranch,
    });
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'organisation.corrected',
      payload: { name: input.name, licences: input.licenceNumbers, region: input.region },
      subjectId: organisationId,
      shared: true,
    });
    if (house.programmeId) {
      await queueNotices(
        trx,
        ports,
        moment,
        {
          organisationId,
          rule: 'organisation.corrected',
          occurrence: `${organisationId}:${seq}`,
          subject: words('待核验企业更正了信息', 'An enterprise corrected its facts'),
          body: words(
            `${input.name}更正了单位信息，请核验。`,
            `${input.name} corrected its facts; please verify.`,
          ),
          link: `/verification/${organisationId}`,
          channels: ['product'],
        },
        await recipientsOfRegulator(trx, ports, house.programmeId, input.region),
      );
    }
    return done(null);
  });
}
