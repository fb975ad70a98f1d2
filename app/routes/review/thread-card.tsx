import { Button, Textarea } from '@mantine/core';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { InstantText } from './instant-text.tsx';
import type { ReviewPage } from './review.tsx';

type Thread = ReviewPage['threads'][number];

const STATES = {
  open: { tone: 'amber', label: w.open },
  answered: { tone: 'blue', label: w.answered },
  resolved: { tone: 'grey', label: w.resolved },
} as const;

const PROPOSALS = {
  open: w.proposalOpen,
  accepted: w.proposalAccepted,
  declined: w.proposalDeclined,
} as const;

function ThreadHead({ thread }: { thread: Thread }) {
  const t = useText();
  const state = STATES[thread.state];
  const isDraft = thread.publishedAt === null;
  return (
    <div className="sh-thread-head">
      {isDraft ? (
        <Sign tone="grey" dashed>
          {t(w.draft)}
        </Sign>
      ) : (
        <Sign tone={state.tone}>{t(state.label)}</Sign>
      )}
      <span className="sh-muted">{t(w.onVersion(thread.versionNo))}</span>
      {thread.proposedValue !== null && (
        <span>
          {t(w.proposed)}：<strong>{thread.proposedValue}</strong>
          {!isDraft && thread.proposalState !== null && (
            <span className="sh-muted">（{t(PROPOSALS[thread.proposalState])}）</span>
          )}
        </span>
      )}
    </div>
  );
}

function ThreadActions({ thread, page }: { thread: Thread; page: ReviewPage }) {
  const t = useText();
  const ids = (
    <>
      <input type="hidden" name="filing" value={page.filing.id} />
      <input type="hidden" name="thread" value={thread.id} />
    </>
  );
  return (
    <div className="sh-thread-actions sh-no-print">
      <details>
        <summary>{t(w.reply)}</summary>
        <PostForm action={`/review/${page.filing.id}/reply`} preventScrollReset>
          {ids}
          <Textarea name="body" aria-label={t(w.replyText)} rows={2} maxLength={2000} required />
          <Button type="submit" size="compact-sm" mt={6}>
            {t(w.reply)}
          </Button>
        </PostForm>
      </details>
      <PostForm action={`/review/${page.filing.id}/resolve`} preventScrollReset>
        {ids}
        <Button type="submit" variant="default" size="compact-sm">
          {t(thread.publishedAt === null ? w.discard : w.resolve)}
        </Button>
      </PostForm>
    </div>
  );
}

/** A thread under its field: state, comments, and what may be done with it. */
export function ThreadCard({ thread, page }: { thread: Thread; page: ReviewPage }) {
  const t = useText();
  return (
    <div
      className="sh-thread"
      id={`thread-${thread.id}`}
      data-state={thread.state}
      {...(thread.publishedAt === null ? { 'data-draft': true } : {})}
    >
      <ThreadHead thread={thread} />
      {thread.comments.map((comment) => (
        <p key={comment.id}>
          <strong>{comment.authorName}</strong>{' '}
          <span className="sh-muted">
            {t(comment.authorSide === 'regulator' ? w.regulator : w.enterprise)} ·{' '}
            <InstantText at={comment.createdAt} />
          </span>
          <br />
          {comment.body}
        </p>
      ))}
      {page.rights.comment && thread.state !== 'resolved' && <ThreadActions thread={thread} page={page} />}
    </div>
  );
}
