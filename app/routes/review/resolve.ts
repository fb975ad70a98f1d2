import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { ThreadOnlySchema } from '../../domain/review/review-input.ts';
import { reviewWords } from '../../i18n/review.ts';
import { resolveThread } from '../../services/review/resolve-thread.server.ts';
import { decideOn } from './decide.server.ts';

/** 关闭意见, or throwing a draft away. */
export function action(incoming: ActionFunctionArgs) {
  const filing = incoming.params.id ?? '';
  return decideOn(incoming, {
    intent: 'resolveThread',
    schema: ThreadOnlySchema.omit({ filing: true }),
    run: (ports, actor, moment, input) => resolveThread(ports, actor, moment, { ...input, filing }),
    said: (done) => (done === 'resolved' ? reviewWords.resolvedFlash : reviewWords.discardedFlash),
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
