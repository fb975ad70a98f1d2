import { Link } from '@remix-run/react';
import type { Clause } from '../../domain/law/clause.ts';
import { CONFIDENCE } from '../../domain/law/confidence.ts';
import { words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

const w = {
  basis: words('依据', 'Legal basis'),
  text: words('文本', 'Text'),
  reading: words('我们的理解', 'Our reading'),
  more: words('法规依据全文说明', 'In the law library'),
};

/** A small § that opens source, clause, our reading and its confidence in place; works without JavaScript. */
export function ClauseMark({ clause }: { clause: Clause }) {
  const t = useText();
  return (
    <details className="sh-law">
      <summary aria-label={`${t(w.basis)}：${t(clause.title)}`}>§</summary>
      <div className="sh-law-body">
        <strong>{t(clause.title)}</strong>
        <div>
          {t(clause.source)}
          {' · '}
          {t(clause.clause)}
        </div>
        <div>
          <span className="sh-muted">{t(w.text)}：</span>
          {t(clause.text)} <ConfidenceTag of={clause.confidence} />
        </div>
        {clause.reading && clause.readingConfidence && (
          <div>
            <span className="sh-muted">{t(w.reading)}：</span>
            {t(clause.reading)} <ConfidenceTag of={clause.readingConfidence} />
          </div>
        )}
        <Link to={`/law#${clause.id}`}>{t(w.more)}</Link>
      </div>
    </details>
  );
}

/** How sure a statement is, as a small tag with its meaning as the title. */
export function ConfidenceTag({ of }: { of: keyof typeof CONFIDENCE }) {
  const t = useText();
  return (
    <span className="sh-tag" title={t(CONFIDENCE[of].meaning)}>
      {t(CONFIDENCE[of].label)}
    </span>
  );
}
