import { z } from 'zod';

const Verdict = z.enum(['yes', 'no', 'unverifiable']);
const StartsWithFrozen = z.enum(['yes', 'no', 'unknown']);

const FindingSchema = z.object({
  digestIntact: Verdict,
  signatureValid: Verdict,
  certificateTrusted: z.enum(['yes', 'no', 'unverifiable', 'not_checked']),
  coversWholeFile: z.enum(['yes', 'no']),
  startsWithFrozen: StartsWithFrozen,
  signerName: z.string().nullable(),
  signerOrganisation: z.string().nullable(),
  issuerName: z.string().nullable(),
  claimedSigningTime: z.string().nullable(),
  algorithm: z.string().nullable(),
  reasons: z.array(z.string()),
});

/** What was found out about the digital signatures of a file, as it was stored when the file came in. */
export const SignatureReportSchema = z.object({
  problem: z.string().nullable(),
  startsWithFrozen: StartsWithFrozen,
  signatures: z.array(FindingSchema),
});
export type SignatureFinding = z.infer<typeof FindingSchema>;
export type SignatureReport = z.infer<typeof SignatureReportSchema>;

/** A stored report; null when there is none or it can't be read. */
export function readSignatureReport(stored: unknown): SignatureReport | null {
  const parsed = SignatureReportSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
