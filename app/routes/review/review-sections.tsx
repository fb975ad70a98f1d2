import { Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { Refused } from '../../components/form/error-summary.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { CommentForm } from './comment-form.tsx';
import { reviewSearch } from './review-search.ts';
import type { ReviewPage } from './review.tsx';
import { ThreadCard } from './thread-card.tsx';

type Line = ReviewPage['lines'][number];

/** An anchor as an element id: brackets and the at sign don't belong in a fragment. */
export function elementId(anchor: string): string {
  return `field-${anchor.replaceAll(/[^A-Za-z0-9_-]/gu, '_')}`;
}

const STATE_WORDS = { changed: w.changed, added: w.added, removed: w.removed } as const;

function LineValue({ line }: { line: Line }) {
  const t = useText();
  return (
    <dd>
      {line.isEmpty ? <span className="sh-muted">{t(w.empty)}</span> : <span>{t(line.text)}</span>}
      {line.state !== 'same' && (
        <>
          {' '}
          <Sign tone="amber">{t(STATE_WORDS[line.state])}</Sign>
        </>
      )}
      {line.before !== null && (
        <div>
          <span className="sh-muted">{t(w.before)}：</span>
          <span className="sh-before">{t(line.before) || t(w.empty)}</span>
        </div>
      )}
    </dd>
  );
}

function ReviewLineView({ line, page, refused }: { line: Line; page: ReviewPage; refused: Refused | null }) {
  const t = useText();
  const threads = page.threads.filter((thread) => thread.anchor === line.path);
  const isTarget = page.target?.anchor === line.path;
  return (
    <div className="sh-line" id={elementId(line.path)}>
      <dt>{t(line.label)}</dt>
      <LineValue line={line} />
      <dd className="sh-line-action sh-no-print">
        {page.rights.comment && !isTarget && (
          <Link
            to={`${reviewSearch(page, { comment: line.path })}#${elementId(line.path)}`}
            aria-label={`${t(w.comment)}：${t(line.label)}`}
          >
            {t(w.comment)}
          </Link>
        )}
      </dd>
      {(threads.length > 0 || isTarget) && (
        <dd className="sh-line-more">
          {threads.map((thread) => (
            <ThreadCard key={thread.id} thread={thread} page={page} />
          ))}
          {isTarget && page.target && <CommentForm page={page} target={page.target} refused={refused} />}
        </dd>
      )}
    </div>
  );
}

function isShownLine(line: Line, page: ReviewPage): boolean {
  const hasThread = page.threads.some((thread) => thread.anchor === line.path);
  if (hasThread || page.target?.anchor === line.path || page.show === 'all') return true;
  return page.show === 'changed' ? line.state !== 'same' : !line.isEmpty || line.state !== 'same';
}

function Views({ page }: { page: ReviewPage }) {
  const t = useText();
  const views = [
    { show: 'filled', label: w.filledFields },
    { show: 'all', label: w.allFields },
    ...(page.base === null ? [] : [{ show: 'changed', label: w.onlyChanged }]),
  ];
  return (
    <div className="sh-chips sh-no-print">
      <span className="sh-muted">
        {page.base === null ? t(w.nothingToCompare) : t(w.compareWith(page.base.serialNo ?? ''))}
      </span>
      {views.map(({ show, label }) =>
        show === page.show ? (
          <strong key={show}>{t(label)}</strong>
        ) : (
          <Link key={show} to={reviewSearch(page, { show })} preventScrollReset>
            {t(label)}
          </Link>
        ),
      )}
      {page.rights.unmask && (
        <Link to={`/review/${page.filing.id}/full?version=${page.version.no}`} title={t(w.unmaskHint)}>
          {t(w.unmask)}
        </Link>
      )}
    </div>
  );
}

/** The filed form, section by section: each field with what it was, and the comments on it. */
export function ReviewSections({ page, refused }: { page: ReviewPage; refused: Refused | null }) {
  const t = useText();
  const shown = page.lines.filter((line) => isShownLine(line, page));
  return (
    <div>
      <Views page={page} />
      {shown.length === 0 && <p className="sh-card">{t(w.noChanges)}</p>}
      {page.sections.map((section) => {
        const lines = shown.filter((line) => line.section === section.id);
        if (lines.length === 0) return null;
        return (
          <section key={section.id} className="sh-card sh-review-section" aria-labelledby={`s-${section.id}`}>
            <Title order={2} id={`s-${section.id}`}>
              {t(section.title)}
            </Title>
            <dl style={{ margin: 0 }}>
              {lines.map((line) => (
                <ReviewLineView key={line.path} line={line} page={page} refused={refused} />
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
