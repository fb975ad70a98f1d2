import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { ReportChange } from '#app/domain/filing/change-form.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getRecordOnFile } from '#db/queries/change.read.ts';
import type { Ports } from '../ports.ts';
import { decisionPayload, writeChange } from './decide-change.step.server.ts';
import { tellChange } from './tell-change.step.server.ts';

/** The regulator opens a change of an enterprise of its own motion (依职权); the enterprise is told at once. */
export async function openChange(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: ReportChange & { readonly organisationId: string },
  calendar: Calendar,
): Promise<Result<{ id: string }>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'openChange')) return refuse('forbidden');
  return ports.db.transaction(scope, async (trx) => {
    const record = await getRecordOnFile(trx, input.organisationId, scope);
    if (!record) {
      return refuse('not_found', {
        words: words(
          '没有找到该企业的已备案存档记录：只能对已备案存档的企业发起变更。',
          'No record on file of this enterprise was found; a change departs from one.',
        ),
      });
    }
    const written = await writeChange(trx, actor, { moment, calendar, side: 'regulator' }, record, input);
    if (!written.ok) return written;
    const { id, decision } = written.value;
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId: record.organisationId,
      type: 'change.opened',
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
      rule: 'change.opened',
      seq,
      to: 'enterprise',
    });
    return done({ id });
  });
}
