import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOrders } from '#db/queries/assessment-order.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from '../client/client-bar.tsx';
import { AssessmentTable } from './assessment-table.tsx';
import { listCards, type AssessmentCard } from './board.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '成熟度评估 · 数衡 Shuheng' }];

/** How an order stands: what was made under it. */
function orderState(
  order: { readonly id: string; readonly revokedAt: string | null },
  cards: readonly AssessmentCard[],
): 'open' | 'begun' | 'done' | 'revoked' {
  const made = cards.filter(({ orderId, state }) => orderId === order.id && state !== 'withdrawn');
  if (made.some(({ submittedAt }) => submittedAt !== null)) return 'done';
  if (order.revokedAt !== null) return 'revoked';
  return made.length > 0 ? 'begun' : 'open';
}

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { cards, orders } = await incoming.context.ports.db.transaction(house.visit.scope, async (trx) => ({
    cards: await listCards(trx, house.visit.scope),
    orders: await listOrders(trx, house.organisationId),
  }));
  const { today } = house.visit.moment;
  return {
    base: house.base,
    client: house.client,
    mayStart: house.side === 'self' && house.mayEdit,
    cards,
    orders: orders.map((order) => {
      const state = orderState(order, cards);
      const isLate = state !== 'done' && state !== 'revoked' && order.dueOn !== null && order.dueOn < today;
      const { id, basis, dueOn, orderedByName } = order;
      return { id, basis, dueOn, orderedByName, state, isLate };
    }),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

const ORDER_TONES = { open: 'amber', begun: 'blue', done: 'green', revoked: 'grey' } as const;

function Duties({ orders }: { orders: Loaded['orders'] }) {
  const t = useText();
  if (orders.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="duties" style={{ marginBottom: 16 }}>
      <h2 id="duties" className="sh-h2">
        {t(w.duties)}
      </h2>
      <ul className="sh-list">
        {orders.map((order) => (
          <li key={order.id}>
            <Sign tone={order.isLate ? 'red' : ORDER_TONES[order.state]}>
              {t(w.orderStates[order.state])}
            </Sign>{' '}
            {t(w.basis)}：{order.basis}{' '}
            <span className="sh-muted">
              {t(w.due)} {order.dueOn ?? t(w.noDue)} · {t(w.orderedBy)} {order.orderedByName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The other pages of a house that are about assessments. */
function Places({ base }: { base: string }) {
  const t = useText();
  const places = [
    { to: `${base}/assessments/work`, label: w.work },
    { to: `${base}/assessments/trend`, label: w.toTrend },
    { to: `${base}/evidence`, label: w.toEvidence },
    { to: `${base}/certificates`, label: w.toCertificates },
    { to: '/models', label: w.toModels },
    { to: '/schemes', label: w.toSchemes },
  ];
  return (
    <nav
      aria-label={t(w.places)}
      style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px', marginBottom: 16 }}
    >
      {places.map(({ to, label }) => (
        <Link key={to} to={to}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}

export default function Assessments() {
  const t = useText();
  const { base, client, mayStart, cards, orders } = useLoaderData<typeof loader>();
  const start = mayStart && (
    <Button component={Link} to={`${base}/assessments/new`}>
      {t(w.start)}
    </Button>
  );
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader title={t(w.title)} lead={t(w.lead)} actions={cards.length > 0 && start} />
      <Places base={base} />
      <Duties orders={orders} />
      {cards.length === 0 ? (
        <EmptyState title={t(w.none)} action={start}>
          <p>{t(client ? w.noneClient : w.noneText)}</p>
        </EmptyState>
      ) : (
        <AssessmentTable cards={cards} base={base} />
      )}
    </>
  );
}
