import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { formatDateEn, formatDateZh } from '#app/domain/calendar/plain-date.ts';
import { recountDeadline, type RecountedDeadline } from '#app/domain/filing/deadline-move.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { lockOpenDeadlines, type OpenDeadline } from '#db/queries/calendar.read.ts';
import { updateDeadline } from '#db/queries/calendar.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
} from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

/** How many deadlines were given another day, and how many kept theirs but changed in certainty. */
export interface MovedDeadlines {
  readonly moved: number;
  readonly settled: number;
}

async function tellBothSides(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  old: OpenDeadline,
  now: RecountedDeadline,
  version: string,
): Promise<void> {
  const recipients = [
    ...(await recipientsOfOrganisation(trx, ports, old.organisationId, ['owner', 'cdo', 'preparer'])),
    ...(await recipientsOfRegulator(trx, ports, old.programmeId, old.regionCode)),
  ];
  const notice = {
    organisationId: old.organisationId,
    rule: 'change.deadline-moved',
    occurrence: `${old.id}:${now.dueOn}:${version}`,
    subject: words(
      `重新备案期限调整为${formatDateZh(now.dueOn)}`,
      `Re-filing is now due on ${formatDateEn(now.dueOn)}`,
    ),
    body: words(
      `${old.enterpriseName}于${formatDateZh(old.happenedOn)}发生的变更，因工作日历更新，重新备案期限由${formatDateZh(old.dueOn)}调整为${formatDateZh(now.dueOn)}${now.isProvisional ? '（暂定）' : ''}。`,
      `${old.enterpriseName}, change of ${formatDateEn(old.happenedOn)}: the working-day calendar was updated, and the re-filing date moves from ${formatDateEn(old.dueOn)} to ${formatDateEn(now.dueOn)}${now.isProvisional ? ' (provisional)' : ''}.`,
    ),
    link: `/changes/${old.id}`,
  };
  await queueNotices(trx, ports, moment, notice, recipients);
}

/**
 * Counts every open deadline again by this calendar. One that changes is rewritten, with an event on its enterprise's
 * chain; both sides are told of another day.
 */
export async function moveDeadlines(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  calendar: Calendar,
): Promise<MovedDeadlines> {
  let moved = 0;
  let settled = 0;
  for (const old of await lockOpenDeadlines(trx)) {
    const now = recountDeadline(old, calendar);
    if (now.effect === 'same') continue;
    await updateDeadline(trx, {
      organisationId: old.organisationId,
      id: old.id,
      dueOn: now.dueOn,
      isProvisional: now.isProvisional,
      calendarVersion: calendar.version,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: old.organisationId,
      type: now.effect === 'moved' ? 'change.deadline-moved' : 'change.deadline-settled',
      payload: {
        from: old.dueOn,
        to: now.dueOn,
        wasProvisional: old.isProvisional,
        isProvisional: now.isProvisional,
        calendar: calendar.version,
      },
      subjectId: old.id,
      shared: true,
    });
    if (now.effect === 'moved') {
      moved += 1;
      await tellBothSides(trx, ports, moment, old, now, calendar.version);
    } else settled += 1;
  }
  return { moved, settled };
}
