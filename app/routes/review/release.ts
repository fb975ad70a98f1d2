import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { FilingOnlySchema } from '../../domain/review/review-input.ts';
import { reviewWords } from '../../i18n/review.ts';
import { releaseFiling } from '../../services/review/release-filing.server.ts';
import { decideOn } from './decide.server.ts';

/** 退回待办. */
export function action(incoming: ActionFunctionArgs) {
  const filing = incoming.params.id ?? '';
  return decideOn(incoming, {
    intent: 'release',
    schema: FilingOnlySchema.omit({ filing: true }),
    run: (ports, actor, moment, input) => releaseFiling(ports, actor, moment, { ...input, filing }),
    said: () => reviewWords.releasedFlash,
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
