import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from '../client/client-bar.tsx';
import { listWork } from './board.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '我的评估工作 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { scope, session } = house.visit;
  const work = await incoming.context.ports.db.transaction(scope, (trx) =>
    listWork(trx, scope, session.accountId),
  );
  return { base: house.base, client: house.client, work };
}

const TONES = { evaluate: 'grey', validate: 'blue', returned: 'amber', thread: 'amber' } as const;

export default function Work() {
  const t = useText();
  const { base, client, work } = useLoaderData<typeof loader>();
  const back = <Link to={`${base}/assessments`}>{t(w.backToList)}</Link>;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(w.work)}
        lead={
          <>
            {t(w.workLead)} {back}
          </>
        }
      />
      {work.length === 0 ? (
        <EmptyState
          title={t(w.noWork)}
          action={
            <Button component={Link} to={`${base}/assessments`} variant="default">
              {t(w.toList)}
            </Button>
          }
        >
          <p>{t(w.noWorkText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.whatWaits)}</th>
                <th scope="col">{t(w.assessment)}</th>
                <th scope="col">{t(w.domain)}</th>
                <th scope="col">{t(w.count)}</th>
              </tr>
            </thead>
            <tbody>
              {work.map((item) => (
                <tr key={`${item.kind} ${item.path} ${item.about.zh}`}>
                  <td data-label={t(w.whatWaits)}>
                    <Sign tone={TONES[item.kind]}>{t(w.workKinds[item.kind])}</Sign>
                  </td>
                  <td data-label={t(w.assessment)}>
                    <Link to={`${base}/assessments/${item.assessmentId}`}>{item.title}</Link>
                  </td>
                  <td data-label={t(w.domain)}>
                    <Link to={`${base}${item.path}`}>{t(item.about)}</Link>
                  </td>
                  <td data-label={t(w.count)}>{item.count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
