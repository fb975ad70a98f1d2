import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { AssignSchema } from '../../domain/review/review-input.ts';
import { reviewWords } from '../../i18n/review.ts';
import { assignFilings } from '../../services/review/assign-filings.server.ts';
import { decideOn } from './decide.server.ts';

/** 分派 of one filing. */
export function action(incoming: ActionFunctionArgs) {
  const filing = [incoming.params.id ?? ''];
  return decideOn(incoming, {
    intent: 'assign',
    schema: AssignSchema.omit({ filing: true }),
    run: (ports, actor, moment, input) => assignFilings(ports, actor, moment, { ...input, filing }),
    said: ({ taken, left }) => reviewWords.batchDone(taken, left),
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
