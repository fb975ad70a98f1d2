import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateSetting } from '#db/queries/setting.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { FooterSettings } from '#app/domain/organisation/regulator-house.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Sets the numbers of ICP备案 and 公安备案 in the footer; they stand before the environment's. */
export async function saveFooter(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: FooterSettings,
): Promise<Result<null>> {
  await ports.db.transaction(actor.scope, async (trx) => {
    const by = { accountId: actor.accountId, now: moment.now };
    await updateSetting(trx, 'icp_number', input.icpNumber, by);
    await updateSetting(trx, 'police_number', input.policeNumber, by);
    await appendJournal(trx, actor, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'platform.footer-set',
      payload: { icp: input.icpNumber, police: input.policeNumber },
      shared: false,
    });
  });
  return done(null);
}
