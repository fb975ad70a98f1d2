import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** Inserts a session of the account in scope; `id` is the digest, never the id itself. */
export async function insertSession(
  trx: Trx,
  session: { id: string; accountId: string; now: string; expiresAt: string; device: string },
): Promise<void> {
  await trx
    .insertInto('session')
    .values({
      id: session.id,
      account_id: session.accountId,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      device: session.device,
    })
    .execute();
}

/** Notes use, and the new end if there is one. */
export async function touchSession(
  trx: Trx,
  digest: string,
  change: { expiresAt?: string; seenAt?: string },
): Promise<void> {
  await sql`select touch_session(${digest}, ${change.expiresAt ?? null}::timestamptz, ${change.seenAt ?? null}::timestamptz)`.execute(
    trx,
  );
}

/** Ends one session, whoever's it is: the caller holds its id. */
export async function endSession(trx: Trx, digest: string): Promise<void> {
  await sql`select end_session(${digest})`.execute(trx);
}

/** Ends all sessions of the account in scope, except one if given. */
export async function endOwnSessions(trx: Trx, exceptDigest?: string): Promise<number> {
  const query = trx.deleteFrom('session');
  const result = await (exceptDigest ? query.where('id', '<>', exceptDigest) : query).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Ends one of the sessions of the account in scope. */
export async function endOwnSession(trx: Trx, digest: string): Promise<boolean> {
  const result = await trx.deleteFrom('session').where('id', '=', digest).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends every session there is, in the scope of the command line. Answers how many. */
export async function endEverySession(trx: Trx): Promise<number> {
  // No condition: the command line may delete sessions and sees none.
  const result = await trx.deleteFrom('session').executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Chooses the organisation (and, for a consultant, the grant) that the session acts for. */
export async function setActingOrganisation(
  trx: Trx,
  digest: string,
  organisationId: string | null,
  grantId: string | null,
): Promise<void> {
  await trx
    .updateTable('session')
    .set({ organisation_id: organisationId, grant_id: grantId })
    .where('id', '=', digest)
    .execute();
}

/** Notes that the second factor was shown in this session, which goes on under a new id; both are digests. */
export async function setSecondFactor(
  trx: Trx,
  digest: string,
  now: string,
  renewedDigest: string,
): Promise<void> {
  await trx
    .updateTable('session')
    .set({ id: renewedDigest, second_factor_at: now })
    .where('id', '=', digest)
    .execute();
}

/** Removes sessions that are over. For the housekeeping job. */
export async function deleteExpiredSessions(trx: Trx, now: string): Promise<number> {
  const result = await trx.deleteFrom('session').where('expires_at', '<', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
