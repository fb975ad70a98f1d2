import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { planBriefing } from '#app/domain/target/briefing.ts';
import { marksOf } from '#app/domain/target/briefing-input.ts';
import { briefingSheets } from '#app/domain/target/briefing-sheet.ts';
import { planScene } from '#app/domain/target/plan-scene.ts';
import {
  BRIEFING_TYPES,
  briefingInput,
  type BriefingPorts,
  type BriefingRequest,
  fileNameOf,
  gatherEntries,
  type MadeBriefing,
  noteExport,
  renderBriefing,
} from './gather-briefing.step.server.ts';

/**
 * A plan's progress as at a day: a briefing as PDF or DOCX, a workbook of everything, or a picture. For officers who may
 * export; each one made is an event in their house's journal.
 */
export async function exportPlan(
  ports: BriefingPorts,
  actor: Actor,
  moment: Moment,
  request: BriefingRequest,
): Promise<Result<MadeBriefing>> {
  const noted = await noteExport(ports, actor, moment, request, null);
  if (!noted.ok) return noted;
  const input = briefingInput(ports, moment, request, `/plans/${request.plan.id}`);
  const { content, asAt } = request.standing;
  return done({
    fileName: fileNameOf(`${content.title.zh}进展`, asAt, request.format),
    contentType: BRIEFING_TYPES[request.format],
    bytes: await renderBriefing(ports, request.format, {
      report: () => planBriefing(input),
      picture: () => planScene(request.standing, input.today, marksOf(input).join(' · ') || null),
      sheets: async () => {
        const scope = noted.value;
        const entries = await ports.db.transaction(scope, (trx) => gatherEntries(trx, scope, request, ''));
        return briefingSheets(input, request.standing.targets, entries);
      },
    }),
  });
}
