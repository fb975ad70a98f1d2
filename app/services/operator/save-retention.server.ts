import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listSettings } from '#db/queries/setting.read.ts';
import { updateSetting } from '#db/queries/setting.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { type RetentionForm, retentionMonths } from '#app/domain/retention/retention.ts';
import type { Ports } from '../ports.ts';

/** Sets for how many months personal data of superseded versions is kept; null keeps it for good. */
export async function saveRetention(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: RetentionForm,
): Promise<Result<null>> {
  await ports.db.transaction(actor.scope, async (trx) => {
    const before = retentionMonths((await listSettings(trx)).retention_months);
    const by = { accountId: actor.accountId, now: moment.now };
    await updateSetting(trx, 'retention_months', input.months === null ? '' : String(input.months), by);
    await appendJournal(trx, actor, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'platform.retention-set',
      payload: { months: input.months, before },
      shared: false,
    });
  });
  return done(null);
}
