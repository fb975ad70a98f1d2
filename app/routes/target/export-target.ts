import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportTarget } from '../../services/target/export-target.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { briefingResponse, formatOf } from './briefing-response.server.ts';

/** One target as at a day, as a file. */
export async function loader(incoming: LoaderFunctionArgs) {
  const format = formatOf(incoming.params.format);
  const { visit, plan, standing } = await loadPlan(incoming, incoming.params, 'exportRegister');
  const made = await exportTarget(incoming.context.ports, visit.actor, visit.moment, {
    plan,
    standing: await standing(),
    format,
    targetId: incoming.params.targetId ?? '',
  });
  return briefingResponse(valueOrThrow(made));
}
