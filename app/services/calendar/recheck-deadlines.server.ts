import { systemActor, type Moment } from '#app/domain/account/actor.ts';
import type { StatutoryRule } from '#app/domain/calendar/statutory.ts';
import { readCalendar } from '#db/queries/calendar.read.ts';
import { lockCalendar } from '#db/queries/calendar.write.ts';
import type { Ports } from '../ports.ts';
import { moveDeadlines, type MovedDeadlines } from './move-deadlines.step.server.ts';

const SCOPE = { kind: 'job', name: 'calendar' } as const;

/**
 * Moves what the calendar in the database asks to move. Loading a year does so at once; this mends a deadline that was
 * counted by the old calendar at the very moment in which the new one came in.
 */
export async function recheckDeadlines(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  statutory: StatutoryRule,
): Promise<MovedDeadlines> {
  return ports.db.transaction(SCOPE, async (trx) => {
    await lockCalendar(trx);
    return moveDeadlines(trx, ports, systemActor(SCOPE), moment, await readCalendar(trx, statutory));
  });
}
