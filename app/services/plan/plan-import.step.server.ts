import { z } from 'zod';
import type { PlanContent } from '#app/domain/target/plan.ts';
import type { WorkbookProblem } from '#app/domain/target/plan-workbook.ts';
import { openPlan } from './plan-content.step.server.ts';

const PairSchema = z.object({ zh: z.string(), en: z.string() });
const ProblemsSchema = z.array(z.object({ place: PairSchema.nullable(), message: PairSchema }));

/** What a stored import would make: a plan, or null where there were problems or it is done with. */
export function readImportedPlan(stored: unknown): PlanContent | null {
  const [first] = z.array(z.unknown()).parse(stored);
  return first === undefined ? null : openPlan(first);
}

/** Problems of a stored import, read back. */
export function readImportProblems(stored: unknown): readonly WorkbookProblem[] {
  return ProblemsSchema.parse(stored);
}
