import { Button, Textarea } from '@mantine/core';
import { THREAD_STATES } from '#app/domain/assessment/thread.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import type { ThreadFacts } from './item-page.server.ts';

/** One thread: state, comments, and what the visitor may do with it. `back` is the page that it stands on. */
export function AssessmentThread({
  thread,
  place,
  back,
}: {
  thread: ThreadFacts;
  /** Address of the assessment. */
  place: string;
  back: string;
}) {
  const t = useText();
  const { tone, label } = THREAD_STATES[thread.state];
  const address = `${place}/threads/${thread.id}`;
  return (
    <div className="sh-thread" id={`thread-${thread.id}`} data-state={thread.state}>
      <div>
        <Sign tone={tone}>{t(label)}</Sign> {thread.isReturn && <Tag>{t(w.isReturn)}</Tag>}
      </div>
      {thread.comments.map((comment) => (
        <p key={comment.id} style={{ whiteSpace: 'pre-line' }}>
          <strong>{comment.authorName}</strong>{' '}
          <span className="sh-muted">
            {t(comment.authorSide === 'enterprise' ? w.enterprise : w.consultant)} ·{' '}
            {t(instantText(comment.createdAt))}
          </span>
          {'\n'}
          {comment.body}
        </p>
      ))}
      {thread.mayReply && (
        <PostForm action={`${address}/reply`} preventScrollReset>
          <input type="hidden" name="back" value={back} />
          <Textarea
            name="body"
            id={`reply-${thread.id}`}
            label={t(w.replyText)}
            rows={2}
            maxLength={2000}
            required
            mb={6}
            size="xs"
          />
          <Button type="submit" size="compact-sm" variant="default">
            {t(w.reply)}
          </Button>
        </PostForm>
      )}
      {thread.mayResolve && (
        <PostForm action={`${address}/resolve`} preventScrollReset style={{ marginTop: 6 }}>
          <input type="hidden" name="back" value={back} />
          <Button type="submit" size="compact-sm" variant="default">
            {t(w.resolve)}
          </Button>
        </PostForm>
      )}
    </div>
  );
}
