import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/** Ends an assessment that isn't signed. What was written stays readable; an independent one may be ended by either side. */
export async function withdrawAssessment(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly reason: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'withdraw');
    if (!located.ok) return located;
    const { organisationId, assessment, standing } = located.value;
    await updateAssessment(trx, organisationId, assessment.id, {
      state: 'withdrawn',
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.withdrawn',
      payload: { reason: input.reason.trim(), version: assessment.versionNo },
      subjectId: assessment.id,
      shared: false,
    });
    const notice = {
      rule: 'assessment.withdrawn',
      occurrence: assessment.id,
      subject: words(`评估已撤销：${assessment.title}`, `Assessment withdrawn: ${assessment.title}`),
      body: words(
        `${actor.name}撤销了“${assessment.title}”，不再继续评估。`,
        `${actor.name} withdrew “${assessment.title}”; it isn’t continued.`,
      ),
    };
    if (standing.party === 'assessor') {
      await tellHouse(trx, ports, actor, moment, { id: assessment.id, organisationId }, notice);
    } else if (assessment.consultancyId !== null) {
      const recipients = await recipientsOfOrganisation(trx, ports, assessment.consultancyId);
      await queueNotices(trx, ports, moment, { organisationId, ...notice, link: '/start' }, recipients);
    }
    return done(null);
  });
}
