import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listRosterCodes, lockImportRun } from '#db/queries/roster.read.ts';
import { updateImportRun, upsertRosterEntries } from '#db/queries/roster.write.ts';
import type { Ports } from '../ports.ts';
import { readStoredProblems, readStoredRows } from './import-run.step.server.ts';
import { regulatorWho } from './regulator.step.server.ts';

/**
 * Applies a previewed import, all of it or nothing: new holders are added, known ones brought up to date, none removed.
 * An import is applied once, and only without problems.
 */
export async function applyRoster(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly runId: string },
): Promise<Result<{ added: number; updated: number }>> {
  const scope = regulatorWho(actor, 'importRoster');
  if (!scope.ok) return scope;
  return ports.db.transaction(scope.value, async (trx) => {
    const run = await lockImportRun(trx, scope.value, input.runId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    if (readStoredProblems(run.problems).length > 0) return refuse('incomplete');
    const rows = readStoredRows(run.rows);
    const known = await listRosterCodes(trx, scope.value);
    const updated = rows.filter((row) => known.has(row.uscc)).length;
    const entries = rows.map(({ isNew: _, ...row }) => ({ ...row, id: newId(moment.now) }));
    await upsertRosterEntries(trx, scope.value, entries, run.id, moment.now);
    await updateImportRun(trx, scope.value, run.id, 'applied', moment.now);
    const outcome = { added: rows.length - updated, updated };
    await appendJournal(trx, actor, moment, {
      organisationId: scope.value.organisationId,
      type: 'roster.imported',
      payload: { run: run.id, ...outcome },
      subjectId: run.id,
      shared: false,
    });
    return done(outcome);
  });
}
