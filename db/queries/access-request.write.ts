import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** A request as made by the account in scope. */
export interface NewAccessRequest {
  readonly organisationId: string;
  readonly id: string;
  readonly kind: 'join' | 'reclaim';
  readonly accountId: string;
  readonly accountName: string;
  readonly emailMask: string;
  readonly message: string;
  readonly programmeId: string | null;
  readonly regionCode: string;
  readonly now: string;
}

/** Inserts a request. */
export async function insertAccessRequest(trx: Trx, request: NewAccessRequest): Promise<void> {
  await trx
    .insertInto('access_request')
    .values({
      organisation_id: request.organisationId,
      id: request.id,
      kind: request.kind,
      account_id: request.accountId,
      account_name: request.accountName,
      email_mask: request.emailMask,
      message: request.message,
      programme_id: request.programmeId,
      region_code: request.regionCode,
      created_at: request.now,
      decided_at: null,
      decided_by_name: null,
    })
    .execute();
}

/** An open request, locked until the transaction ends. */
export interface LockedRequest {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailMask: string;
}

/** Locks an open request of a kind. */
export async function lockOpenRequest(
  trx: Trx,
  organisationId: string,
  id: string,
  kind: 'join' | 'reclaim',
): Promise<LockedRequest | undefined> {
  return trx
    .selectFrom('access_request')
    .select(['account_id as accountId', 'account_name as accountName', 'email_mask as emailMask'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
}

/** Notes the decision on a request. */
export async function updateRequestDecided(
  trx: Trx,
  decision: {
    organisationId: string;
    id: string;
    state: 'accepted' | 'refused';
    byName: string;
    note: string;
    now: string;
  },
): Promise<void> {
  await trx
    .updateTable('access_request')
    .set({
      state: decision.state,
      decided_at: decision.now,
      decided_by_name: decision.byName,
      decision_note: decision.note,
    })
    .where('organisation_id', '=', decision.organisationId)
    .where('id', '=', decision.id)
    .execute();
}

/** Gives an enterprise to the person who asked for it back; the owners so far become viewers. False when not open. */
export async function updateOwnership(
  trx: Trx,
  transfer: { organisationId: string; requestId: string; membershipId: string; now: string },
): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select transfer_ownership(${transfer.organisationId}::uuid, ${transfer.requestId}::uuid,
      ${transfer.membershipId}::uuid, ${transfer.now}::timestamptz) as moved`.execute(trx);
  return rows[0]?.moved === true;
}
