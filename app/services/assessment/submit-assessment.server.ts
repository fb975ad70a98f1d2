import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listSnapshots } from '#db/queries/assessment.read.ts';
import { updateAssessment, updateSnapshotSubmitted } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { queueNotices, recipientsOfRegulator } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

const HIDDEN = words(
  '自评估与独立评估均签署后，才能报送独立评估。',
  'An independent assessment is submitted once both sides are signed off.',
);
const NOWHERE = words(
  '本单位没有登记的主管部门，不能报送。',
  'Your organisation belongs to no regulator’s programme.',
);

/**
 * Submits the signed version to the regulator of the enterprise's programme and region, who sees it from now on. The
 * assessment then stands: it isn't opened again, a later one takes its place.
 */
export async function submitAssessment(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'submit');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    if (assessment.side === 'independent' && assessment.revealedAt === null) {
      return refuse('not_allowed_now', { words: HIDDEN });
    }
    const organisation = await getOrganisation(trx, organisationId);
    if (!organisation?.programmeId) return refuse('not_allowed_now', { words: NOWHERE });
    const { name, programmeId, regionCode } = organisation;
    const submission = { programme_id: programmeId, region_code: regionCode, submitted_at: moment.now };
    await updateAssessment(trx, organisationId, assessment.id, { ...submission, updated_at: moment.now });
    await updateSnapshotSubmitted(trx, organisationId, assessment.id, assessment.versionNo, submission);
    const [snapshot] = await listSnapshots(trx, organisationId, assessment.id);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.submitted',
      payload: { version: assessment.versionNo, digest: snapshot?.digest ?? null, model: assessment.modelId },
      subjectId: assessment.id,
      shared: true,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'assessment.submitted',
        occurrence: `${assessment.id}:${assessment.versionNo}`,
        subject: words(`报送评估结果：${name}`, `Assessment submitted: ${name}`),
        body: words(
          `${name}报送了“${assessment.title}”的评估结果。`,
          `${name} submitted the result of “${assessment.title}”.`,
        ),
        link: `/maturity/${organisationId}/${assessment.id}`,
      },
      await recipientsOfRegulator(trx, ports, programmeId, regionCode),
    );
    return done(null);
  });
}
