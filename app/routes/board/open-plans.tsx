import '../../components/list/list.css';
import './board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOpenPlans } from '#db/queries/open-plan.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { regionName } from '../../domain/organisation/region.ts';
import { words } from '../../domain/words.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '公开计划 · 数衡 Shuheng' }];

/** Plans that authorities opened to everyone. */
export async function loader({ context }: LoaderFunctionArgs) {
  const rows = await context.ports.db.transaction({ kind: 'anonymous' }, (trx) => listOpenPlans(trx));
  return {
    plans: rows.map(({ titleZh, titleEn, regionCode, ...row }) => ({
      ...row,
      title: words(titleZh, titleEn),
      region: regionName(regionCode),
    })),
  };
}

export default function OpenPlans() {
  const t = useText();
  const { plans } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t(w.openTitle)} lead={t(w.openLead)} />
      {plans.length === 0 ? (
        <EmptyState title={t(w.openNone)}>
          <p>{t(w.openNoneText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap sh-flush">
          <table className="sh-table" data-cards>
            <caption className="sh-visually-hidden">{t(w.openTitle)}</caption>
            <thead>
              <tr>
                <th scope="col">{t(w.plan)}</th>
                <th scope="col">{t(w.region)}</th>
                <th scope="col">{t(w.house)}</th>
                <th scope="col" className="num">
                  {t(w.targetColumn)}
                </th>
                <th scope="col">{t(w.until)}</th>
              </tr>
            </thead>
            <tbody>
              {plans.map((plan) => (
                <tr key={plan.id}>
                  <td>
                    <Link to={`/open/plans/${plan.id}`}>
                      <strong>{t(plan.title)}</strong>
                    </Link>{' '}
                    {plan.isDemo && <Tag>{t(w.sample)}</Tag>}
                    {plan.number !== '' && <div className="sh-muted">{plan.number}</div>}
                  </td>
                  <td data-label={t(w.region)}>{t(plan.region)}</td>
                  <td data-label={t(w.house)}>{plan.houseName}</td>
                  <td data-label={t(w.targetColumn)} className="num">
                    {plan.targetCount}
                  </td>
                  <td data-label={t(w.until)} className="sh-nowrap">
                    {plan.until}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
