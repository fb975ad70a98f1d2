import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { BriefingInput } from '#app/domain/target/briefing-input.ts';
import { briefingSheets } from '#app/domain/target/briefing-sheet.ts';
import type { TargetStanding } from '#app/domain/target/standing.ts';
import { targetBriefing, targetPicture } from '#app/domain/target/target-briefing.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import {
  BRIEFING_TYPES,
  briefingInput,
  type BriefingRequest,
  fileNameOf,
  gatherEntries,
  type MadeBriefing,
  noteExport,
} from './gather-briefing.step.server.ts';

type ExportPorts = Pick<Ports, 'db' | 'pdf' | 'documents' | 'spreadsheets' | 'site'>;

async function render(
  ports: ExportPorts,
  scope: RegulatorScope,
  request: BriefingRequest,
  input: BriefingInput,
  target: TargetStanding,
): Promise<Buffer> {
  switch (request.format) {
    case 'pdf':
      return ports.pdf.renderReport(targetBriefing(input, target));
    case 'docx':
      return ports.documents.writeReport(targetBriefing(input, target), undefined, ports.pdf.drawPicture);
    case 'png':
      return ports.pdf.drawPicture(targetPicture(input, target));
    case 'xlsx': {
      const entries = await ports.db.transaction(scope, (trx) =>
        gatherEntries(trx, scope, request, target.target.id),
      );
      return ports.spreadsheets.writeWorkbook(briefingSheets(input, [target], entries));
    }
  }
}

/**
 * One target of a plan as at a day, as PDF, DOCX, workbook or picture; `not_found` for a target that the plan hasn't. For
 * officers who may export; each one made is an event in their house's journal.
 */
export async function exportTarget(
  ports: ExportPorts,
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
    bytes: await render(ports, noted.value, request, input, found),
  });
}
