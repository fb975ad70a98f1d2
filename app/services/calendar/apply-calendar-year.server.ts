import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { parseCalendarYearText } from '#app/domain/calendar/calendar-year.ts';
import type { StatutoryRule } from '#app/domain/calendar/statutory.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { readCalendar } from '#db/queries/calendar.read.ts';
import { insertCalendarYear, lockCalendar } from '#db/queries/calendar.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { moveDeadlines, type MovedDeadlines } from './move-deadlines.step.server.ts';

const SCOPE = { kind: 'job', name: 'calendar' } as const;

/** What loading a year did. */
export interface CalendarOutcome extends MovedDeadlines {
  readonly year: number;
  readonly version: string;
}

/**
 * Loads a year and moves the open deadlines that it changes, in one transaction: events on the enterprises' chains and
 * the platform's, notices to both sides.
 * @param input `text` is the JSON of the year; `versionSeen` the version that stood when the preview was made: if
 *   another calendar has come in since, it is refused as a conflict
 */
export async function applyCalendarYear(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly text: string; readonly versionSeen: string | null },
  statutory: StatutoryRule,
): Promise<Result<CalendarOutcome>> {
  const { scope } = actor;
  if (scope.kind !== 'operator' && !(scope.kind === 'job' && scope.name === 'calendar')) {
    return refuse('forbidden');
  }
  const parsed = parseCalendarYearText(input.text, statutory);
  if (!parsed.ok) {
    const first = parsed.problems[0];
    const line = first?.line === undefined ? '' : `第 ${first.line} 行 `;
    const said = `${line}${first?.path ?? ''}：${first?.message ?? ''}`;
    return refuse('invalid', { fields: { text: words(said, said) } });
  }
  const { year } = parsed;
  return ports.db.transaction(SCOPE, async (trx) => {
    await lockCalendar(trx);
    const before = await readCalendar(trx, statutory);
    if (input.versionSeen !== null && input.versionSeen !== before.version) {
      return refuse('conflict', {
        words: words(
          '预览之后日历已被更新，请重新预览。',
          'The calendar has changed since the preview; preview again.',
        ),
      });
    }
    await insertCalendarYear(trx, year, { name: actor.name, now: moment.now });
    const calendar = await readCalendar(trx, statutory);
    const outcome = await moveDeadlines(trx, ports, actor, moment, calendar);
    await appendJournal(trx, actor, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'calendar.loaded',
      payload: {
        year: year.year,
        notice: year.notice.number,
        before: before.version,
        after: calendar.version,
        moved: outcome.moved,
        settled: outcome.settled,
      },
      shared: false,
    });
    return done({ year: year.year, version: calendar.version, ...outcome });
  });
}
