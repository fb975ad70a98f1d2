import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readForm } from '../../http/form.server.ts';
import { localAddress, redirectAfter, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { linkEvidence } from '../../services/evidence-link/link-evidence.server.ts';
import { unlinkEvidence } from '../../services/evidence-link/unlink-evidence.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

const LinkSchema = z.object({
  cell: z.string().max(200),
  evidence: z.string().max(50),
  back: z.string().max(400),
  do: z.enum(['link', 'unlink']),
});

/** Links a piece of the library to a cell, or takes it away. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const form = await readForm(incoming, LinkSchema);
  if (!form.ok) throw refusalResponse(form.refusal);
  const { cell: cellId, evidence: evidenceId } = form.value;
  const input = { assessmentId, cellId, evidenceId };
  const isLink = form.value.do === 'link';
  const result = await (isLink ? linkEvidence : unlinkEvidence)(ports, visit.actor, visit.moment, input);
  if (!result.ok && result.refusal.code !== 'invalid' && result.refusal.code !== 'not_allowed_now') {
    throw refusalResponse(result.refusal);
  }
  const back = localAddress(form.value.back, `${base}/assessments/${assessmentId}`);
  return redirectAfter(back, result, isLink ? w.linked : w.unlinked, { isSecure });
}
