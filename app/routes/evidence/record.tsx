import '../../components/filing/filing.css';
import { Alert, Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listEvidenceUses } from '#db/queries/evidence.read.ts';
import { listTimeline } from '#db/queries/filing.read.ts';
import { ScanSign, sizeText } from '../../components/filing/attachment-list.tsx';
import { Timeline } from '../../components/filing/timeline.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { EVIDENCE_KINDS } from '../../domain/evidence/evidence.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { filingWords } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { EvidenceSign, PeriodText } from './evidence-sign.tsx';
import { evidenceView, mayKeepEvidence, nameUses, requireEvidence } from './evidence-view.server.ts';
import type { EvidenceView, UseView } from './evidence-view.server.ts';

export const meta: MetaFunction = () => [{ title: '证据 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const evidence = await requireEvidence(incoming, house, incoming.params['id']);
  const { organisationId, base, client } = house;
  const { scope, moment } = house.visit;
  const { uses, timeline } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    uses: await nameUses(trx, await listEvidenceUses(trx, organisationId, [evidence.id])),
    timeline: await listTimeline(trx, organisationId, evidence.id),
  }));
  return {
    client,
    base,
    evidence: evidenceView(evidence, moment.today),
    mayKeep: mayKeepEvidence(house) && evidence.retiredAt === null,
    isAssessor: house.side === 'independent',
    uses,
    timeline: timeline.map(({ seq, type, actorName, actorSide, at }) => ({
      seq,
      type,
      actorName,
      actorSide,
      at,
    })),
  };
}

function Facts({ evidence, address }: { evidence: EvidenceView; address: string }) {
  const t = useText();
  return (
    <dl className="sh-facts">
      <dt>{t(w.kind)}</dt>
      <dd>{t(EVIDENCE_KINDS[evidence.kind])}</dd>
      {evidence.kind === 'file' && (
        <>
          <dt>{t(w.file)}</dt>
          <dd>
            {evidence.fileName} <span className="sh-muted">{sizeText(evidence.byteSize ?? 0)}</span>{' '}
            <ScanSign state={evidence.scanState ?? 'unscanned'} />
            <div style={{ display: 'flex', gap: 12 }}>
              <Link to={`${address}/view`}>{t(filingWords.preview)}</Link>
              <a href={`${address}/file`}>{t(filingWords.download)}</a>
            </div>
            <div className="sh-digest sh-muted">SHA-256 {evidence.sha256}</div>
          </dd>
        </>
      )}
      <dt>{t(w.reference)}</dt>
      <dd style={{ whiteSpace: 'pre-line' }}>{evidence.reference || '—'}</dd>
      <dt>{t(w.period)}</dt>
      <dd>
        <PeriodText from={evidence.effectiveFrom} until={evidence.effectiveUntil} />
      </dd>
      <dt>{t(w.owner)}</dt>
      <dd>{evidence.ownerName}</dd>
      <dt>{t(w.uploaded)}</dt>
      <dd>
        {t(instantText(evidence.createdAt))} · {evidence.createdByName}
      </dd>
    </dl>
  );
}

function Uses({ uses, base }: { uses: readonly UseView[]; base: string }) {
  const t = useText();
  if (uses.length === 0) return <p className="sh-muted">{t(w.unused)}</p>;
  return (
    <div className="sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.item)}</th>
            <th scope="col">{t(w.model)}</th>
            <th scope="col">{t(w.year)}</th>
            <th scope="col">{t(w.assessment)}</th>
            <th scope="col">{t(w.linkedBy)}</th>
          </tr>
        </thead>
        <tbody>
          {uses.map((use) => (
            <tr key={`${use.assessmentId} ${use.itemId} ${use.dimension?.zh ?? ''}`}>
              <td>
                <Link to={`${base}/assessments/${use.assessmentId}/items/${encodeURIComponent(use.itemId)}`}>
                  {use.itemId} {t(use.item)}
                  {use.dimension && ` · ${t(use.dimension)}`}
                </Link>
              </td>
              <td data-label={t(w.model)}>{t(use.model)}</td>
              <td data-label={t(w.year)}>{use.year}</td>
              <td data-label={t(w.assessment)}>
                {use.assessmentTitle} <Tag>{t(use.side === 'self' ? w.self : w.independent)}</Tag>
              </td>
              <td data-label={t(w.linkedBy)}>{use.linkedByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function EvidenceRecord() {
  const t = useText();
  const { client, base, evidence, mayKeep, isAssessor, uses, timeline } = useLoaderData<typeof loader>();
  const address = `${base}/evidence/${evidence.id}`;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={evidence.title}
        signs={<EvidenceSign term={evidence.term} retiredAt={evidence.retiredAt} />}
        lead={<Link to={`${base}/evidence`}>{t(w.back)}</Link>}
        actions={
          mayKeep && (
            <>
              <Button component={Link} to={`${address}/retire`} variant="default">
                {t(w.retire)}
              </Button>
              <Button component={Link} to={`${address}/edit`}>
                {t(w.edit)}
              </Button>
            </>
          )
        }
      />
      {evidence.term === 'expired' && evidence.retiredAt === null && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.expiredNote)}
        </Alert>
      )}
      <div className="sh-two">
        <div>
          <section className="sh-card" aria-labelledby="facts" style={{ marginBottom: 12 }}>
            <h2 id="facts" className="sh-h2">
              {t(w.facts)}
            </h2>
            <Facts evidence={evidence} address={address} />
          </section>
          <section className="sh-card" aria-labelledby="uses">
            <h2 id="uses" className="sh-h2">
              {t(w.usedIn)}
            </h2>
            {isAssessor && <p className="sh-muted">{t(w.assessorNote)}</p>}
            <Uses uses={uses} base={base} />
          </section>
        </div>
        {timeline.length > 0 && (
          <aside className="sh-card" aria-labelledby="history">
            <h2 id="history" className="sh-h2">
              {t(w.history)}
            </h2>
            <Timeline events={timeline} />
          </aside>
        )}
      </div>
    </>
  );
}
