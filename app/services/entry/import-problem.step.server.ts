import { z } from 'zod';
import type { ImportProblem } from '#app/domain/target/entry-import.ts';

const ProblemsSchema = z.array(
  z.object({
    rowNumber: z.number(),
    header: z.string(),
    message: z.object({ zh: z.string(), en: z.string() }),
  }),
);

/** What was found in an import: how much of it, and the first of each. */
const FindingsSchema = z.object({
  rowCount: z.number(),
  errorCount: z.number(),
  errors: ProblemsSchema,
  doubtCount: z.number(),
  doubts: ProblemsSchema,
});
export type ImportFindings = z.infer<typeof FindingsSchema>;

/** Findings that are kept; the file has the rest. */
const KEPT = 1000;

/** The findings of an import as they are stored. */
export function importFindings(
  rowCount: number,
  errors: readonly ImportProblem[],
  doubts: readonly ImportProblem[],
): ImportFindings {
  return {
    rowCount,
    errorCount: errors.length,
    errors: errors.slice(0, KEPT),
    doubtCount: doubts.length,
    doubts: doubts.slice(0, KEPT),
  };
}

/** Findings as stored, read back. */
export function readFindings(stored: unknown): ImportFindings {
  return FindingsSchema.parse(stored);
}

/** A row as it waits to be written. */
export const WaitingRowSchema = z.object({
  rowNumber: z.number(),
  targetId: z.string(),
  line: z.object({
    kind: z.enum(['item', 'observation']),
    name: z.string(),
    uscc: z.string().nullable(),
    region: z.string(),
    onDate: z.string(),
    endedOn: z.string().nullable(),
    quantity: z.number().nullable(),
    value: z.number().nullable(),
    source: z.string(),
    document: z.string(),
    note: z.string(),
  }),
});
