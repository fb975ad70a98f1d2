import { createHash, randomBytes } from 'node:crypto';

/** For how long the link of a verification mail counts, in hours. */
export const VERIFICATION_HOURS = 48;
/** For how long the link of a reset mail counts, in hours. */
export const RESET_HOURS = 1;
/** For how long an invitation counts, in days. */
export const INVITATION_DAYS = 14;

/** A token for a mailed link, and the digest that the database keeps of it. */
export function newOneTimeToken(): { token: string; digest: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, digest: tokenDigest(token) };
}

/** The digest (SHA-256, hex) under which a mailed token is found. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** An instant some hours after another. */
export function hoursAfter(now: string, hours: number): string {
  return new Date(Date.parse(now) + hours * 3_600_000).toISOString();
}
