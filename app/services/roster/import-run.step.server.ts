import { z } from 'zod';
import type { RosterProblem } from '#app/domain/roster/roster-row.ts';

/** Rows of an import as they wait to be applied; contacts are sealed even here. */
export const StoredRowsSchema = z.array(
  z.object({
    name: z.string(),
    uscc: z.string(),
    licenceNumber: z.string(),
    businessCodes: z.string(),
    regionCode: z.string(),
    contactCipher: z.string().nullable(),
    contactMask: z.string(),
    isNew: z.boolean(),
  }),
);
export type StoredRow = z.infer<typeof StoredRowsSchema>[number];

const StoredProblemsSchema = z.array(
  z.object({
    rowNumber: z.number(),
    header: z.string(),
    message: z.object({ zh: z.string(), en: z.string() }),
  }),
);

/** Rows as stored, read back. */
export function readStoredRows(stored: unknown): StoredRow[] {
  return StoredRowsSchema.parse(stored);
}

/** Problems as stored, read back. */
export function readStoredProblems(stored: unknown): RosterProblem[] {
  return StoredProblemsSchema.parse(stored);
}
