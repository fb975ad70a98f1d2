import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { signedLevel } from '#app/domain/assessment/snapshot.ts';
import { listSubmittedAssessments } from '#db/queries/assessment.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { assessmentWords, maturityWords as w } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { findModel } from '../../services/model/find-model.step.server.ts';

export const meta: MetaFunction = () => [{ title: '成熟度 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming);
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const submitted = await listSubmittedAssessments(trx, visit.scope);
    const rows = [];
    for (const one of submitted) {
      const model = await findModel(trx, one.modelId);
      rows.push({
        id: one.id,
        organisationId: one.organisationId,
        enterpriseName: one.enterpriseName,
        title: one.title,
        side: one.side,
        orderId: one.orderId,
        model: model?.standard ?? one.modelId,
        level: signedLevel(one.scores),
        overall: one.scores.overall ?? null,
        submittedAt: one.submittedAt ?? one.updatedAt,
      });
    }
    return { rows };
  });
}

export default function Maturity() {
  const t = useText();
  const { rows } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          <>
            <Button component={Link} to="/maturity/certificates" variant="default">
              {t(w.certificates)}
            </Button>
            <Button component={Link} to="/maturity/orders" variant="default">
              {t(w.orders)}
            </Button>
          </>
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t(w.none)} />
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.enterprise)}</th>
                <th scope="col">{t(assessmentWords.name)}</th>
                <th scope="col">{t(assessmentWords.model)}</th>
                <th scope="col">{t(assessmentWords.level)}</th>
                <th scope="col">{t(w.submittedAt)}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td data-label={t(w.enterprise)}>
                    <Link to={`/enterprises/${row.organisationId}`}>{row.enterpriseName}</Link>
                  </td>
                  <td data-label={t(assessmentWords.name)}>
                    <Link to={`/maturity/${row.organisationId}/${row.id}`}>{row.title}</Link>{' '}
                    <Tag>{t(assessmentWords.sides[row.side])}</Tag>{' '}
                    {row.orderId !== null && <Tag>{t(assessmentWords.twofold)}</Tag>}
                  </td>
                  <td data-label={t(assessmentWords.model)}>{row.model}</td>
                  <td data-label={t(assessmentWords.level)}>
                    {row.level ?? '—'} {t(assessmentWords.levelOf)}（{row.overall ?? '—'}）
                    <div className="sh-muted">{t(RESULT_NOTES[row.side])}</div>
                  </td>
                  <td data-label={t(w.submittedAt)}>{t(instantText(row.submittedAt))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
