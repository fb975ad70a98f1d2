import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { briefingSheets } from '#app/domain/target/briefing-sheet.ts';
import { targetBriefing, targetPicture } from '#app/domain/target/target-briefing.ts';
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
 * One target of a plan as at a day, as PDF, DOCX, workbook or picture; `not_found` for a target that the plan hasn't. For
 * officers who may export; each one made is an event in their house's journal.
 */
export async function exportTarget(
  ports: BriefingPorts,
  actor: Actor,
  moment: Moment,
  request: BriefingRequest & { readonly targetId: string },
): Promise<Result<MadeBriefing>> {
  const { standing, targetId, format, plan } = request;
  const found = standing.targets.find(({ target }) => target.id === targetId);
  if (!found) return refuse('not_found');
  const noted = await noteExport(ports, actor, moment, request, targetId);
  if (!noted.ok) return noted;
  const place = `/plans/${plan.id}/targets/${encodeURIComponent(targetId)}`;
  const input = briefingInput(ports, moment, request, place);
  return done({
    fileName: fileNameOf(`${targetId} ${found.target.indicator.zh}`, standing.asAt, format),
    contentType: BRIEFING_TYPES[format],
    bytes: await renderBriefing(ports, format, {
      report: () => targetBriefing(input, found),
      picture: () => targetPicture(input, found),
      sheets: async () => {
        const scope = noted.value;
        const entries = await ports.db.transaction(scope, (trx) =>
          gatherEntries(trx, scope, request, targetId),
        );
        return briefingSheets(input, [found], entries);
      },
    }),
  });
}
