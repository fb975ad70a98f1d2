import { sql } from 'kysely';
import type { GrantPurpose } from '../../app/domain/account/scope.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import type { LiveGrant } from './grant.read.ts';

/** The consultancy's grants that are alive on that day, the first to expire first. */
export async function listLiveGrants(
  trx: Trx,
  consultancyId: string,
  today: PlainDate,
): Promise<LiveGrant[]> {
  return trx
    .selectFrom('client_grant')
    .select([
      'id',
      'organisation_id as clientId',
      'client_name as clientName',
      'purpose',
      'rights',
      'expires_on as expiresOn',
    ])
    .where('consultancy_id', '=', consultancyId)
    .where('revoked_at', 'is', null)
    .where('expires_on', '>=', today)
    .orderBy('expires_on')
    .orderBy('id')
    .execute();
}

/** A live grant with whether anything may wait at its client, told without entering the client's house. */
export interface ClientSummary extends LiveGrant {
  readonly colour: string;
  readonly isDemo: boolean;
  /** The first day by which a re-filing is owed; null where none is, or where the grant doesn't include filings. */
  readonly nextDueOn: PlainDate | null;
  /** A change, a filing or an assessment is under way, or a question is open; what it is, only the house tells. */
  readonly isBusy: boolean;
}

/** The consultancy's grants that are alive on that day, in no order; asked in its own scope. */
export async function listClientSummaries(trx: Trx, today: PlainDate): Promise<ClientSummary[]> {
  const { rows } = await sql<ClientSummary>`
    select g.id, g.organisation_id as "clientId", g.client_name as "clientName", g.purpose, g.rights, g.expires_on as "expiresOn",
      a.colour, a.is_demo as "isDemo", a.next_due as "nextDueOn", a.is_busy as "isBusy"
    from client_affairs(${today}::date) a join client_grant g on g.id = a.grant_id`.execute(trx);
  return rows;
}

/** A grant that is over, as the consultancy remembers it: the client's house is closed to it. */
export interface EndedGrant {
  readonly id: string;
  readonly clientName: string;
  readonly purpose: GrantPurpose;
  readonly expiresOn: PlainDate;
  /** When the client revoked it; null where it expired. */
  readonly revokedAt: string | null;
}

/** The consultancy's grants that were revoked or have expired by that day, the last that was given first. */
export async function listEndedGrants(
  trx: Trx,
  consultancyId: string,
  today: PlainDate,
): Promise<EndedGrant[]> {
  return trx
    .selectFrom('client_grant')
    .select([
      'id',
      'client_name as clientName',
      'purpose',
      'expires_on as expiresOn',
      'revoked_at as revokedAt',
    ])
    .where('consultancy_id', '=', consultancyId)
    .where((where) => where.or([where('revoked_at', 'is not', null), where('expires_on', '<', today)]))
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

/** The client's house as its consultant sees it. */
export interface ClientHouse {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly uscc: string | null;
  readonly isDemo: boolean;
}

/** The client in a consultant's scope, or undefined once the grant is over. */
export async function getClientHouse(trx: Trx, clientId: string): Promise<ClientHouse | undefined> {
  return trx
    .selectFrom('organisation')
    .select(['id', 'name', 'colour', 'uscc', 'is_demo as isDemo'])
    .where('id', '=', clientId)
    .executeTakeFirst();
}
