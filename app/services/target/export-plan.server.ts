import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { planBriefing } from '#app/domain/target/briefing.ts';
import { marksOf, type BriefingInput } from '#app/domain/target/briefing-input.ts';
import { briefingSheets } from '#app/domain/target/briefing-sheet.ts';
import { planScene } from '#app/domain/target/plan-scene.ts';
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
): Promise<Buffer> {
  switch (request.format) {
    case 'pdf':
      return ports.pdf.renderReport(planBriefing(input));
    case 'docx':
      return ports.documents.writeReport(planBriefing(input), undefined, ports.pdf.drawPicture);
    case 'png':
      return ports.pdf.drawPicture(
        planScene(request.standing, input.today, marksOf(input).join(' · ') || null),
      );
    case 'xlsx': {
      const entries = await ports.db.transaction(scope, (trx) => gatherEntries(trx, scope, request, ''));
      return ports.spreadsheets.writeWorkbook(briefingSheets(input, request.standing.targets, entries));
    }
  }
}

/**
 * A plan's progress as at a day: a briefing as PDF or DOCX, a workbook of everything, or a picture. For officers who may
 * export; each one made is an event in their house's journal.
 */
export async function exportPlan(
  ports: ExportPorts,
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
    bytes: await render(ports, noted.value, request, input),
  });
}
