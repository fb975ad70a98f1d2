import type { Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { addDays, formatDateEn, formatDateZh } from '#app/domain/calendar/plain-date.ts';
import { nextWorkingInstant, REMINDER_PREFIX } from '#app/domain/notice/delivery.ts';
import { GUIDELINE } from '#app/domain/filing/guideline.ts';
import { CHANGE_KINDS } from '#app/domain/filing/option.ts';
import { REMINDER_RULES, reminderDue, type ReminderOccurrence } from '#app/domain/filing/reminder.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listOwedChanges, listQueuedOccurrences, type OwedChange } from '#db/queries/reminder.read.ts';
import type { Ports } from '../ports.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
} from './queue-notices.step.server.ts';

const SCOPE = { kind: 'job', name: 'reminder' } as const;
/** Three working days ahead lie at most so many days away, the longest holiday included. */
const DAYS_AHEAD = 20;
const PAGE = 100;
const RULES = Object.keys(REMINDER_RULES).map((rule) => `${REMINDER_PREFIX}${rule}`);

interface DueReminder {
  readonly change: OwedChange;
  readonly reminder: ReminderOccurrence;
  readonly occurrence: string;
}

function bodyOf(change: OwedChange): Words {
  const kind = CHANGE_KINDS[change.kind];
  const provisional = change.isProvisional
    ? words('（暂定：次年放假安排公布后重新计算）', ' (provisional until the holiday notice is published)')
    : words('', '');
  const nature = change.isVoluntary
    ? words(
        '本单位为自愿建档，上述日期供参照，非法定期限。',
        ' This is a voluntary record: the date is for reference.',
      )
    : words(
        `依据${GUIDELINE.title.zh}，人员变动等情况需在 5 个工作日内重新备案。`,
        ' The guideline asks for a new filing within 5 working days of the change.',
      );
  return words(
    `${change.enterpriseName}于${formatDateZh(change.happenedOn)}发生变更（${kind.zh}），重新备案期限为${formatDateZh(change.dueOn)}${provisional.zh}，目前尚未报送。${nature.zh}`,
    `${change.enterpriseName}: change of ${formatDateEn(change.happenedOn)} (${kind.en}); re-filing is due on ${formatDateEn(change.dueOn)}${provisional.en} and has not been submitted.${nature.en}`,
  );
}

async function remind(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  notBefore: string,
  { change, reminder, occurrence }: DueReminder,
): Promise<number> {
  let queued = 0;
  for (const side of reminder.sides) {
    const recipients =
      side === 'enterprise'
        ? await recipientsOfOrganisation(trx, ports, change.organisationId, ['owner', 'cdo', 'preparer'])
        : await recipientsOfRegulator(trx, ports, change.programmeId, change.regionCode);
    const { title } = reminder;
    const subject =
      side === 'enterprise'
        ? title
        : words(`${title.zh}：${change.enterpriseName}`, `${title.en}: ${change.enterpriseName}`);
    const notice = {
      organisationId: change.organisationId,
      rule: `${REMINDER_PREFIX}${reminder.rule}`,
      occurrence,
      subject,
      body: bodyOf(change),
      link: `/changes/${change.id}`,
      notBefore,
    };
    queued += await queueNotices(trx, ports, moment, notice, recipients);
  }
  return queued;
}

/**
 * Queues the reminders of owed re-filings that today asks for: the newest one of each change, also after a time in
 * which nobody swept. A second sweep, or two at once, add nothing.
 * @returns how many rows are new
 */
export async function sweepReminders(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  calendar: Calendar,
): Promise<number> {
  const dueThrough = addDays(moment.today, DAYS_AHEAD);
  const notBefore = nextWorkingInstant(moment.now, calendar);
  let after: { organisationId: string; id: string } | null = null;
  let queued = 0;
  for (;;) {
    const cursor: typeof after = after;
    const changes: OwedChange[] = await ports.db.transaction(SCOPE, async (trx) => {
      const page = await listOwedChanges(trx, { dueThrough, after: cursor, limit: PAGE });
      const due = page.flatMap((change): DueReminder[] => {
        const reminder = reminderDue({
          dueOn: change.dueOn,
          today: moment.today,
          calendar,
          submitted: false,
          voluntary: change.isVoluntary,
        });
        return reminder ? [{ change, reminder, occurrence: `${change.id}:${reminder.key}` }] : [];
      });
      const known = await listQueuedOccurrences(
        trx,
        RULES,
        due.map(({ occurrence }) => occurrence),
      );
      for (const one of due) {
        if (!known.has(one.occurrence)) queued += await remind(trx, ports, moment, notBefore, one);
      }
      return page;
    });
    const last = changes.at(-1);
    if (changes.length < PAGE || !last) return queued;
    after = { organisationId: last.organisationId, id: last.id };
  }
}
