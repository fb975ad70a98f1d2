import { Alert, Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { AgendaList } from '../../components/list/agenda-list.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { FILING_KINDS } from '../../domain/filing/option.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { changeWords } from '../../i18n/change.ts';
import { startWords as w } from '../../i18n/start.ts';
import { assessmentWords as a } from '../../i18n/assessment.ts';
import { AssessmentSigns } from '../assessment/assessment-sign.tsx';
import type { FilingCard, loadEnterpriseStart } from './enterprise-start.server.ts';

type Facts = Awaited<ReturnType<typeof loadEnterpriseStart>>;

function Verification({ state }: { state: Facts['verification'] }) {
  const t = useText();
  if (state === 'verified') return null;
  const isPending = state === 'pending';
  return (
    <Alert
      color={isPending ? 'blue' : 'red'}
      variant="light"
      mb="md"
      title={t(isPending ? w.pendingTitle : w.rejectedTitle)}
    >
      <p style={{ margin: '0 0 4px' }}>{t(isPending ? w.pendingText : w.rejectedText)}</p>
      <Link to="/organisation">{t(w.toOrganisation)}</Link>
    </Alert>
  );
}

function Filing({ card }: { card: FilingCard }) {
  const t = useText();
  const at = card.isOnRecord ? card.recordedAt : (card.submittedAt ?? card.updatedAt);
  const atLabel = card.isOnRecord ? w.recordedOn : card.submittedAt ? w.submittedOn : w.savedAt;
  return (
    <li>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', alignItems: 'center' }}>
        <Link to={`/filings/${card.id}`}>{card.serialNo ?? t(FILING_KINDS[card.kind])}</Link>
        <Sign tone={card.state.tone}>{t(card.state.label)}</Sign>
        {card.due && <Sign tone={card.due.tone}>{t(card.due.words)}</Sign>}
        {card.openThreadCount > 0 && (
          <Sign tone="amber">
            {card.openThreadCount} {t(w.openThreads)}
          </Sign>
        )}
        {card.isVoluntary && <Tag>{t(changeWords.voluntary)}</Tag>}
      </div>
      <div className="sh-muted">
        {t(FILING_KINDS[card.kind])}
        {card.cdoName !== '' && ` · ${t(w.cdo)} ${card.cdoName}`}
        {card.due && ` · ${t(w.due)} ${card.due.on}`}
        {at && ` · ${t(atLabel)} ${t(instantText(at))}`}
      </div>
      {card.isOnRecord && card.state.note && <div className="sh-muted">{t(card.state.note)}</div>}
    </li>
  );
}

function Filings({ cards, empty }: { cards: readonly FilingCard[]; empty: string }) {
  if (cards.length === 0) return <p className="sh-muted">{empty}</p>;
  return (
    <ul className="sh-list">
      {cards.map((card) => (
        <Filing key={card.id} card={card} />
      ))}
    </ul>
  );
}

/** Assessments under way, and how many things in them wait for the visitor. */
function Assessments({ assessments }: { assessments: Facts['assessments'] }) {
  const t = useText();
  const { cards, waiting } = assessments;
  return (
    <section className="sh-card" aria-labelledby="assessments" style={{ marginTop: 16 }}>
      <h2 id="assessments" className="sh-h2">
        <Link to="/assessments">{t(a.startSection)}</Link>
      </h2>
      {waiting > 0 && (
        <p>
          <Link to="/assessments/work">
            {waiting} {t(a.waitsForMe)}
          </Link>
        </p>
      )}
      {cards.length === 0 ? (
        <p className="sh-muted">{t(a.noneRunning)}</p>
      ) : (
        <ul className="sh-list">
          {cards.map((card) => (
            <li key={card.id}>
              <Link to={`/assessments/${card.id}`}>{card.title}</Link> <AssessmentSigns assessment={card} />
              <div className="sh-muted">
                {card.isHidden || !card.progress
                  ? t(a.hidden)
                  : `${t(a.answered)} ${card.progress.answered}/${card.progress.criteria}`}
                {card.turn && ` · ${t(a.turn)} ${t(card.turn)}`}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What the enterprise was named; nothing where it wasn't. */
function Designations({ designations }: { designations: Facts['designations'] }) {
  const t = useText();
  if (designations.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="designations" style={{ marginTop: 16 }}>
      <h2 id="designations" className="sh-h2">
        {t(w.designations)}
      </h2>
      <ul className="sh-list">
        {designations.map(({ id, kind, sinceOn, basis }) => (
          <li key={id}>
            {t(DESIGNATIONS[kind])}
            <div className="sh-muted">
              {t(w.since)} {sinceOn}
              {basis !== '' && ` · ${basis}`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An enterprise's start: what there is to do, what is under way, what is on record, and the next step. */
export function EnterpriseStart({ facts }: { facts: Facts }) {
  const t = useText();
  const { next } = facts;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.enterpriseLead)}
        actions={
          next ? (
            <Button component={Link} to={next.to}>
              {t(next.label)}
            </Button>
          ) : undefined
        }
      />
      <Verification state={facts.verification} />
      <AgendaList items={facts.agenda} />
      <div className="sh-muted" style={{ marginBottom: 16 }}>
        {t(w.refilingLimit)} <LawMark id="guideline-refiling" />
      </div>
      <div className="sh-halves">
        <section className="sh-card" aria-labelledby="under-way">
          <h2 id="under-way" className="sh-h2">
            {t(w.underWay)}
          </h2>
          <Filings cards={facts.underWay} empty={t(w.noUnderWay)} />
        </section>
        <section className="sh-card" aria-labelledby="on-record">
          <h2 id="on-record" className="sh-h2">
            {t(w.onRecord)} <LawMark id="guideline-reply" />
          </h2>
          <Filings cards={facts.onRecord} empty={t(w.noRecord)} />
        </section>
      </div>
      <Assessments assessments={facts.assessments} />
      <Designations designations={facts.designations} />
    </>
  );
}
