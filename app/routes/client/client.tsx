import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { listOpenChanges } from '#db/queries/change.read.ts';
import { listCertificates } from '#db/queries/certificate.read.ts';
import { listEvidence } from '#db/queries/evidence.read.ts';
import { listFilings } from '#db/queries/filing.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { EvidenceFilterSchema } from '../../domain/evidence/evidence.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { displayState } from '../../domain/filing/state.ts';
import { changeWords } from '../../i18n/change.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { AssessmentTable } from '../assessment/assessment-table.tsx';
import { listCards } from '../assessment/board.server.ts';
import { CertificateSign, CertifiedLevel } from '../certificate/certificate-facts.tsx';
import { certificateView } from '../certificate/certificate-view.server.ts';
import { EvidenceSign, PeriodText } from '../evidence/evidence-sign.tsx';
import { evidenceView } from '../evidence/evidence-view.server.ts';
import { ClientBar } from './client-bar.tsx';
import { requireClientHouse } from './client-house.server.ts';

/** How many assessments and pieces of evidence stand on the client's page; the rest is a link away. */
const MOST_ROWS = 5;

export const meta: MetaFunction = () => [{ title: '客户 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, client } = await requireClientHouse(incoming, incoming.params.grantId ?? '');
  const { scope, moment } = visit;
  const calendar = await incoming.context.calendar();
  const { filings, changes, cards, evidence, certificates } = await incoming.context.ports.db.transaction(
    scope,
    async (trx) => ({
      filings: [
        ...(await listFilings(trx, scope.clientId, false)),
        ...(await listFilings(trx, scope.clientId, true)),
      ],
      changes: await listOpenChanges(trx, scope.clientId),
      cards: await listCards(trx, scope),
      evidence: await listEvidence(
        trx,
        scope.clientId,
        EvidenceFilterSchema.parse({}),
        moment.today,
        MOST_ROWS,
      ),
      certificates: await listCertificates(trx, scope.clientId),
    }),
  );
  return {
    client,
    cards: cards.slice(0, MOST_ROWS),
    evidence: evidence.rows.map((row) => evidenceView(row, moment.today)),
    certificates: certificates.map((row) => certificateView(row, moment.today)),
    filings: filings.map((filing) => ({
      id: filing.id,
      kind: filing.kind,
      serialNo: filing.serialNo,
      isVoluntary: filing.isVoluntary,
      updatedAt: filing.updatedAt,
      state: displayState(filing.status, filing.stage),
    })),
    changes: changes.map((change) => {
      const { words, tone } = timeliness({
        dueOn: change.dueOn,
        today: moment.today,
        calendar,
        voluntary: change.isVoluntary,
      });
      return { id: change.id, kind: change.kind, dueOn: change.dueOn, words, tone };
    }),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Filings({ filings, grantId }: { filings: Loaded['filings']; grantId: string }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.kind)}</th>
            <th scope="col">{t(w.state)}</th>
            <th scope="col">{t(w.updated)}</th>
          </tr>
        </thead>
        <tbody>
          {filings.map((filing) => (
            <tr key={filing.id}>
              <td data-label={t(w.kind)}>
                <Link to={`/clients/${grantId}/filings/${filing.id}`}>
                  {filing.serialNo ?? t(FILING_KINDS[filing.kind])}
                </Link>{' '}
                {filing.isVoluntary && <Tag>{t(changeWords.voluntary)}</Tag>}
              </td>
              <td data-label={t(w.state)}>
                <Sign tone={filing.state.tone}>{t(filing.state.label)}</Sign>
              </td>
              <td data-label={t(w.updated)}>{t(instantText(filing.updatedAt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A part of the client's page with the way to all of it. */
function Part({
  id,
  title,
  all,
  children,
}: {
  id: string;
  title: string;
  all: { readonly to: string; readonly label: string } | null;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} style={{ marginBottom: 24 }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'baseline' }}>
        <h2 id={id} className="sh-h2">
          {title}
        </h2>
        {all && <Link to={all.to}>{all.label}</Link>}
      </div>
      {children}
    </section>
  );
}

function Evidence({ rows, base }: { rows: Loaded['evidence']; base: string }) {
  const t = useText();
  if (rows.length === 0) return <p className="sh-muted">{t(w.noEvidence)}</p>;
  return (
    <ul className="sh-list sh-card">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`${base}/evidence/${row.id}`}>{row.title}</Link>{' '}
          <EvidenceSign term={row.term} retiredAt={row.retiredAt} />{' '}
          {row.term !== 'undated' && (
            <span className="sh-muted">
              <PeriodText from={row.effectiveFrom} until={row.effectiveUntil} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Certificates({ rows, base }: { rows: Loaded['certificates']; base: string }) {
  const t = useText();
  if (rows.length === 0) return <p className="sh-muted">{t(w.noCertificates)}</p>;
  return (
    <ul className="sh-list sh-card">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`${base}/certificates/${row.id}`}>{t(CERTIFICATE_KINDS[row.kind].name)}</Link>{' '}
          <CertifiedLevel level={row.level} /> <CertificateSign state={row.state} />{' '}
          <span className="sh-muted">
            {row.number} · {row.expiresOn}
          </span>
        </li>
      ))}
    </ul>
  );
}

function FilingPart({ page }: { page: Loaded }) {
  const t = useText();
  const { client, filings, changes } = page;
  if (client.purpose === 'assess') return <p className="sh-muted">{t(w.noFilingRoom)}</p>;
  return (
    <>
      {changes.length > 0 && (
        <div className="sh-card" style={{ marginBottom: 12 }}>
          <h3 className="sh-h2">{t(w.changes)}</h3>
          <ul className="sh-list">
            {changes.map((change) => (
              <li key={change.id}>
                {t(CHANGE_KINDS[change.kind])} <Sign tone={change.tone}>{t(change.words)}</Sign> {t(w.due)}{' '}
                {change.dueOn}
              </li>
            ))}
          </ul>
        </div>
      )}
      {filings.length === 0 ? (
        <EmptyState title={t(w.noFilings)}>
          <p>{t(w.noFilingsText)}</p>
        </EmptyState>
      ) : (
        <Filings filings={filings} grantId={client.grantId} />
      )}
    </>
  );
}

export default function Client() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { client, cards, evidence, certificates } = page;
  const base = `/clients/${client.grantId}`;
  return (
    <>
      <ClientBar client={client} />
      <PageHeader title={t(w.overview)} lead={<Link to="/clients">{t(w.title)}</Link>} />
      <Part id="filings" title={t(w.filings)} all={null}>
        <FilingPart page={page} />
      </Part>
      <Part
        id="assessments"
        title={t(w.assessments)}
        all={{ to: `${base}/assessments`, label: t(w.allAssessments) }}
      >
        {cards.length === 0 ? (
          <p className="sh-muted">{t(w.noAssessments)}</p>
        ) : (
          <AssessmentTable cards={cards} base={base} />
        )}
      </Part>
      <Part id="evidence" title={t(w.evidence)} all={{ to: `${base}/evidence`, label: t(w.allEvidence) }}>
        <Evidence rows={evidence} base={base} />
      </Part>
      <Part
        id="certificates"
        title={t(w.certificates)}
        all={{ to: `${base}/certificates`, label: t(w.allCertificates) }}
      >
        <Certificates rows={certificates} base={base} />
      </Part>
    </>
  );
}
