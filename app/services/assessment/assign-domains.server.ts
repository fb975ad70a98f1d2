import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listDomainAssignments, type DomainAssignment } from '#db/queries/assessment.read.ts';
import { updateAssessment, upsertDomainAssignment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listMembers, type Member } from '#db/queries/membership.read.ts';
import { findModel } from '../model/find-model.step.server.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment, type LocatedAssessment } from './locate-assessment.step.server.ts';

/** Who is to do a domain; null for nobody in particular. */
export interface DomainChoice {
  readonly domainId: string;
  readonly evaluatorId: string | null;
  readonly validatorId: string | null;
}

/** Whether a member may be given a domain: whoever works on assessments, in the enterprise or in the consultancy. */
export function isAssignable({ role }: Pick<Member, 'role'>): boolean {
  return role === 'consultant' || can(role, 'assess');
}

const SAME = words(
  '复核人不能是评估人本人，请另选一人。',
  'Nobody validates what he evaluated: choose somebody else.',
);
const STRANGER = words('请从成员名单中选择。', 'Choose from the members.');

function problemsOf(
  choices: readonly DomainChoice[],
  assignees: readonly Member[],
  domainIds: ReadonlySet<string>,
): Record<string, Words> {
  const known = new Set(assignees.map(({ accountId }) => accountId));
  const fields: Record<string, Words> = {};
  for (const { domainId, evaluatorId, validatorId } of choices) {
    if (!domainIds.has(domainId)) fields[`evaluator.${domainId}`] = STRANGER;
    if (evaluatorId !== null && !known.has(evaluatorId)) fields[`evaluator.${domainId}`] = STRANGER;
    if (validatorId !== null && !known.has(validatorId)) fields[`validator.${domainId}`] = STRANGER;
    if (evaluatorId !== null && evaluatorId === validatorId) fields[`validator.${domainId}`] = SAME;
  }
  return fields;
}

/** People who were given something new to do, except whoever gives it. */
function newlyAssigned(
  before: readonly DomainAssignment[],
  changed: readonly DomainChoice[],
  accountId: string,
): string[] {
  const people = changed.flatMap(({ domainId, evaluatorId, validatorId }) => {
    const old = before.find((one) => one.domainId === domainId);
    return [
      ...(evaluatorId !== null && evaluatorId !== old?.evaluatorId ? [evaluatorId] : []),
      ...(validatorId !== null && validatorId !== old?.validatorId ? [validatorId] : []),
    ];
  });
  return [...new Set(people)].filter((person) => person !== accountId);
}

async function tell(
  trx: Trx,
  ports: Pick<Ports, 'sealer' | 'site'>,
  moment: Moment,
  { organisationId, assessment, standing }: LocatedAssessment,
  told: { readonly houseId: string; readonly people: readonly string[]; readonly grantId: string | null },
): Promise<void> {
  const recipients = await recipientsOfOrganisation(trx, ports, told.houseId);
  const base = standing.party === 'enterprise' ? '' : `/clients/${told.grantId ?? ''}`;
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId,
      rule: 'assessment.assigned',
      occurrence: `${assessment.id}:${moment.now}`,
      subject: words(`评估分工：${assessment.title}`, `Your part in an assessment: ${assessment.title}`),
      body: words(
        `您在“${assessment.title}”中有新的评估或复核分工，请在“评估”中查看。`,
        `You were asked to evaluate or validate part of “${assessment.title}”. See “Assessments”.`,
      ),
      link: `${base}/assessments/${assessment.id}`,
    },
    recipients.filter(({ accountId }) => accountId !== null && told.people.includes(accountId)),
  );
}

/**
 * Says who evaluates and who validates each domain; those who get something new are told. Assignments plan the work and
 * don't bar others from it, except that nobody ever validates what he wrote.
 */
export async function assignDomains(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly choices: readonly DomainChoice[] },
): Promise<Result<{ changed: number }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'assign');
    if (!located.ok) return located;
    const { organisationId, assessment, accountId } = located.value;
    const houseId = 'organisationId' in actor.scope ? actor.scope.organisationId : organisationId;
    const assignees = (await listMembers(trx, houseId)).filter(isAssignable);
    const model = await findModel(trx, assessment.modelId);
    const fields = problemsOf(input.choices, assignees, new Set(model?.domains.map(({ id }) => id)));
    if (Object.keys(fields).length > 0) return refuse('invalid', { fields });
    const before = await listDomainAssignments(trx, organisationId, assessment.id);
    const nameOf = (id: string | null) =>
      assignees.find((assignee) => assignee.accountId === id)?.name ?? null;
    const changed = input.choices.filter(({ domainId, evaluatorId, validatorId }) => {
      const old = before.find((one) => one.domainId === domainId);
      return evaluatorId !== (old?.evaluatorId ?? null) || validatorId !== (old?.validatorId ?? null);
    });
    if (changed.length === 0) return done({ changed: 0 });
    for (const { domainId, evaluatorId, validatorId } of changed) {
      await upsertDomainAssignment(trx, {
        organisation_id: organisationId,
        assessment_id: assessment.id,
        side: assessment.side,
        domain_id: domainId,
        evaluator_id: evaluatorId,
        evaluator_name: nameOf(evaluatorId),
        validator_id: validatorId,
        validator_name: nameOf(validatorId),
      });
    }
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.assigned',
      payload: {
        domains: changed.map(({ domainId, evaluatorId, validatorId }) => ({
          domain: domainId,
          evaluator: evaluatorId,
          validator: validatorId,
        })),
      },
      subjectId: assessment.id,
      shared: false,
    });
    const grantId = actor.scope.kind === 'consultant' ? actor.scope.grantId : null;
    const people = newlyAssigned(before, changed, accountId);
    await tell(trx, ports, moment, located.value, { houseId, people, grantId });
    return done({ changed: changed.length });
  });
}
