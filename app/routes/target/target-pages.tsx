import { Link } from '@remix-run/react';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';
import type { PlanPagesFacts } from '../board/plan-pages.tsx';

const FORMATS = ['pdf', 'docx', 'xlsx', 'png'] as const;

interface Neighbour {
  readonly id: string;
  readonly indicator: Words;
}

/** Where a reader goes from a target: its plan, the targets beside it, its records, its exports. */
export function TargetPages({
  pages,
  base,
  atSearch,
  targetId,
  previous,
  next,
}: {
  pages: PlanPagesFacts;
  base: string;
  atSearch: string;
  targetId: string;
  previous: Neighbour | null;
  next: Neighbour | null;
}) {
  const t = useText();
  const place = (id: string) => `${base}/targets/${encodeURIComponent(id)}`;
  return (
    <nav aria-label={t(w.pages)} className="sh-pills sh-no-print">
      <Link to={`${base}${atSearch}`}>{t(w.backToPlan)}</Link>
      {previous && (
        <Link to={`${place(previous.id)}${atSearch}`} title={t(previous.indicator)}>
          ← {t(w.previous)} {previous.id}
        </Link>
      )}
      {next && (
        <Link to={`${place(next.id)}${atSearch}`} title={t(next.indicator)}>
          {t(w.next)} {next.id} →
        </Link>
      )}
      {pages.mayReport && (
        <Link to={`/batches/new?plan=${pages.planId}&target=${encodeURIComponent(targetId)}`}>
          {t(w.report)}
        </Link>
      )}
      <details className="sh-menu">
        <summary>{t(w.exports)}</summary>
        <ul>
          {FORMATS.map((format) => (
            <li key={format}>
              <a href={`${place(targetId)}/export/${format}${atSearch}`} download>
                {format.toUpperCase()}
              </a>
            </li>
          ))}
        </ul>
      </details>
      {pages.isPublic && (
        <Link to={`/open/plans/${pages.planId}/targets/${encodeURIComponent(targetId)}${atSearch}`}>
          {t(w.publicPage)}
        </Link>
      )}
    </nav>
  );
}
