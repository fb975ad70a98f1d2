import { canonicalJson, type JsonValue } from '#app/domain/filing/canonical.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { readPlanContent } from '#app/domain/target/plan-file.ts';
import { sm3Hex } from '#db/crypto/digest.ts';

/** A plan's content as it is stored, and its digest (SM3, hex). */
export function sealPlan(plan: PlanContent): { readonly content: string; readonly digest: string } {
  // A plan is plain JSON by its schema; its interfaces have no index signature to show it.
  const content = canonicalJson(plan as unknown as JsonValue);
  return { content, digest: sm3Hex(content) };
}

/** A plan's content as read back. Content that doesn't hold is a fault of the database: throws. */
export function openPlan(stored: unknown): PlanContent {
  const reading = readPlanContent(stored);
  if (reading.ok) return reading.file;
  const [first] = reading.problems;
  throw new Error(`plan_version: the stored content does not hold at ${first?.path.join('.') ?? ''}`);
}
