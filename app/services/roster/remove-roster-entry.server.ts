import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { RemovalInput } from '#app/domain/roster/urging.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listRosterEntries } from '#db/queries/roster.read.ts';
import { updateEntryRemoved } from '#db/queries/roster.write.ts';
import type { Ports } from '../ports.ts';
import { regulatorWho } from './regulator.step.server.ts';

/** Takes a licence holder out of the roster, with the reason: it no longer counts among those who should file. */
export async function removeRosterEntry(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: RemovalInput & { readonly id: string },
): Promise<Result<{ name: string }>> {
  const scope = regulatorWho(actor, 'importRoster');
  if (!scope.ok) return scope;
  return ports.db.transaction(scope.value, async (trx) => {
    const [entry] = await listRosterEntries(trx, scope.value, [input.id]);
    if (!entry || !(await updateEntryRemoved(trx, scope.value, entry.id, moment.now)))
      return refuse('not_found');
    await appendJournal(trx, actor, moment, {
      organisationId: scope.value.organisationId,
      type: 'roster.removed',
      payload: { entry: entry.id, uscc: entry.uscc, reason: input.reason },
      subjectId: entry.id,
      shared: false,
    });
    return done({ name: entry.name });
  });
}
