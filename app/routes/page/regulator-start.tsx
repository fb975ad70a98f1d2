import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { BOARD, Figures, toneUnlessZero } from '../../components/layout/figure.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { AgendaList } from '../../components/list/agenda-list.tsx';
import { periodName } from '../../domain/bulletin/period.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { startWords as w } from '../../i18n/start.ts';
import { PlanCards, PlanStart } from './plan-start.tsx';
import type { loadRegulatorStart } from './regulator-start.server.ts';

type Start = Awaited<ReturnType<typeof loadRegulatorStart>>;
type Facts = NonNullable<Start['filing']>;

function Changes({
  id,
  title,
  empty,
  to,
  changes,
}: {
  id: string;
  title: string;
  empty: string;
  to: string;
  changes: Facts['overdue'];
}) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby={id}>
      <h2 id={id} className="sh-h2">
        {title}
      </h2>
      {changes.length === 0 ? (
        <p className="sh-muted">{empty}</p>
      ) : (
        <>
          <ul className="sh-list">
            {changes.map((change) => (
              <li key={change.id}>
                <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', alignItems: 'center' }}>
                  <Link to={`/changes/${change.id}`}>{change.enterpriseName}</Link>
                  <Sign tone={change.tone}>{t(change.words)}</Sign>
                  {change.isProvisional && (
                    <Sign tone="grey" dashed>
                      {t(w.provisional)}
                    </Sign>
                  )}
                </div>
                <div className="sh-muted">
                  {t(CHANGE_KINDS[change.kind])} · {t(w.due)} {change.dueOn}
                </div>
              </li>
            ))}
          </ul>
          <Link to={to}>{t(w.seeAll)}</Link>
        </>
      )}
    </section>
  );
}

function Bulletins({ bulletins, mayWrite }: { bulletins: Facts['bulletins']; mayWrite: boolean }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="bulletins" style={{ marginTop: 16 }}>
      <h2 id="bulletins" className="sh-h2">
        <Link to="/bulletins">{t(w.bulletinDrafts)}</Link>
      </h2>
      {bulletins.length === 0 ? (
        <p className="sh-muted">
          {t(w.noBulletinDrafts)} {mayWrite && <Link to="/bulletins/new">{t(w.writeBulletin)}</Link>}
        </p>
      ) : (
        <ul className="sh-list">
          {bulletins.map((bulletin) => (
            <li key={bulletin.id}>
              <Link to={`/bulletins/${bulletin.id}`}>{bulletin.title}</Link>
              <div className="sh-muted">
                {t(periodName(bulletin))} · {t(w.savedAt)} {t(instantText(bulletin.updatedAt))} ·{' '}
                {bulletin.createdByName}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A regulator's start: about filings, about plans, or about both. */
export function RegulatorStart({ facts: { filing, plan } }: { facts: Start }) {
  if (!filing) return <PlanStart facts={plan} />;
  return (
    <>
      <FilingStart facts={filing} />
      {plan.agenda.length > 0 && (
        <div style={{ marginTop: 16 }}>
          <AgendaList items={plan.agenda} />
        </div>
      )}
      {plan.plans.length > 0 && <PlanCards plans={plan.plans} />}
    </>
  );
}

/** At most six figures, then the changes that press, and the bulletins that are being written. */
function FilingStart({ facts }: { facts: Facts }) {
  const t = useText();
  const { figures } = facts;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(w.regulatorLead)} <LawMark id="guideline-reply" />
          </>
        }
        actions={
          <Button component={Link} to="/queue">
            {t(w.toQueue)}
          </Button>
        }
      />
      <Figures
        title={BOARD}
        figures={[
          {
            label: w.waiting,
            value: figures.waiting,
            to: '/queue',
            tone: toneUnlessZero(figures.waiting, 'blue'),
          },
          {
            label: w.unassigned,
            value: figures.unassigned,
            to: '/queue?assignee=none',
            tone: toneUnlessZero(figures.unassigned, 'amber'),
          },
          {
            label: w.mine,
            value: figures.mine,
            to: '/queue?assignee=me',
            tone: toneUnlessZero(figures.mine, 'blue'),
          },
          {
            label: w.changesOverdue,
            value: figures.changesOverdue,
            to: '/changes?filter=overdue',
            tone: toneUnlessZero(figures.changesOverdue, 'red'),
          },
          {
            label: w.changesSoon,
            value: figures.changesSoon,
            to: '/changes?filter=soon',
            tone: toneUnlessZero(figures.changesSoon, 'amber'),
          },
          {
            label: w.unverified,
            value: figures.unverified,
            to: '/verification',
            tone: toneUnlessZero(figures.unverified, 'amber'),
          },
        ]}
      />
      <div className="sh-halves">
        <Changes
          id="overdue"
          title={t(w.overdueList)}
          empty={t(w.noneOverdue)}
          to="/changes?filter=overdue"
          changes={facts.overdue}
        />
        <Changes
          id="soon"
          title={t(w.soonList)}
          empty={t(w.noneSoon)}
          to="/changes?filter=soon"
          changes={facts.soon}
        />
      </div>
      <Bulletins bulletins={facts.bulletins} mayWrite={facts.mayWriteBulletin} />
    </>
  );
}
