import { Link } from '@remix-run/react';
import { useText } from '../../i18n/language.tsx';
import { formWords as w } from '../../i18n/filing-form.ts';
import { instantText } from '../../i18n/instant.ts';
import { Sign } from '../layout/sign.tsx';

/** A thread of comments as pages draw it. */
export interface ThreadFacts {
  readonly id: string;
  readonly anchor: string;
  readonly versionNo: number;
  readonly state: 'open' | 'answered' | 'resolved';
  readonly proposedValue: string | null;
  readonly proposalState: 'open' | 'accepted' | 'declined' | null;
  readonly comments: readonly {
    readonly id: string;
    readonly authorName: string;
    readonly authorSide: 'enterprise' | 'regulator' | 'reporter';
    readonly body: string;
    readonly createdAt: string;
  }[];
}

const STATES = {
  open: { tone: 'amber', label: w.commentsOpen },
  answered: { tone: 'blue', label: w.commentAnswered },
  resolved: { tone: 'grey', label: w.commentResolved },
} as const;

/** The comments of one thread; what may be done about it comes as children. */
export function ThreadBox({
  thread,
  to,
  head,
  children,
}: {
  thread: ThreadFacts;
  /** Stands first, in place of the state's sign. */
  head?: React.ReactNode;
  /** Where it can be answered, if not here. */
  to?: string;
  children?: React.ReactNode;
}) {
  const t = useText();
  const { tone, label } = STATES[thread.state];
  return (
    <div className="sh-thread" id={`thread-${thread.id}`}>
      {head ?? <Sign tone={tone}>{t(label)}</Sign>}
      {thread.comments.map((comment) => (
        <p key={comment.id}>
          <strong>{comment.authorName}</strong>{' '}
          <span className="sh-muted">{t(instantText(comment.createdAt))}</span>
          <br />
          {comment.body}
        </p>
      ))}
      {thread.proposedValue !== null && (
        <p>
          <span className="sh-muted">{t(w.proposal)}：</span>
          <strong>{thread.proposedValue}</strong>
          {thread.proposalState === 'accepted' && `（${t(w.accepted)}）`}
        </p>
      )}
      {to && thread.state === 'open' && <Link to={to}>{t(w.answer)}</Link>}
      {children}
    </div>
  );
}
