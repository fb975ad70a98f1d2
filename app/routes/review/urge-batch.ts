import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { BatchSchema } from '../../domain/review/review-input.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { urgeFilings } from '../../services/review/urge-filings.server.ts';
import { answerBatch, readBatch } from './batch.server.ts';

/** 批量催办 of returned filings. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'urge');
  const form = await readBatch(incoming, BatchSchema);
  if (!form.ok) return form.response;
  const { ports } = incoming.context;
  return answerBatch(incoming, form.back, await urgeFilings(ports, visit.actor, visit.moment, form.value));
}

export const loader = () => redirect('/queue');
