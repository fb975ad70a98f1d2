import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { OrderInput } from '#app/domain/assessment/start.ts';
import { compareDates } from '#app/domain/calendar/plain-date.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { insertOrder } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation, getOrganisationByUscc } from '#db/queries/organisation.read.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

const NO_ENTERPRISE = words(
  '本辖区没有以此代码登记的企业，请核对代码。',
  'No enterprise of your region is registered under this code; check it.',
);
const PAST = words('完成期限不能早于今天。', 'The due date can’t be in the past.');

/** Orders a 双评估 of an enterprise of the regulator's region: a self-assessment, then an independent one. */
export async function orderAssessment(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: OrderInput,
): Promise<Result<{ orderId: string; enterpriseName: string }>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'orderAssessment')) return refuse('forbidden');
  if (input.dueOn !== null && compareDates(input.dueOn, moment.today) < 0) {
    return refuse('invalid', { fields: { dueOn: PAST } });
  }
  return ports.db.transaction(scope, async (trx) => {
    const found = await getOrganisationByUscc(trx, input.uscc);
    // Seen by row-level security only within programme and region.
    const enterprise = found && (await getOrganisation(trx, found.id));
    if (enterprise?.kind !== 'enterprise' || enterprise.programmeId !== scope.programmeId) {
      return refuse('invalid', { fields: { uscc: NO_ENTERPRISE } });
    }
    const id = newId(moment.now);
    await insertOrder(trx, {
      organisation_id: enterprise.id,
      id,
      programme_id: scope.programmeId,
      region_code: enterprise.regionCode,
      enterprise_name: enterprise.name,
      basis: input.basis,
      due_on: input.dueOn,
      ordered_by_name: actor.name,
      created_at: moment.now,
      revoked_at: null,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: enterprise.id,
      type: 'assessment.ordered',
      payload: { basis: input.basis, due: input.dueOn },
      subjectId: id,
      shared: true,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId: enterprise.id,
        rule: 'assessment.ordered',
        occurrence: id,
        subject: words('主管部门部署数据安全双评估', 'The regulator orders a second, independent assessment'),
        body: words(
          `依据：${input.basis}${input.dueOn === null ? '' : `；完成期限 ${input.dueOn}`}。请在“评估”中办理。`,
          `Basis: ${input.basis}${input.dueOn === null ? '' : `; due ${input.dueOn}`}. See “Assessments”.`,
        ),
        link: '/assessments',
      },
      await recipientsOfOrganisation(trx, ports, enterprise.id, ['owner', 'cdo', 'preparer']),
    );
    return done({ orderId: id, enterpriseName: enterprise.name });
  });
}
