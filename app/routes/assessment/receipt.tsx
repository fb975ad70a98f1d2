import { Alert, Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { asJson, signedLevel, type SnapshotBody } from '#app/domain/assessment/snapshot.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { getSnapshot, listSnapshots } from '#db/queries/assessment.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { bundleWords } from '../../i18n/bundle.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '签署凭据 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, model, isHidden } = await loadAssessmentHead(
    incoming,
    house,
    incoming.params['assessmentId'],
  );
  const { organisationId } = house;
  const wanted = Number(new URL(incoming.request.url).searchParams.get('version') ?? '');
  const snapshot = await incoming.context.ports.db.transaction(house.visit.scope, async (trx) => {
    const versionNo =
      Number.isInteger(wanted) && wanted > 0
        ? wanted
        : (await listSnapshots(trx, organisationId, assessment.id))[0]?.versionNo;
    if (versionNo === undefined || versionNo > 1_000_000) return undefined;
    return getSnapshot(trx, organisationId, assessment.id, versionNo);
  });
  if (!snapshot) throw refusalResponse(refuse('not_found').refusal);
  // Written by signing, and never since: the database holds it.
  const body = snapshot.body as SnapshotBody;
  return {
    client: house.client,
    place: `${house.base}/assessments/${assessment.id}`,
    mayRead: !isHidden,
    title: body.assessment.title,
    side: snapshot.side,
    model: { standard: body.model.standard, title: model.title, digest: body.model.digest },
    scheme: { title: body.scheme.title, version: body.scheme.version, digest: body.scheme.digest },
    versionNo: snapshot.versionNo,
    level: signedLevel(snapshot.scores),
    overall: snapshot.scores.overall ?? null,
    answered: body.result.answered,
    criteria: body.result.criteria,
    exclusions: body.exclusions.length,
    evidence: body.evidence.length,
    unvalidated: body.unvalidated,
    unvalidatedReason: body.unvalidatedReason,
    unanswered: body.unanswered.length,
    signedByName: snapshot.signedByName,
    signedAt: snapshot.signedAt,
    submittedAt: snapshot.submittedAt,
    digest: snapshot.digest,
    holds: sm3Hex(canonicalJson(asJson(body))) === snapshot.digest,
  };
}

export default function Receipt() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const rows: [string, ReactNode][] = [
    [t(w.overall), `${loaded.level ?? '—'} ${t(w.levelOf)}（${loaded.overall ?? '—'}）`],
    [t(w.model), `${loaded.model.standard} ${t(loaded.model.title)}`],
    [t(w.schemeUsed), `${t(loaded.scheme.title)} v${loaded.scheme.version}`],
    [t(w.version), loaded.versionNo],
    [t(w.answered), `${loaded.answered}/${loaded.criteria}`],
    [t(w.unanswered), loaded.unanswered],
    [t(w.excluded), loaded.exclusions],
    [t(w.signedEvidence), `${loaded.evidence} ${t(w.pieces)}`],
    [t(w.signedBy), loaded.signedByName],
    [t(w.signedAt), t(instantText(loaded.signedAt))],
  ];
  return (
    <>
      {loaded.client && <ClientBar client={loaded.client} />}
      <PageHeader
        title={`${t(w.receipt)}：${loaded.title}`}
        signs={loaded.submittedAt && <Sign tone="blue">{t(w.submitted)}</Sign>}
        lead={
          <>
            {t(RESULT_NOTES[loaded.side])} · <Link to={loaded.place}>{t(w.back)}</Link>
          </>
        }
        actions={
          loaded.mayRead && (
            <>
              <Button component="a" href={`${loaded.place}/bundle.zip`} variant="default">
                {t(bundleWords.export)}
              </Button>
              <Button component={Link} to={`${loaded.place}/report`} variant="default">
                {t(w.report)}
              </Button>
              <Button component={Link} to={`${loaded.place}/result`}>
                {t(w.result)}
              </Button>
            </>
          )
        }
      />
      <section className="sh-card">
        <dl className="sh-facts">
          {rows.map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <dt>{t(w.unvalidated)}</dt>
          <dd>
            {loaded.unvalidated.length}
            {loaded.unvalidatedReason && <div>{loaded.unvalidatedReason}</div>}
            {loaded.unvalidated.length > 0 && (
              <details>
                <summary>{t(w.unvalidatedList)}</summary>
                <div className="sh-digest">{loaded.unvalidated.join('、')}</div>
              </details>
            )}
          </dd>
          <dt>{t(w.bodyDigest)}</dt>
          <dd>
            <span className="sh-digest">{loaded.digest}</span>
            <div>
              {loaded.holds ? (
                <Sign tone="green">{t(w.digestHolds)}</Sign>
              ) : (
                <Alert color="red" variant="light">
                  {t(w.digestFails)}
                </Alert>
              )}
            </div>
          </dd>
        </dl>
        {loaded.mayRead && <p className="sh-muted">{t(bundleWords.hint)}</p>}
      </section>
    </>
  );
}
