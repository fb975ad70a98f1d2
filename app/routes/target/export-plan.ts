import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportPlan } from '../../services/target/export-plan.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { briefingResponse, formatOf } from './briefing-response.server.ts';

/** A plan as at a day, as a file: `/export/pdf`, `/export/docx`, `/export/xlsx`, `/export/png`. */
export async function loader(incoming: LoaderFunctionArgs) {
  const format = formatOf(incoming.params.format);
  const { visit, plan, standing } = await loadPlan(incoming, incoming.params, 'exportRegister');
  const made = await exportPlan(incoming.context.ports, visit.actor, visit.moment, {
    plan,
    standing: await standing(),
    format,
  });
  return briefingResponse(valueOrThrow(made));
}
