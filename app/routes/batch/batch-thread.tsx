import { Button, Textarea } from '@mantine/core';
import { Link } from '@remix-run/react';
import { type ThreadFacts, ThreadBox } from '../../components/filing/thread-box.tsx';
import type { Refused } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { Sign } from '../../components/layout/sign.tsx';
import type { Words } from '../../domain/words.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import type { BatchPage } from './batch.tsx';

interface Thread extends ThreadFacts {
  readonly publishedAt: string | null;
}

function Write({ to, label }: { to: string; label: string }) {
  return (
    <details>
      <summary>{label}</summary>
      <PostForm action={to} preventScrollReset>
        <Textarea name="body" aria-label={label} rows={2} maxLength={2000} required />
        <Button type="submit" size="compact-sm" mt={6}>
          {label}
        </Button>
      </PostForm>
    </details>
  );
}

/** A thread beside its line, or under the table, with what may be done about it. */
export function BatchThread({
  thread,
  page,
  at,
  place,
}: {
  thread: Thread;
  page: BatchPage;
  at: string;
  place?: Words;
}) {
  const t = useText();
  const { rights } = page;
  const isDraft = thread.publishedAt === null;
  const isOpen = thread.state !== 'resolved';
  const to = `${at}/threads/${thread.id}`;
  return (
    <ThreadBox
      thread={thread}
      head={
        isDraft ? (
          <Sign tone="grey" dashed>
            {t(w.draftThread)}
          </Sign>
        ) : undefined
      }
    >
      {place && <p className="sh-muted">{t(place)}</p>}
      {isOpen && (
        <div className="sh-batch-acts sh-no-print">
          {rights.answer && <Write to={`${to}/answer`} label={t(w.answer)} />}
          {rights.comment && <Write to={`${to}/reply`} label={t(w.reply)} />}
          {rights.resolve && (
            <PostForm action={`${to}/resolve`} preventScrollReset>
              <Button type="submit" variant="default" size="compact-sm">
                {t(isDraft ? w.discard : w.resolve)}
              </Button>
            </PostForm>
          )}
        </div>
      )}
    </ThreadBox>
  );
}

/** The form of a new comment on a line or on the whole. */
export function CommentForm({
  target,
  refused,
}: {
  target: { readonly anchor: string; readonly label: Words };
  refused: Refused | null;
}) {
  const t = useText();
  const field = postedFields(refused, t);
  return (
    <PostForm className="sh-thread" preventScrollReset>
      <input type="hidden" name="anchor" value={target.anchor} />
      <Textarea
        {...field('body')}
        label={`${t(w.commentOn)}：${t(target.label)}`}
        description={t(w.commentHelp)}
        maxLength={2000}
        rows={3}
        required
        autoFocus
      />
      <div className="sh-batch-acts" style={{ marginTop: 8 }}>
        <Button type="submit" name="publish" value="draft" size="compact-md">
          {t(w.saveDraft)}
        </Button>
        <Button type="submit" name="publish" value="now" size="compact-md" variant="default">
          {t(w.publish)}
        </Button>
        <Link to="?" preventScrollReset>
          {t(w.cancel)}
        </Link>
      </div>
    </PostForm>
  );
}
