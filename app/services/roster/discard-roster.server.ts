import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockImportRun } from '#db/queries/roster.read.ts';
import { updateImportRun } from '#db/queries/roster.write.ts';
import type { Ports } from '../ports.ts';
import { regulatorWho } from './regulator.step.server.ts';

/** Puts a previewed import aside; its rows are let go. */
export async function discardRoster(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly runId: string },
): Promise<Result<null>> {
  const scope = regulatorWho(actor, 'importRoster');
  if (!scope.ok) return scope;
  return ports.db.transaction(scope.value, async (trx) => {
    const run = await lockImportRun(trx, scope.value, input.runId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    await updateImportRun(trx, scope.value, run.id, 'discarded', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.value.organisationId,
      type: 'roster.discarded',
      payload: { run: run.id },
      subjectId: run.id,
      shared: false,
    });
    return done(null);
  });
}
