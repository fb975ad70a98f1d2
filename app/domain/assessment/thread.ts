import { z } from 'zod';
import type { Tone } from '../filing/state.ts';
import { bilingual, words, type Words } from '../words.ts';
import type { AssessmentParty, AssessmentSide } from './state.ts';

/** Where a thread stands, with its sign. */
export const THREAD_STATES = {
  open: { label: words('待答复', 'Waits for an answer'), tone: 'amber' },
  answered: { label: words('已答复', 'Answered'), tone: 'blue' },
  resolved: { label: words('已关闭', 'Closed'), tone: 'grey' },
} as const satisfies Record<string, { label: Words; tone: Tone }>;
export type ThreadState = keyof typeof THREAD_STATES;

/** What somebody writes into a thread. */
export const ThreadBodySchema = z.object({
  body: z
    .string()
    .trim()
    .min(1, bilingual('请填写内容。', 'Write something.'))
    .max(2000, bilingual('不能超过 2000 字。', 'At most 2000 characters.')),
});
export type ThreadBody = z.infer<typeof ThreadBodySchema>;

/** A thread as deciding about it needs. */
export interface ThreadStand {
  readonly side: AssessmentSide;
  readonly state: ThreadState;
  readonly isReturn: boolean;
  readonly createdById: string;
}

const OWN_SIDE: Readonly<Record<AssessmentParty, AssessmentSide>> = {
  enterprise: 'self',
  helper: 'self',
  assessor: 'independent',
};

/**
 * What somebody who may edit may do with a thread: who works on that side replies; the enterprise also answers what an
 * assessor asks. Whoever asked closes it; a question among colleagues anyone of them, but a return only who made it.
 */
export function threadIntents(
  thread: ThreadStand,
  party: AssessmentParty,
  accountId: string,
): readonly ('reply' | 'resolve')[] {
  if (thread.state === 'resolved') return [];
  const isOwn = OWN_SIDE[party] === thread.side;
  const isAsked = party === 'enterprise' && thread.side === 'independent' && !thread.isReturn;
  const isAsker = thread.createdById === accountId;
  return [
    ...(isOwn || isAsked ? (['reply'] as const) : []),
    ...(isOwn && (isAsker || !thread.isReturn) ? (['resolve'] as const) : []),
  ];
}

/** How a thread stands after somebody wrote into it: who asked asks again, anybody else answers. */
export function stateAfterReply(thread: ThreadStand, accountId: string): ThreadState {
  return thread.createdById === accountId ? 'open' : 'answered';
}
