import type { Moment } from '#app/domain/account/actor.ts';
import { overdueReminder } from '#app/domain/assessment/action.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { nextWorkingInstant, REMINDER_PREFIX } from '#app/domain/notice/delivery.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listOverdueActions, type OverdueAction } from '#db/queries/action.read.ts';
import { listQueuedOccurrences } from '#db/queries/reminder.read.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from './queue-notices.step.server.ts';

const SCOPE = { kind: 'job', name: 'reminder' } as const;
const PAGE = 100;
const RULE = `${REMINDER_PREFIX}action-overdue`;

async function remind(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  notBefore: string,
  { action, occurrence }: { readonly action: OverdueAction; readonly occurrence: string },
): Promise<number> {
  const people = await recipientsOfOrganisation(trx, ports, action.organisationId);
  const owner = people.filter(({ accountId }) => accountId === action.ownerId);
  // Where nobody of the house is responsible, or he has left, those who look after assessments are told.
  const told =
    owner.length > 0
      ? owner
      : await recipientsOfOrganisation(trx, ports, action.organisationId, ['owner', 'cdo', 'preparer']);
  return queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId: action.organisationId,
      rule: RULE,
      occurrence,
      subject: words(`改进行动已逾期：${action.title}`, `Improvement action overdue: ${action.title}`),
      body: words(
        `“${action.assessmentTitle}”的改进行动“${action.title}”应于 ${action.dueOn} 完成，目前仍为进行中。请完成后更新状态，或调整期限。`,
        `The action “${action.title}” of “${action.assessmentTitle}” was due on ${action.dueOn} and is still open. Close it when it is done, or move its date.`,
      ),
      link: `/assessments/${action.assessmentId}/actions#action-${action.id}`,
      notBefore,
    },
    told,
  );
}

/**
 * Queues the reminders of overdue improvement actions: on the first day after the due date, and once in each week that
 * follows. A second sweep, or two at once, add nothing.
 * @returns how many rows are new
 */
export async function sweepActionReminders(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  calendar: Calendar,
): Promise<number> {
  const notBefore = nextWorkingInstant(moment.now, calendar);
  let after: { organisationId: string; id: string } | null = null;
  let queued = 0;
  for (;;) {
    const cursor: typeof after = after;
    const page: OverdueAction[] = await ports.db.transaction(SCOPE, async (trx) => {
      const actions = await listOverdueActions(trx, { today: moment.today, after: cursor, limit: PAGE });
      const due = actions.map((action) => ({
        action,
        occurrence: `${action.id}:${overdueReminder(action.dueOn, moment.today)}`,
      }));
      const known = await listQueuedOccurrences(
        trx,
        [RULE],
        due.map(({ occurrence }) => occurrence),
      );
      for (const one of due) {
        if (!known.has(one.occurrence)) queued += await remind(trx, ports, moment, notBefore, one);
      }
      return actions;
    });
    const last = page.at(-1);
    if (page.length < PAGE || !last) return queued;
    after = { organisationId: last.organisationId, id: last.id };
  }
}
