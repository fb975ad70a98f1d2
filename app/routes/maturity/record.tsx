import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { signedLevel, type SnapshotBody } from '#app/domain/assessment/snapshot.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { isId } from '#db/identifier.ts';
import { getAssessment, getSnapshot } from '#db/queries/assessment.read.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { assessmentWords, maturityWords as w } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { findModel } from '../../services/model/find-model.step.server.ts';

export const meta: MetaFunction = () => [{ title: '评估结果 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming);
  const organisationId = incoming.params['organisationId'] ?? '';
  const found = await incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    if (!isId(organisationId)) return null;
    const assessment = await getAssessment(trx, organisationId, incoming.params['assessmentId'] ?? '');
    if (!assessment) return null;
    const enterprise = await getOrganisation(trx, organisationId);
    const snapshot = await getSnapshot(trx, organisationId, assessment.id, assessment.versionNo);
    if (!enterprise || !snapshot) return null;
    return { assessment, enterprise, snapshot, model: await findModel(trx, assessment.modelId) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { assessment, enterprise, snapshot, model } = found;
  // Written by signing, and never since: the database holds it.
  const body = snapshot.body as SnapshotBody;
  const names = new Map(model?.domains.map(({ id, name }) => [id, name]));
  return {
    title: assessment.title,
    side: assessment.side,
    unit: assessment.unit,
    orderId: assessment.orderId,
    consultancyName: assessment.consultancyName,
    enterprise: { id: enterprise.id, name: enterprise.name },
    standard: body.model.standard,
    scheme: body.scheme.title,
    versionNo: snapshot.versionNo,
    level: signedLevel(snapshot.scores),
    overall: snapshot.scores.overall ?? null,
    answered: body.result.answered,
    criteria: body.result.criteria,
    exclusions: body.exclusions.length,
    unvalidated: body.unvalidated.length,
    domains: body.result.domains.map(({ domainId, score, level }) => ({
      domainId,
      name: names.get(domainId) ?? { zh: domainId, en: domainId },
      score: score?.shown ?? null,
      level,
    })),
    digest: snapshot.digest,
    signedByName: snapshot.signedByName,
    signedAt: snapshot.signedAt,
    submittedAt: assessment.submittedAt ?? snapshot.signedAt,
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Facts({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const a = assessmentWords;
  return (
    <dl className="sh-facts">
      <dt>{t(w.enterprise)}</dt>
      <dd>
        <Link to={`/enterprises/${loaded.enterprise.id}`}>{loaded.enterprise.name}</Link>
      </dd>
      <dt>{t(a.model)}</dt>
      <dd>{loaded.standard}</dd>
      <dt>{t(a.schemeUsed)}</dt>
      <dd>{t(loaded.scheme)}</dd>
      <dt>{t(a.unit)}</dt>
      <dd>{loaded.unit || t(a.wholeHouse)}</dd>
      {loaded.consultancyName && (
        <>
          <dt>{t(a.assessor)}</dt>
          <dd>{loaded.consultancyName}</dd>
        </>
      )}
      <dt>{t(a.overall)}</dt>
      <dd>
        {loaded.level ?? '—'} {t(a.levelOf)}（{loaded.overall ?? '—'}）
      </dd>
      <dt>{t(a.answered)}</dt>
      <dd>
        {loaded.answered}/{loaded.criteria}
      </dd>
      <dt>{t(a.excluded)}</dt>
      <dd>{loaded.exclusions}</dd>
      <dt>{t(a.unvalidated)}</dt>
      <dd>{loaded.unvalidated}</dd>
      <dt>{t(a.signedBy)}</dt>
      <dd>
        {loaded.signedByName} · {t(instantText(loaded.signedAt))}
      </dd>
      <dt>{t(w.submittedAt)}</dt>
      <dd>{t(instantText(loaded.submittedAt))}</dd>
      <dt>{t(a.bodyDigest)}</dt>
      <dd className="sh-digest">{loaded.digest}</dd>
    </dl>
  );
}

export default function MaturityRecord() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={loaded.title}
        signs={
          <>
            <Tag>{t(assessmentWords.sides[loaded.side])}</Tag>
            {loaded.orderId !== null && <Tag>{t(assessmentWords.twofold)}</Tag>}
            <Tag>
              {t(assessmentWords.version)} {loaded.versionNo}
            </Tag>
          </>
        }
        lead={
          <>
            {t(RESULT_NOTES[loaded.side])} · {t(w.notSubmitted)} <Link to="/maturity">{t(w.back)}</Link>
          </>
        }
      />
      <div className="sh-two">
        <section className="sh-card" aria-labelledby="domains">
          <h2 id="domains" className="sh-h2">
            {t(w.domains)}
          </h2>
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(assessmentWords.domain)}</th>
                <th scope="col" className="num">
                  {t(w.score)}
                </th>
                <th scope="col" className="num">
                  {t(assessmentWords.level)}
                </th>
              </tr>
            </thead>
            <tbody>
              {loaded.domains.map((domain) => (
                <tr key={domain.domainId}>
                  <td data-label={t(assessmentWords.domain)}>{t(domain.name)}</td>
                  <td data-label={t(w.score)} className="num">
                    {domain.score ?? t(assessmentWords.excluded)}
                  </td>
                  <td data-label={t(assessmentWords.level)} className="num">
                    {domain.level ?? '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <aside>
          <section className="sh-card">
            <Facts loaded={loaded} />
          </section>
        </aside>
      </div>
    </>
  );
}
