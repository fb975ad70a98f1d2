import { Link } from '@remix-run/react';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';

/** Which pages of a plan a visitor finds. */
export interface PlanPagesFacts {
  readonly planId: string;
  /** Search text that keeps the day: `?at=2023-06-30`, or nothing. */
  readonly atSearch: string;
  readonly hasCities: boolean;
  /** Whether figures may be reported: the plan is published, and the visitor may enter records. */
  readonly mayReport: boolean;
  /** Whether the visitor keeps this plan. */
  readonly mayManage: boolean;
  readonly isPublic: boolean;
}

const FORMATS = ['pdf', 'docx', 'xlsx', 'png'] as const;

function ExportMenu({ base, atSearch }: { base: string; atSearch: string }) {
  const t = useText();
  return (
    <details className="sh-menu">
      <summary>{t(w.export)}</summary>
      <ul>
        {FORMATS.map((format) => (
          <li key={format}>
            <a href={`${base}/export/${format}${atSearch}`} download>
              {format.toUpperCase()}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The pages of a plan, as links that keep the day. `current` is the page on which they stand. */
export function PlanPages({
  facts,
  current,
}: {
  facts: PlanPagesFacts;
  current: 'board' | 'cities' | 'compare';
}) {
  const t = useText();
  const { planId, atSearch } = facts;
  const base = `/plans/${planId}`;
  const seen = [
    ['board', base, true],
    ['cities', `${base}/cities`, facts.hasCities],
    ['compare', `${base}/compare`, true],
  ] as const;
  return (
    <nav aria-label={t(w.actions)} className="sh-pills sh-no-print">
      {seen.map(
        ([page, to, isShown]) =>
          isShown && (
            <Link
              key={page}
              to={`${to}${atSearch}`}
              {...(page === current ? { 'aria-current': 'page' as const } : {})}
            >
              {t(w[page])}
            </Link>
          ),
      )}
      <Link to={`${base}/wall${atSearch}`}>{t(w.wall)}</Link>
      <Link to={`${base}/entries${atSearch}`}>{t(w.entries)}</Link>
      {facts.mayReport && <Link to={`/batches/new?plan=${planId}`}>{t(w.report)}</Link>}
      {facts.mayReport && <Link to={`${base}/import`}>{t(w.import)}</Link>}
      <ExportMenu base={base} atSearch={atSearch} />
      {facts.mayManage && facts.hasCities && <Link to={`${base}/split`}>{t(w.split)}</Link>}
      {facts.mayManage && <Link to={`${base}/settings`}>{t(w.settings)}</Link>}
      {facts.mayManage && <Link to={`${base}/edit`}>{t(w.edit)}</Link>}
      <Link to={`${base}/versions`}>{t(w.versions)}</Link>
      {facts.isPublic && <Link to={`/open/plans/${planId}${atSearch}`}>{t(w.publicPage)}</Link>}
      <Link to="/plans">{t(w.plans)}</Link>
    </nav>
  );
}
