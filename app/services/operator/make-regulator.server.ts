import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { insertRegulator } from '#db/queries/organisation.write.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionProblem } from '#app/domain/organisation/founding.ts';
import type { RegulatorHouseInput } from '#app/domain/organisation/regulator-house.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** The colour of regulators' houses. */
const COLOUR = '#a33b3b';

/** Makes the house of a regulator for a programme and a region, without people yet. */
export async function makeRegulator(
  ports: Pick<Ports, 'db' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: RegulatorHouseInput,
): Promise<Result<{ organisationId: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const programme = (await listProgrammes(trx)).find((one) => one.id === input.programme);
    if (!programme) return refuse('invalid');
    const problem = regionProblem(programme, input.region);
    if (problem) return refuse('invalid', { fields: { region: problem } });
    const organisationId = newId(moment.now);
    await insertRegulator(trx, {
      id: organisationId,
      kind: 'regulator',
      name: input.name,
      programme_id: input.programme,
      region_code: input.region,
      verification: 'verified',
      verified_at: moment.now,
      verified_by_name: actor.name,
      colour: COLOUR,
      is_demo: ports.site.isDemo,
      created_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'organisation.founded',
      payload: { kind: 'regulator', programme: input.programme, region: input.region },
      subjectId: organisationId,
      shared: true,
    });
    return done({ organisationId });
  });
}
