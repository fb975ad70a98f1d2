import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { ConfirmPaperSchema } from '../../domain/review/review-input.ts';
import { reviewWords } from '../../i18n/review.ts';
import { confirmPaper } from '../../services/review/confirm-paper.server.ts';
import { decideOn } from './decide.server.ts';

/** 确认纸质报送. */
export function action(incoming: ActionFunctionArgs) {
  const filing = incoming.params.id ?? '';
  return decideOn(incoming, {
    intent: 'confirmPaper',
    schema: ConfirmPaperSchema.omit({ filing: true }),
    run: (ports, actor, moment, input) => confirmPaper(ports, actor, moment, { ...input, filing }),
    said: () => reviewWords.paperFlash,
  });
}

export const loader = ({ params }: { params: { id?: string } }) => redirect(`/review/${params.id ?? ''}`);
