import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { IndependentInput } from '#app/domain/assessment/start.ts';
import { grantState } from '#app/domain/organisation/grant.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { listOrders } from '#db/queries/assessment-order.read.ts';
import { getAssessment, listAssessmentsOfScope, type AssessmentRecord } from '#db/queries/assessment.read.ts';
import { insertAssessment } from '#db/queries/assessment.write.ts';
import { listGrantsOfClient } from '#db/queries/grant.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { findModel } from '../model/find-model.step.server.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

const NO_GRANT = words(
  '请选择仍在有效期内、用途为“评估诊断”且可起草的授权。',
  'Choose a live grant for assessment that lets them draft.',
);
const TWICE = words(
  '该范围已有一项独立评估，请先撤销或等待其完成。',
  'There is an independent assessment of this scope already: withdraw it or wait for it.',
);
const NO_ORDER = words(
  '请选择有效的部署；双评估只用于数据安全评估（DSMM）。',
  'Choose an order in force; orders are for data-security assessments (DSMM) only.',
);

interface LiveAssessor {
  readonly grantId: string;
  readonly consultancyId: string;
  readonly consultancyName: string;
}

async function findAssessor(
  trx: Trx,
  organisationId: string,
  grantId: string,
  moment: Moment,
): Promise<LiveAssessor | null> {
  const grant = (await listGrantsOfClient(trx, organisationId)).find(({ id }) => id === grantId);
  const isFit = grant?.purpose === 'assess' && grant.rights === 'draft';
  if (!isFit || grantState(grant, moment.today) !== 'alive') return null;
  return { grantId, consultancyId: grant.consultancyId, consultancyName: grant.consultancyName };
}

/** The order, when one was named and this assessment may be made under it. */
async function orderFits(trx: Trx, assessment: AssessmentRecord, orderId: string | null): Promise<boolean> {
  if (orderId === null) return true;
  const model = await findModel(trx, assessment.modelId);
  const orders = await listOrders(trx, assessment.organisationId);
  return model?.family === 'dsmm' && orders.some(({ id, revokedAt }) => id === orderId && revokedAt === null);
}

/**
 * Orders an independent assessment of the scope of an own self-assessment from a consultancy that holds a grant to
 * assess. It has the same model, scheme and unit; the assessor tailors for himself and sees nothing of the
 * self-assessment until both are signed. Made under a regulator's order, the pair is called 双评估.
 */
export async function orderIndependent(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: IndependentInput & { readonly assessmentId: string },
): Promise<Result<{ assessmentId: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'orderIndependent');
    if (!located.ok) return located;
    const { organisationId, accountId } = located.value;
    const self = await getAssessment(trx, organisationId, located.value.assessment.id);
    if (!self) return refuse('not_found');
    const assessor = await findAssessor(trx, organisationId, input.grantId, moment);
    if (!assessor) return refuse('invalid', { fields: { grantId: NO_GRANT } });
    if (!(await orderFits(trx, self, input.orderId)))
      return refuse('invalid', { fields: { orderId: NO_ORDER } });
    // The lock on the self-assessment makes two orders at once wait for each other.
    const others = await listAssessmentsOfScope(trx, organisationId, self.scopeId);
    if (others.some(({ side, state }) => side === 'independent' && state !== 'withdrawn')) {
      return refuse('conflict', { words: TWICE });
    }
    const id = newId(moment.now);
    await insertAssessment(trx, {
      organisation_id: organisationId,
      id,
      scope_id: self.scopeId,
      side: 'independent',
      model_id: self.modelId,
      model_digest: self.modelDigest,
      scheme: JSON.stringify(self.scheme),
      title: self.title,
      unit: self.unit,
      target_level: null,
      target_on: null,
      previous_id: null,
      grant_id: assessor.grantId,
      consultancy_id: assessor.consultancyId,
      consultancy_name: assessor.consultancyName,
      order_id: input.orderId,
      created_by_id: accountId,
      created_by_name: actor.name,
      created_at: moment.now,
      updated_at: moment.now,
      signed_at: null,
      signed_by_name: null,
      revealed_at: null,
      programme_id: null,
      region_code: null,
      submitted_at: null,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.independent-ordered',
      payload: { consultancy: assessor.consultancyId, self: self.id, order: input.orderId },
      subjectId: id,
      shared: false,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'assessment.independent-ordered',
        occurrence: id,
        subject: words(`委托独立评估：${self.title}`, `Independent assessment: ${self.title}`),
        body: words(
          `客户委托贵机构对“${self.title}”进行独立评估。双方均签署前，互不可见对方的结论。`,
          `A client asks you to assess “${self.title}” independently. Neither side sees the other’s conclusions until both are signed.`,
        ),
        link: `/clients/${assessor.grantId}/assessments/${id}`,
      },
      await recipientsOfOrganisation(trx, ports, assessor.consultancyId),
    );
    return done({ assessmentId: id });
  });
}
