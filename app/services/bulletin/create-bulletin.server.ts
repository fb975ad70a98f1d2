import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Period } from '#app/domain/bulletin/period.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { newId } from '#db/identifier.ts';
import { insertBulletin } from '#db/queries/bulletin.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { writingOffice } from './office.step.server.ts';

/** Begins a draft of a bulletin on a period. */
export async function createBulletin(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly period: Period; readonly title: string },
): Promise<Result<{ id: string }>> {
  const office = writingOffice(actor);
  if (!office.ok) return office;
  const scope = office.value;
  const { period, title } = input;
  const id = newId(moment.now);
  await ports.db.transaction(scope, async (trx) => {
    await insertBulletin(trx, scope, { id, title, period, createdByName: actor.name, now: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'bulletin.created',
      payload: { from: period.from, until: period.until, title },
      subjectId: id,
      shared: false,
    });
  });
  return done({ id });
}
