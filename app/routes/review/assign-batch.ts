import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { AssignSchema } from '../../domain/review/review-input.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { assignFilings } from '../../services/review/assign-filings.server.ts';
import { answerBatch, readBatch } from './batch.server.ts';

/** 批量分派. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'assign');
  const form = await readBatch(incoming, AssignSchema);
  if (!form.ok) return form.response;
  const { ports } = incoming.context;
  return answerBatch(incoming, form.back, await assignFilings(ports, visit.actor, visit.moment, form.value));
}

export const loader = () => redirect('/queue');
