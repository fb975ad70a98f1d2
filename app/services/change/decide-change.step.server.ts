import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { ChangeDecision } from '#app/domain/filing/deadline.ts';
import { decideChange } from '#app/domain/filing/deadline.ts';
import type { ReportChange } from '#app/domain/filing/change-form.ts';
import { refuse, type Result, done } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import type { RecordOnFile } from '#db/queries/change.read.ts';
import { getSameOpenChange } from '#db/queries/change.read.ts';
import { insertChange, lockRecordOnFile } from '#db/queries/change.write.ts';

/** What to do when there is no record that could change. */
export const NO_RECORD = words(
  '本企业尚无已备案存档的记录，无需报告变更：请先完成首次备案；在办的备案可直接修改或撤回后重报。',
  'There is no record on file yet, so there is no change to report: complete the first filing; one under way can be edited, or withdrawn and filed again.',
);

/** Counts the due date; a refusal names the field. */
export function dueDateOf(
  input: Pick<ReportChange, 'kind' | 'happenedOn' | 'decidedOn'>,
  facts: { moment: Moment; calendar: Calendar; isVoluntary: boolean },
): Result<ChangeDecision> {
  const answer = decideChange({
    kind: input.kind,
    happenedOn: input.happenedOn,
    decidedOn: input.decidedOn,
    today: facts.moment.today,
    calendar: facts.calendar,
    voluntary: facts.isVoluntary,
  });
  if (answer.ok) return done(answer.decision);
  return refuse('invalid', { fields: { [answer.field]: answer.message } });
}

/** What the journal keeps of a decision; no personal data. */
export function decisionPayload(decision: ChangeDecision) {
  return {
    kind: decision.kind,
    happenedOn: decision.happenedOn,
    decidedOn: decision.decidedOn,
    dueOn: decision.dueOn,
    provisional: decision.provisional,
    rule: decision.ruleId,
    calendar: decision.calendarVersion,
    statutory: decision.statutory,
  };
}

/** Locks the record, refuses the same change twice, and writes the report with its due date. */
export async function writeChange(
  trx: Trx,
  actor: Actor,
  facts: { moment: Moment; calendar: Calendar; side: 'enterprise' | 'regulator' },
  record: RecordOnFile,
  input: ReportChange,
): Promise<Result<{ id: string; decision: ChangeDecision }>> {
  const { moment, calendar, side } = facts;
  if (!(await lockRecordOnFile(trx, record.organisationId, record.filingId))) return refuse('conflict');
  const counted = dueDateOf(input, { moment, calendar, isVoluntary: record.isVoluntary });
  if (!counted.ok) return counted;
  const same = await getSameOpenChange(trx, record.organisationId, input);
  if (same) {
    return refuse('conflict', {
      words: words(
        '同一事由、同一日期的变更已经报告过，请在变更列表中查看。',
        'The same change on the same day is reported already; see the list of changes.',
      ),
    });
  }
  const decision = counted.value;
  const id = newId(moment.now);
  await insertChange(trx, {
    organisationId: record.organisationId,
    id,
    programmeId: record.programmeId,
    regionCode: record.regionCode,
    enterpriseName: record.enterpriseName,
    kind: input.kind,
    note: input.note,
    happenedOn: input.happenedOn,
    decidedOn: input.decidedOn,
    openedBySide: side,
    openedByName: actor.name,
    openedAt: moment.now,
    reportedOn: moment.today,
    isVoluntary: record.isVoluntary,
    ruleId: decision.ruleId,
    dueOn: decision.dueOn,
    isProvisional: decision.provisional,
    calendarVersion: decision.calendarVersion,
  });
  return done({ id, decision });
}
