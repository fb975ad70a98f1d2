import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { updateFiling } from '#db/queries/filing.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';
import { voidFrozenVersion } from './void-frozen.step.server.ts';

/** Withdraws a submitted filing before it is on record. What was submitted stays readable. */
export async function withdrawFiling(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; reason: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'withdraw');
    if (!located.ok) return located;
    const { organisationId, filing, draft } = located.value;
    const versionId = draft.frozenVersionId;
    if (versionId) {
      await voidFrozenVersion(trx, moment, { organisationId, filingId: filing.id, versionId }, '撤回报送');
    }
    await updateDraft(trx, organisationId, filing.id, { stage: 'editing', frozen_version_id: null });
    await updateFiling(trx, organisationId, filing.id, {
      status: 'withdrawn',
      is_waiting: false,
      withdrawn_at: moment.now,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'filing.withdrawn',
      payload: { reason: input.reason, serial: filing.serialNo },
      subjectId: filing.id,
      shared: true,
    });
    const serial = filing.serialNo ?? '';
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'filing.withdrawn',
        occurrence: filing.id,
        subject: words(`撤回报送：${filing.enterpriseName}`, `Withdrawn: ${filing.enterpriseName}`),
        body: words(
          `${filing.enterpriseName}撤回了首席数据官备案 ${serial}。`,
          `${filing.enterpriseName} withdrew its CDO filing ${serial}.`,
        ),
        link: `/review/${filing.id}`,
      },
      await recipientsOfRegulator(trx, ports, filing.programmeId, filing.regionCode),
    );
    return done(null);
  });
}
