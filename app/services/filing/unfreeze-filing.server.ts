import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';
import { voidFrozenVersion } from './void-frozen.step.server.ts';

/** Opens a frozen filing for editing again: the version, its print and its signed scan are void from then on. */
export async function unfreezeFiling(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'unfreeze');
    if (!located.ok) return located;
    const { organisationId, draft } = located.value;
    const versionId = draft.frozenVersionId;
    if (versionId) {
      await voidFrozenVersion(
        trx,
        moment,
        { organisationId, filingId: input.filingId, versionId },
        '撤销定稿',
      );
    }
    await updateDraft(trx, organisationId, input.filingId, {
      stage: 'editing',
      frozen_version_id: null,
      updated_at: moment.now,
      updated_by_name: actor.name,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'filing.unfrozen',
      payload: { version: versionId },
      subjectId: input.filingId,
      shared: false,
    });
    return done(null);
  });
}
