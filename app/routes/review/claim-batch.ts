import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { BatchSchema } from '../../domain/review/review-input.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { claimFilings } from '../../services/review/claim-filings.server.ts';
import { answerBatch, readBatch } from './batch.server.ts';

/** 批量领取. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'claim');
  const form = await readBatch(incoming, BatchSchema);
  if (!form.ok) return form.response;
  const { ports } = incoming.context;
  return answerBatch(incoming, form.back, await claimFilings(ports, visit.actor, visit.moment, form.value));
}

export const loader = () => redirect('/queue');
