import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { ReplySchema } from '../../domain/review/review-input.ts';
import { onceOnly } from '../../http/once.server.ts';
import { reviewWords } from '../../i18n/review.ts';
import { replyThread } from '../../services/review/reply-thread.server.ts';
import { decideOn } from './decide.server.ts';

/** 回复. */
export function action(incoming: ActionFunctionArgs) {
  const filing = incoming.params.id ?? '';
  return decideOn(incoming, {
    intent: 'comment',
    schema: ReplySchema.omit({ filing: true }),
    run: (ports, actor, moment, input) =>
      onceOnly(incoming, input, () => replyThread(ports, actor, moment, { ...input, filing })),
    said: () => reviewWords.replied,
    at: (input) => `#thread-${input.thread}`,
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
