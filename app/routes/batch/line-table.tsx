import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { LINE_ACTIONS, LINE_KINDS } from '../../domain/target/line.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import { BatchThread, CommentForm } from './batch-thread.tsx';
import type { BatchPage } from './batch.tsx';

type Line = BatchPage['lines'][number];

function Source({ line }: { line: Line }) {
  const said = [line.source, line.document, line.note].filter((text) => text !== '');
  if (said.length === 0) return <span className="sh-muted">–</span>;
  return (
    <>
      {said.map((text, index) => (
        <div key={index} className={index === 0 ? undefined : 'sh-muted'}>
          {text}
        </div>
      ))}
    </>
  );
}

function LineActions({ line, page, at }: { line: Line; page: BatchPage; at: string }) {
  const t = useText();
  const called = `${line.position} ${line.name}`;
  return (
    <div className="sh-batch-acts">
      {page.rights.edit && (
        <>
          <Link to={`${at}/lines/${line.id}`} aria-label={`${t(w.edit)} ${called}`}>
            {t(w.edit)}
          </Link>
          <PostForm action={`${at}/lines/${line.id}/remove`} preventScrollReset>
            <Button type="submit" variant="subtle" size="compact-sm" aria-label={`${t(w.remove)} ${called}`}>
              {t(w.remove)}
            </Button>
          </PostForm>
        </>
      )}
      {page.rights.comment && (
        <Link
          to={`?after=${page.after}&comment=${encodeURIComponent(line.anchor)}`}
          preventScrollReset
          aria-label={`${t(w.comment)} ${called}`}
        >
          {t(w.comment)}
        </Link>
      )}
    </div>
  );
}

/** The entry that a line changes; a batch of the plan's own house may be about another house's. */
function entryAddress(line: Line, { plan, side, batch }: BatchPage): string | null {
  if (line.action === 'add' || plan === null || side === 'own') return null;
  return `/plans/${plan.id}/entries/${batch.organisationId}/${line.entryId}`;
}

function LineName({ line, page }: { line: Line; page: BatchPage }) {
  const t = useText();
  const entry = entryAddress(line, page);
  return (
    <>
      {line.action !== 'add' && <Tag>{t(LINE_ACTIONS[line.action])}</Tag>}{' '}
      <strong>{line.name || t(LINE_KINDS[line.kind])}</strong>
      {line.uscc && <div className="sh-muted">{line.uscc}</div>}
      {entry && (
        <div>
          <Link to={entry}>{t(w.entryLink)}</Link>
        </div>
      )}
    </>
  );
}

function LineRows({
  line,
  page,
  at,
  refused,
}: {
  line: Line;
  page: BatchPage;
  at: string;
  refused: Refused | null;
}) {
  const t = useText();
  const mayAct = page.rights.edit || page.rights.comment;
  const isCommented = page.commentOn?.anchor === line.anchor;
  return (
    <>
      <tr id={`line-${line.id}`}>
        <td className="num" data-label="#">
          {line.position}
        </td>
        <td data-label={t(w.target)}>
          {line.targetId}
          <div className="sh-muted">{t(line.target)}</div>
        </td>
        <td data-label={t(w.content)}>
          <LineName line={line} page={page} />
        </td>
        <td data-label={t(w.region)}>{t(line.region)}</td>
        <td data-label={t(w.date)}>
          <span className="sh-nowrap">{line.onDate}</span>
          {line.endedOn && <div className="sh-muted sh-nowrap">{t(w.until(line.endedOn))}</div>}
        </td>
        <td className="num" data-label={t(w.amount)}>
          {t(line.amount)}
        </td>
        <td data-label={t(w.source)}>
          <Source line={line} />
        </td>
        {mayAct && (
          <td className="sh-no-print">
            <LineActions line={line} page={page} at={at} />
          </td>
        )}
      </tr>
      {(line.threads.length > 0 || isCommented) && (
        <tr className="sh-batch-thread-row">
          <td colSpan={mayAct ? 8 : 7}>
            {line.threads.map((thread) => (
              <BatchThread key={thread.id} thread={thread} page={page} at={at} />
            ))}
            {isCommented && page.commentOn && <CommentForm target={page.commentOn} refused={refused} />}
          </td>
        </tr>
      )}
    </>
  );
}

/** The lines of a batch with the comments on each. */
export function LineTable({ page, at, refused }: { page: BatchPage; at: string; refused: Refused | null }) {
  const t = useText();
  if (page.areLinesHidden) {
    const isOver = page.batch.status === 'withdrawn';
    return <p className="sh-card">{t(isOver ? w.linesWithdrawn : w.linesHidden)}</p>;
  }
  if (page.count === 0) {
    return (
      <EmptyState title={t(w.noLines)}>
        <p>{t(w.noLinesText)}</p>
      </EmptyState>
    );
  }
  const mayAct = page.rights.edit || page.rights.comment;
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.lines)}</caption>
          <thead>
            <tr>
              <th scope="col" className="num">
                #
              </th>
              <th scope="col">{t(w.target)}</th>
              <th scope="col">{t(w.content)}</th>
              <th scope="col">{t(w.region)}</th>
              <th scope="col">{t(w.date)}</th>
              <th scope="col" className="num">
                {t(w.amount)}
              </th>
              <th scope="col">{t(w.source)}</th>
              {mayAct && (
                <th scope="col" className="sh-no-print">
                  <span className="sh-visually-hidden">{t(w.actions)}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {page.lines.map((line) => (
              <LineRows key={line.id} line={line} page={page} at={at} refused={refused} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.after > 0 && <Link to="?">{t(w.first)}</Link>}
        {page.next !== null && <Link to={`?after=${page.next}`}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}
