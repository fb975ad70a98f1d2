import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { ClaimSchema } from '../../domain/review/review-input.ts';
import { reviewWords } from '../../i18n/review.ts';
import { claimFiling } from '../../services/review/claim-filing.server.ts';
import { decideOn } from './decide.server.ts';

/** 领取, or taking over. */
export function action(incoming: ActionFunctionArgs) {
  const filing = incoming.params.id ?? '';
  return decideOn(incoming, {
    intent: 'claim',
    schema: ClaimSchema.omit({ filing: true }),
    run: (ports, actor, moment, input) => claimFiling(ports, actor, moment, { ...input, filing }),
    said: () => reviewWords.claimedFlash,
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
