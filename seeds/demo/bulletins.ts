import { addDays } from '../../app/domain/calendar/plain-date.ts';
import { beginSchema, endedPeriods } from '../../app/domain/bulletin/period.ts';
import { createBulletin } from '../../app/services/bulletin/create-bulletin.server.ts';
import { gatherBulletin, sealBulletin } from '../../app/services/bulletin/gather-bulletin.step.server.ts';
import { publishBulletin } from '../../app/services/bulletin/publish-bulletin.server.ts';
import { getBulletin } from '../../db/queries/bulletin.read.ts';
import { must, officerOf, type Stage } from './stage.ts';

/** Two bulletins of the CDO filing's authority: the last quarter's, published, and a draft of the time since. */
export async function playBulletins(stage: Stage): Promise<void> {
  const { ports, calendar, now } = stage;
  const supervisor = officerOf(stage, 'supervisor');
  const { scope } = supervisor;
  if (scope.kind !== 'regulator') throw new Error('only an authority writes bulletins');
  const form = beginSchema(now.today);
  const quarter = form.parse({ period: endedPeriods(now.today).quarters[0] });
  const { id } = must(await createBulletin(ports, supervisor, now, quarter));
  const digest = await ports.db.transaction(scope, async (trx) => {
    const bulletin = await getBulletin(trx, scope, id);
    if (!bulletin) throw new Error('the bulletin is not there');
    return sealBulletin(await gatherBulletin(trx, scope, now, calendar, bulletin)).digest;
  });
  must(await publishBulletin(ports, supervisor, now, calendar, { id, digest }));
  const since = { period: 'custom', from: addDays(quarter.period.until, 1), until: now.today };
  must(await createBulletin(ports, supervisor, now, form.parse(since)));
}
