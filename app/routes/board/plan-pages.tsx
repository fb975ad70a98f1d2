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
  /** Whether it was never published: then its draft is what there is to edit. */
  readonly isDraft: boolean;
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

/** What is needed seldom: importing, keeping the plan, its versions, its public page. */
function MoreMenu({ facts }: { facts: PlanPagesFacts }) {
  const t = useText();
  const { planId, mayReport, mayManage } = facts;
  const base = `/plans/${planId}`;
  const entries = [
    { to: `${base}/import`, label: w.import, isShown: mayReport },
    { to: `${base}/split`, label: w.split, isShown: mayManage && facts.hasCities },
    { to: `${base}/edit`, label: w.edit, isShown: mayManage && facts.isDraft },
    { to: `${base}/settings`, label: w.settings, isShown: mayManage },
    { to: `${base}/versions`, label: mayManage ? w.revise : w.versions, isShown: true },
    { to: `/open/plans/${planId}${facts.atSearch}`, label: w.publicPage, isShown: facts.isPublic },
    { to: '/plans', label: w.plans, isShown: true },
  ];
  return (
    <details className="sh-menu">
      <summary>{t(w.more)}</summary>
      <ul data-column>
        {entries.map(
          ({ to, label, isShown }) =>
            isShown && (
              <li key={to}>
                <Link to={to}>{t(label)}</Link>
              </li>
            ),
        )}
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
      <ExportMenu base={base} atSearch={atSearch} />
      <MoreMenu facts={facts} />
    </nav>
  );
}
