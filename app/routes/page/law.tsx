import type { MetaFunction } from '@remix-run/node';
import { Link } from '@remix-run/react';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { LAW, LAW_GROUPS, type Clause } from '../../domain/law/clause.ts';
import { CONFIDENCE, type LawConfidence } from '../../domain/law/confidence.ts';
import { lawWords as w } from '../../i18n/law.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '法规依据 · 数衡 Shuheng' }];

const GROUPS = Object.entries(LAW_GROUPS).map(([id, name]) => ({
  id,
  name,
  clauses: LAW.filter((clause) => clause.group === id),
}));

function ClauseCard({ clause }: { clause: Clause }) {
  const t = useText();
  return (
    <article id={clause.id} className="sh-card" style={{ marginBottom: 12, scrollMarginTop: 12 }}>
      <h3 style={{ fontSize: 14, margin: '0 0 8px' }}>
        {t(clause.title)} <ConfidenceTag of={clause.confidence} />
      </h3>
      <dl className="sh-facts">
        <dt>{t(w.source)}</dt>
        <dd>
          {t(clause.source)} · {t(clause.clause)}
        </dd>
        <dt>{t(w.text)}</dt>
        <dd>{t(clause.text)}</dd>
        {clause.reading && clause.readingConfidence && (
          <>
            <dt>{t(w.reading)}</dt>
            <dd>
              {t(clause.reading)} <ConfidenceTag of={clause.readingConfidence} />
            </dd>
          </>
        )}
        {clause.applies.length > 0 && (
          <>
            <dt>{t(w.applies)}</dt>
            <dd>
              {clause.applies.map((place, index) => (
                <span key={place.label.zh}>
                  {index > 0 && ' · '}
                  {place.to ? <Link to={place.to}>{t(place.label)}</Link> : t(place.label)}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

export default function Law() {
  const t = useText();
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      <div className="sh-two">
        <div>
          {GROUPS.map((group) => (
            <section key={group.id} aria-labelledby={`group-${group.id}`}>
              <h2 id={`group-${group.id}`} className="sh-h2" style={{ marginTop: 12 }}>
                {t(group.name)}
              </h2>
              {group.clauses.map((clause) => (
                <ClauseCard key={clause.id} clause={clause} />
              ))}
            </section>
          ))}
        </div>
        <aside aria-label={t(w.contents)}>
          <nav className="sh-card" aria-label={t(w.contents)} style={{ marginBottom: 12 }}>
            <h2 className="sh-h2">{t(w.contents)}</h2>
            {GROUPS.map((group) => (
              <div key={group.id}>
                <a href={`#group-${group.id}`}>{t(group.name)}</a>
              </div>
            ))}
          </nav>
          <section className="sh-card" aria-labelledby="legend">
            <h2 id="legend" className="sh-h2">
              {t(w.legend)}
            </h2>
            <dl style={{ margin: 0 }}>
              {(Object.keys(CONFIDENCE) as LawConfidence[]).map((code) => (
                <div key={code} style={{ marginBottom: 8 }}>
                  <dt>
                    <ConfidenceTag of={code} />
                  </dt>
                  <dd style={{ margin: 0 }} className="sh-muted">
                    {t(CONFIDENCE[code].meaning)}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        </aside>
      </div>
    </>
  );
}
