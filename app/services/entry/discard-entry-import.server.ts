import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { deleteBatch } from '#db/queries/batch.write.ts';
import { lockEntryImport } from '#db/queries/entry-import.read.ts';
import { updateEntryImport } from '#db/queries/entry-import.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { importerScope } from './importer.step.server.ts';

/** Puts a checked import aside, half-written ones with their batch; its rows are let go. */
export async function discardEntryImport(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly runId: string },
): Promise<Result<null>> {
  const importer = importerScope(actor);
  if (!importer.ok) return importer;
  const scope = importer.value;
  return ports.db.transaction(scope, async (trx) => {
    const run = await lockEntryImport(trx, scope, input.runId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    if (run.batchId !== null) {
      // Its batch is a draft until the last row is in, unless somebody deleted it before.
      await deleteBatch(trx, { organisationId: scope.organisationId, id: run.batchId });
    }
    await updateEntryImport(trx, scope, run.id, 'discarded', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'entries.discarded',
      payload: { run: run.id, batch: run.batchId },
      subjectId: run.id,
      shared: false,
    });
    return done(null);
  });
}
