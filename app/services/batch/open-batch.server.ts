import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionShortName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { NewBatch } from '#app/domain/target/batch.ts';
import { reportableRegions } from '#app/domain/target/line.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { insertBatch } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, reportedPlan } from './batch.step.server.ts';

const ELSEWHERE = words(
  '本单位不在该计划的填报地区内。',
  'Your house lies outside the region that this plan is reported on.',
);

/** Opens a batch on a published plan of the programme, in which the own house reports on its own region. */
export async function openBatch(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: NewBatch,
): Promise<Result<BatchKey>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const reported = await reportedPlan(trx, scope, input.plan);
    if (!reported.ok) return reported;
    const { plan, content } = reported.value;
    if (reportableRegions(scope.regionCode, content.region).length === 0) {
      return refuse('invalid', { fields: { plan: ELSEWHERE } });
    }
    const house = await getOrganisation(trx, scope.organisationId);
    if (!house) return refuse('not_found');
    const id = newId(moment.now);
    const title = input.title || `${regionShortName(scope.regionCode).zh} ${moment.today}`;
    await insertBatch(trx, scope, {
      id,
      houseName: house.name,
      planHouseId: plan.organisationId,
      planId: plan.id,
      title,
      note: input.note,
      channel: 'form',
      fileName: null,
      createdByName: name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.opened',
      payload: { plan: plan.id, version: plan.versionNo, title },
      subjectId: id,
      shared: false,
    });
    return done({ organisationId: scope.organisationId, id });
  });
}
