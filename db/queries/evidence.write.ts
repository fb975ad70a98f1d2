import type { Insertable } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { EvidenceTable } from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** Puts a piece of evidence into the library; a file's content is in the storage already. */
export async function insertEvidence(trx: Trx, evidence: Insertable<EvidenceTable>): Promise<void> {
  await trx.insertInto('evidence').values(evidence).execute();
}

/** Evidence that isn't retired, locked until the transaction ends. */
export async function lockEvidence(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<Pick<EvidenceTable, 'kind'> | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('evidence')
    .select('kind')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** What may be corrected about evidence. */
export interface EvidenceFacts {
  readonly title: string;
  readonly reference: string;
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveUntil: PlainDate | null;
  readonly ownerId: string | null;
  readonly ownerName: string;
}

/** Corrects the facts about a piece of evidence. */
export async function updateEvidenceFacts(
  trx: Trx,
  organisationId: string,
  id: string,
  facts: EvidenceFacts,
): Promise<void> {
  await trx
    .updateTable('evidence')
    .set({
      title: facts.title,
      reference: facts.reference,
      effective_from: facts.effectiveFrom,
      effective_until: facts.effectiveUntil,
      owner_id: facts.ownerId,
      owner_name: facts.ownerName,
    })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Takes evidence out of use from this instant on; its row, its file and what links to it stay. */
export async function updateEvidenceRetired(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('evidence')
    .set({ retired_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .execute();
}
