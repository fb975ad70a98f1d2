import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import type { RegulatorScope } from './queue.read.ts';

/** An entry as an import brings it; its contact is sealed already. */
export interface NewRosterEntry {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly licenceNumber: string;
  readonly businessCodes: string;
  readonly regionCode: string;
  readonly contactCipher: string | null;
  readonly contactMask: string;
}

/** Rows in one statement. */
const BATCH = 500;

/** Adds entries; those whose code is in the roster already are brought up to date, keeping their id. */
export async function upsertRosterEntries(
  trx: Trx,
  scope: RegulatorScope,
  entries: readonly NewRosterEntry[],
  importId: string,
  now: string,
): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    await trx
      .insertInto('roster_entry')
      .values(
        entries.slice(start, start + BATCH).map((entry) => ({
          organisation_id: scope.organisationId,
          id: entry.id,
          programme_id: scope.programmeId,
          region_code: entry.regionCode,
          uscc: entry.uscc,
          name: entry.name,
          licence_number: entry.licenceNumber,
          business_codes: entry.businessCodes,
          contact_cipher: entry.contactCipher,
          contact_mask: entry.contactMask,
          import_id: importId,
          last_urged_at: null,
          created_at: now,
          removed_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'programme_id', 'uscc'])
          .where('removed_at', 'is', null)
          .doUpdateSet({
            name: sql`excluded.name`,
            region_code: sql`excluded.region_code`,
            licence_number: sql`excluded.licence_number`,
            business_codes: sql`excluded.business_codes`,
            // A list without contacts doesn't take away those that are known.
            contact_cipher: sql`coalesce(excluded.contact_cipher, roster_entry.contact_cipher)`,
            contact_mask: sql`case when excluded.contact_cipher is null then roster_entry.contact_mask else excluded.contact_mask end`,
            import_id: sql`excluded.import_id`,
          }),
      )
      .execute();
  }
}

/** Takes an entry out of the roster; false when it wasn't in it. The row stays. */
export async function updateEntryRemoved(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  now: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('roster_entry')
    .set({ removed_at: now })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Notes that entries were urged. */
export async function updateEntriesUrged(
  trx: Trx,
  scope: RegulatorScope,
  ids: readonly string[],
  now: string,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('roster_entry')
    .set({ last_urged_at: now })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', 'in', [...ids])
    .execute();
}

/** Stores a previewed import. `rows` and `problems` are JSON texts. */
export async function insertImportRun(
  trx: Trx,
  scope: RegulatorScope,
  run: { id: string; fileName: string; rows: string; problems: string; createdByName: string; now: string },
): Promise<void> {
  await trx
    .insertInto('import_run')
    .values({
      organisation_id: scope.organisationId,
      id: run.id,
      kind: 'roster',
      file_name: run.fileName,
      rows: run.rows,
      problems: run.problems,
      state: 'previewed',
      created_by_name: run.createdByName,
      created_at: run.now,
      applied_at: null,
    })
    .execute();
}

/** Says what became of an import. Its rows are let go: the roster holds them, or nobody wants them. */
export async function updateImportRun(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  state: 'applied' | 'discarded',
  now: string,
): Promise<void> {
  await trx
    .updateTable('import_run')
    .set({ state, rows: '[]', applied_at: state === 'applied' ? now : null })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .execute();
}

/** An invitation of a licence holder to register, by its entry. */
export interface NewRosterInvitation {
  readonly id: string;
  readonly entryId: string;
  readonly regionCode: string;
  readonly emailIndex: string;
  readonly emailCipher: string;
  readonly emailMask: string;
  readonly digest: string;
  readonly createdByName: string;
  readonly now: string;
  readonly expiresAt: string;
}

/** Inserts an invitation from the roster; earlier ones for the same entry stop counting. */
export async function insertRosterInvitation(
  trx: Trx,
  scope: RegulatorScope,
  invitation: NewRosterInvitation,
): Promise<void> {
  await trx
    .updateTable('invitation')
    .set({ revoked_at: invitation.now })
    .where('organisation_id', '=', scope.organisationId)
    .where('roster_entry_id', '=', invitation.entryId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await trx
    .insertInto('invitation')
    .values({
      organisation_id: scope.organisationId,
      id: invitation.id,
      purpose: 'roster',
      role: 'owner',
      programme_id: scope.programmeId,
      region_code: invitation.regionCode,
      roster_entry_id: invitation.entryId,
      email_index: invitation.emailIndex,
      email_cipher: invitation.emailCipher,
      email_mask: invitation.emailMask,
      digest: invitation.digest,
      created_by_name: invitation.createdByName,
      created_at: invitation.now,
      expires_at: invitation.expiresAt,
      accepted_at: null,
      accepted_by: null,
      revoked_at: null,
    })
    .execute();
}
