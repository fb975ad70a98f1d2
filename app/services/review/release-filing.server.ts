import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateAssignee } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';

/** 退回待办: puts a filing back into the queue, its own reviewer or a supervisor only. Draft comments stay. */
export async function releaseFiling(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filing: string },
): Promise<Result<null>> {
  const officer = officerWho(actor, 'release');
  if (!officer.ok) return officer;
  const { scope, accountId } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'release', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    if (filing.assigneeId !== accountId && scope.role !== 'supervisor') {
      return refuse('forbidden', {
        words: words(
          '只有经办人或审阅负责人可以退回待办。',
          'Only its reviewer or a supervisor may release a filing.',
        ),
      });
    }
    await updateAssignee(trx, filing, null, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.released',
      payload: { version: filing.currentVersionNo, before: filing.assigneeId },
      subjectId: filing.id,
      shared: true,
    });
    return done(null);
  });
}
