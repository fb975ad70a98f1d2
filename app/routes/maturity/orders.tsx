import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { can } from '#app/domain/organisation/organisation.ts';
import { listOrdersOfRegulator } from '#db/queries/assessment-order.read.ts';
import { listSubmittedAssessments } from '#db/queries/assessment.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { assessmentWords, maturityWords as w } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { revokeOrder } from '../../services/assessment/revoke-order.server.ts';

export const meta: MetaFunction = () => [{ title: '双评估部署 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming);
  const { orders, submitted } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    orders: await listOrdersOfRegulator(trx, visit.scope),
    submitted: await listSubmittedAssessments(trx, visit.scope),
  }));
  return {
    mayOrder: can(visit.scope.role, 'orderAssessment'),
    orders: orders.map(({ id, organisationId, enterpriseName, basis, dueOn, createdAt, revokedAt }) => {
      const made = submitted.find(({ orderId }) => orderId === id);
      return {
        id,
        organisationId,
        enterpriseName,
        basis,
        dueOn,
        createdAt,
        submittedId: made?.id ?? null,
        // What isn't submitted can't be seen: under way and not begun look alike from here.
        state: made ? ('done' as const) : revokedAt === null ? ('open' as const) : ('revoked' as const),
        isLate: !made && revokedAt === null && dueOn !== null && dueOn < visit.moment.today,
      };
    }),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'orderAssessment');
  const form = await readForm(incoming, z.object({ orderId: z.string() }));
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await revokeOrder(incoming.context.ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/maturity/orders', w.revoked, { isSecure: incoming.context.isSecure });
}

const TONES = { open: 'amber', done: 'green', revoked: 'grey' } as const;

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Order({ order, mayOrder }: { order: Loaded['orders'][number]; mayOrder: boolean }) {
  const t = useText();
  const a = assessmentWords;
  return (
    <tr>
      <td data-label={t(w.enterprise)}>
        <Link to={`/enterprises/${order.organisationId}`}>{order.enterpriseName}</Link>
        <div className="sh-muted">
          {t(w.orderedOn)} {t(instantText(order.createdAt))}
        </div>
      </td>
      <td data-label={t(a.basis)}>{order.basis}</td>
      <td data-label={t(a.due)}>{order.dueOn ?? t(a.noDue)}</td>
      <td data-label={t(a.state)}>
        <Sign tone={order.isLate ? 'red' : TONES[order.state]}>{t(a.orderStates[order.state])}</Sign>
        {order.submittedId && (
          <div>
            <Link to={`/maturity/${order.organisationId}/${order.submittedId}`}>{t(a.result)}</Link>
          </div>
        )}
      </td>
      {mayOrder && (
        <td>
          {order.state === 'open' ? (
            <details className="sh-confirm">
              <summary>{t(w.revoke)}</summary>
              <PostForm>
                <input type="hidden" name="orderId" value={order.id} />
                <Button type="submit" size="compact-sm" color="red" variant="light">
                  {t(w.revoke)}：{order.enterpriseName}
                </Button>
              </PostForm>
            </details>
          ) : (
            '—'
          )}
        </td>
      )}
    </tr>
  );
}

export default function Orders() {
  const t = useText();
  const { mayOrder, orders } = useLoaderData<typeof loader>();
  const add = mayOrder && (
    <Button component={Link} to="/maturity/orders/new">
      {t(w.newOrder)}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t(w.orders)}
        lead={
          <>
            {t(w.ordersLead)} <Link to="/maturity">{t(w.back)}</Link>
          </>
        }
        actions={orders.length > 0 && add}
      />
      <ErrorSummary refused={refusedIn(useActionData())} />
      {orders.length === 0 ? (
        <EmptyState title={t(w.noOrders)} action={add} />
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.enterprise)}</th>
                <th scope="col">{t(assessmentWords.basis)}</th>
                <th scope="col">{t(assessmentWords.due)}</th>
                <th scope="col">{t(assessmentWords.state)}</th>
                {mayOrder && <th scope="col">{t(w.revoke)}</th>}
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <Order key={order.id} order={order} mayOrder={mayOrder} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
