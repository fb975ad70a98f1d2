import { Link } from '@remix-run/react';
import { Sign } from '../../components/layout/sign.tsx';
import { dayReasonWords } from '../../domain/calendar/day-reason.ts';
import { formatDateEn, formatDateZh } from '../../domain/calendar/plain-date.ts';
import type { ChangeDecision } from '../../domain/filing/deadline.ts';
import { words } from '../../domain/words.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';

/** A count as the pages show it: the due date first, then each day with its reason. */
export type CountView = Pick<ChangeDecision, 'happenedOn' | 'dueOn' | 'provisional' | 'counted' | 'skipped'>;

/** The part of a decision that a page needs. */
export function countView(decision: ChangeDecision): CountView {
  const { happenedOn, dueOn, provisional, counted, skipped } = decision;
  return { happenedOn, dueOn, provisional, counted, skipped };
}

/** The counted deadline with its derivation. */
export function Count({ count, isVoluntary }: { count: CountView; isVoluntary: boolean }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="count-title" style={{ margin: '16px 0' }}>
      <h2 id="count-title" style={{ fontSize: 16, margin: 0 }}>
        {t(w.preview)}
      </h2>
      <p style={{ fontSize: 20, fontWeight: 600, margin: '4px 0' }}>
        {t(words(formatDateZh(count.dueOn), formatDateEn(count.dueOn)))}{' '}
        {count.provisional && (
          <Sign tone="grey" dashed>
            {t(w.provisional)}
          </Sign>
        )}
      </p>
      {count.provisional && <p className="sh-muted">{t(w.provisionalWhy)}</p>}
      {isVoluntary && <p className="sh-muted">{t(w.voluntaryNote)}</p>}
      <p style={{ margin: '4px 0' }}>
        <span className="sh-muted">{t(w.counted)}：</span>
        {count.counted.map((day) => `${day.ordinal}. ${day.on}`).join('　')}
      </p>
      {count.skipped.length > 0 && (
        <p style={{ margin: '4px 0' }}>
          <span className="sh-muted">{t(w.skipped)}：</span>
          {count.skipped.map((day) => `${day.on}（${t(dayReasonWords(day.why))}）`).join('　')}
        </p>
      )}
      <Link to={`/calendar?from=${count.happenedOn}&days=5`}>{t(w.explain)}</Link>
    </section>
  );
}
