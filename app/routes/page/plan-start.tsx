import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { AgendaList } from '../../components/list/agenda-list.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { startWords as w } from '../../i18n/start.ts';
import type { PlanCard, PlanStart as Facts } from './plan-start.server.ts';

/** Where each plan stands, in a sentence. */
export function PlanCards({ plans }: { plans: readonly PlanCard[] }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="plans" style={{ marginTop: 16 }}>
      <h2 id="plans" className="sh-h2">
        <Link to="/plans">{t(w.plans)}</Link>
      </h2>
      {plans.length === 0 ? (
        <p className="sh-muted">
          {t(w.noPlans)} <Link to="/plans/library">{t(w.toLibrary)}</Link>
        </p>
      ) : (
        <ul className="sh-list">
          {plans.map((plan) => (
            <li key={plan.id}>
              <Link to={`/plans/${plan.id}`}>{t(plan.title)}</Link>{' '}
              {plan.isOver && <Sign tone="grey">{t(w.over)}</Sign>}{' '}
              {plan.isDemo && <Tag>{t(w.sampleData)}</Tag>}
              <div>{t(plan.finding)}</div>
              <div className="sh-muted">
                {t(w.asAt)} {plan.asAt}
                {!plan.isOwn && ` · ${plan.houseName}`}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The start of a house with plans: what there is to do, and where its plans stand. */
export function PlanStart({ facts }: { facts: Facts }) {
  const t = useText();
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.planLead)}
        actions={
          <Button component={Link} to="/batches">
            {t(w.toBatches)}
          </Button>
        }
      />
      <AgendaList items={facts.agenda} />
      <PlanCards plans={facts.plans} />
    </>
  );
}
