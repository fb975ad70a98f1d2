import type { PlanContent } from '#app/domain/target/plan.ts';
import { planSheets } from '#app/domain/target/plan-workbook.ts';
import type { Ports } from '../ports.ts';

/** A plan as a workbook by the template: facts, parts, targets and deliverables, ready to be changed and imported. */
export function writePlanTemplate(ports: Pick<Ports, 'spreadsheets'>, plan: PlanContent): Promise<Buffer> {
  return ports.spreadsheets.writeWorkbook(planSheets(plan));
}
