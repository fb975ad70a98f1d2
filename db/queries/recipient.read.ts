import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** A person who may be told something, with the sealed address. */
export interface RecipientRow {
  readonly accountId: string;
  /** The house in which the person is told. */
  readonly organisationId: string;
  readonly role: string;
  readonly emailCipher: string;
}

/** Members of an organisation, as far as the scope may tell them something; not the disabled or unverified. */
export async function listRecipientsOfOrganisation(
  trx: Trx,
  organisationId: string,
): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select account_id as "accountId", ${organisationId}::uuid as "organisationId", role, email_cipher as "emailCipher"
    from recipients_of(${organisationId}::uuid) order by account_id`.execute(trx);
  return rows;
}

/** Reviewers and supervisors of a programme whose region is, or contains, the given one. */
export async function listRecipientsOfRegulator(
  trx: Trx,
  programmeId: string,
  regionCode: string,
): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select account_id as "accountId", organisation_id as "organisationId", role, email_cipher as "emailCipher"
    from regulators_of(${programmeId}, ${regionCode}) order by account_id`.execute(trx);
  return rows;
}

/** Webhooks of an organisation; id and label only, whoever asks. */
export async function listWebhooksOf(
  trx: Trx,
  organisationId: string,
): Promise<{ id: string; label: string }[]> {
  const { rows } = await sql<{ id: string; label: string }>`
    select id, label from webhooks_of(${organisationId}::uuid) order by id`.execute(trx);
  return rows;
}
