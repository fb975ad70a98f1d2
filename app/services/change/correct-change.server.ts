import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { CORRECTION_REASONS, type CorrectChange } from '#app/domain/filing/change-form.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateChangeDates } from '#db/queries/change.write.ts';
import type { Ports } from '../ports.ts';
import { lockAmendable } from './amend-change.step.server.ts';
import { decisionPayload, dueDateOf } from './decide-change.step.server.ts';
import { tellChange } from './tell-change.step.server.ts';

/** The note of a change with the explanation of its correction added. */
function noteWith(note: string, today: string, explanation: string): string {
  if (explanation === '') return note;
  const line = `［${today} 更正说明］${explanation}`;
  return note === '' ? line : `${note}\n${line}`;
}

/**
 * Corrects mistaken dates of a reported change: a new event with its reason, a new count. What was counted before
 * stays in the journal.
 */
export async function correctChange(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: CorrectChange & { readonly id: string },
  calendar: Calendar,
): Promise<Result<{ id: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const locked = await lockAmendable(trx, actor, input.id);
    if (!locked.ok) return locked;
    const { change, tell } = locked.value;
    if (input.happenedOn === change.happenedOn && input.decidedOn === change.decidedOn) {
      return refuse('invalid', {
        fields: { happenedOn: words('日期与原来相同，无需更正。', 'The dates are the same as before.') },
      });
    }
    const counted = dueDateOf({ ...input, kind: change.kind }, { ...change, moment, calendar });
    if (!counted.ok) return counted;
    const decision = counted.value;
    await updateChangeDates(trx, change, {
      happenedOn: input.happenedOn,
      decidedOn: input.decidedOn,
      dueOn: decision.dueOn,
      isProvisional: decision.provisional,
      ruleId: decision.ruleId,
      calendarVersion: decision.calendarVersion,
      note: noteWith(change.note, moment.today, input.explanation),
    });
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId: change.organisationId,
      type: 'change.corrected',
      payload: {
        change: change.id,
        reason: input.reason,
        reasonName: CORRECTION_REASONS[input.reason].zh,
        before: { happenedOn: change.happenedOn, decidedOn: change.decidedOn, dueOn: change.dueOn },
        ...decisionPayload(decision),
      },
      subjectId: change.id,
      shared: true,
    });
    await tellChange(trx, ports, moment, {
      ...change,
      changeId: change.id,
      happenedOn: input.happenedOn,
      dueOn: decision.dueOn,
      isProvisional: decision.provisional,
      rule: 'change.corrected',
      seq,
      to: tell,
    });
    return done({ id: change.id });
  });
}
