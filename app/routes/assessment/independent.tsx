import { Button, NativeSelect } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { IndependentSchema } from '#app/domain/assessment/start.ts';
import { grantState } from '#app/domain/organisation/grant.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { listOrders } from '#db/queries/assessment-order.read.ts';
import { listGrantsOfClient } from '#db/queries/grant.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { orderIndependent } from '../../services/assessment/order-independent.server.ts';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '委托独立评估 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, {}, 'signAssessment');
  const head = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  if (!head.intents.includes('orderIndependent')) throw refusalResponse(refuse('not_allowed_now').refusal);
  const { assessment, model } = head;
  const { visit, organisationId } = house;
  const { grants, orders } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    grants: await listGrantsOfClient(trx, organisationId),
    orders: model.family === 'dsmm' ? await listOrders(trx, organisationId) : [],
  }));
  return {
    title: assessment.title,
    place: `/assessments/${assessment.id}`,
    grants: grants
      .filter(({ purpose, rights }) => purpose === 'assess' && rights === 'draft')
      .filter((grant) => grantState(grant, visit.moment.today) === 'alive')
      .map(({ id, consultancyName, expiresOn }) => ({ id, consultancyName, expiresOn })),
    orders: orders
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ id, basis, dueOn }) => ({ id, basis, dueOn })),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, {}, 'signAssessment');
  const form = await readForm(incoming, IndependentSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await orderIndependent(incoming.context.ports, house.visit.actor, house.visit.moment, {
    ...form.value,
    assessmentId: incoming.params['assessmentId'] ?? '',
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/assessments/${result.value.assessmentId}`, w.orderDone, {
    isSecure: incoming.context.isSecure,
  });
}

export default function Independent() {
  const t = useText();
  const { title, place, grants, orders } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={`${t(w.orderIndependent)}：${title}`} lead={t(w.independentLead)}>
      <ErrorSummary refused={answer} labels={{ grantId: t(w.assessor), orderId: t(w.order) }} />
      {grants.length === 0 ? (
        <EmptyState
          title={t(w.noAssessor)}
          action={
            <Button component={Link} to="/grants/new">
              {t(w.toGrants)}
            </Button>
          }
        >
          <p>{t(w.noAssessorText)}</p>
          <Link to={place}>{t(w.back)}</Link>
        </EmptyState>
      ) : (
        <PostForm className="sh-card">
          <NativeSelect
            {...field('grantId')}
            label={t(w.assessor)}
            data={grants.map(({ id, consultancyName, expiresOn }) => ({
              value: id,
              label: `${consultancyName}（${t(w.grantedUntil)} ${expiresOn}）`,
            }))}
            required
            mb="md"
          />
          {orders.length > 0 && (
            <NativeSelect
              {...field('orderId')}
              label={t(w.order)}
              data={[
                { value: '', label: t(w.noOrder) },
                ...orders.map(({ id, basis, dueOn }) => ({
                  value: id,
                  label: `${t(w.twofold)}：${basis}${dueOn ? `（${t(w.due)} ${dueOn}）` : ''}`,
                })),
              ]}
              mb="md"
            />
          )}
          <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
            <Button type="submit">{t(w.orderIndependent)}</Button>
            <Link to={place}>{t(w.back)}</Link>
          </div>
        </PostForm>
      )}
    </NarrowPage>
  );
}
