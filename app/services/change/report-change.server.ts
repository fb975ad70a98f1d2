import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { ReportChange } from '#app/domain/filing/change-form.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getRecordOnFile } from '#db/queries/change.read.ts';
import type { Ports } from '../ports.ts';
import { decisionPayload, NO_RECORD, writeChange } from './decide-change.step.server.ts';
import { tellChange } from './tell-change.step.server.ts';

/**
 * An enterprise reports a change of its record. The due date is counted and stored, the event is shared, and the
 * regulators of the region are told at once.
 */
export async function reportChange(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: ReportChange,
  calendar: Calendar,
): Promise<Result<{ id: string }>> {
  const { scope } = actor;
  if (scope.kind !== 'member' || !can(scope.role, 'reportChange')) return refuse('forbidden');
  return ports.db.transaction(scope, async (trx) => {
    const record = await getRecordOnFile(trx, scope.organisationId);
    if (!record) return refuse('not_allowed_now', { words: NO_RECORD });
    const written = await writeChange(trx, actor, { moment, calendar, side: 'enterprise' }, record, input);
    if (!written.ok) return written;
    const { id, decision } = written.value;
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId: record.organisationId,
      type: 'change.reported',
      payload: { change: id, ...decisionPayload(decision) },
      subjectId: id,
      shared: true,
    });
    await tellChange(trx, ports, moment, {
      ...record,
      changeId: id,
      kind: input.kind,
      happenedOn: input.happenedOn,
      dueOn: decision.dueOn,
      isProvisional: decision.provisional,
      rule: 'change.reported',
      seq,
      to: 'regulator',
    });
    return done({ id });
  });
}
