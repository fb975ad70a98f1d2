import { sql, type Insertable, type Updateable } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { FilingStatus } from '../../app/domain/filing/state.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { FilingTable, FilingVersionTable } from '../schema.ts';

/** What deciding about a locked filing needs. */
export interface LockedFiling {
  readonly id: string;
  readonly status: FilingStatus;
  readonly verificationCode: string | null;
}

/** Locks a filing until the transaction ends; undefined when there is none in reach. */
export async function lockFiling(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<LockedFiling | undefined> {
  if (!isId(filingId)) return undefined;
  return trx
    .selectFrom('filing')
    .select(['id', 'status', 'verification_code as verificationCode'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', filingId)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Inserts a new filing.
 * @returns false when another one is open in the programme
 */
export async function insertFiling(trx: Trx, filing: Insertable<FilingTable>): Promise<boolean> {
  const answer = await trx
    .insertInto('filing')
    .values(filing)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'programme_id'])
        // Written out: a prepared text knows its index only by what stands in it.
        .where(sql<boolean>`status in ('draft', 'submitted', 'in_review', 'returned')`)
        .doNothing(),
    )
    .executeTakeFirst();
  return Number(answer.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Changes a filing. */
export async function updateFiling(
  trx: Trx,
  organisationId: string,
  filingId: string,
  change: Updateable<FilingTable>,
): Promise<void> {
  await trx
    .updateTable('filing')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', filingId)
    .execute();
}

/** Deletes a draft that was never submitted, with everything that hangs on it. */
export async function deleteFiling(trx: Trx, organisationId: string, filingId: string): Promise<void> {
  await trx
    .deleteFrom('filing')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', filingId)
    .where('status', '=', 'draft')
    .where('submitted_at', 'is', null)
    .execute();
}

/** Inserts a frozen version. */
export async function insertVersion(trx: Trx, version: Insertable<FilingVersionTable>): Promise<void> {
  await trx.insertInto('filing_version').values(version).execute();
}

/** Changes a version that isn't submitted yet. */
export async function updateVersion(
  trx: Trx,
  organisationId: string,
  versionId: string,
  change: Updateable<FilingVersionTable>,
): Promise<void> {
  await trx
    .updateTable('filing_version')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', versionId)
    .where('submitted_at', 'is', null)
    .execute();
}

/** The highest number among a filing's versions; 0 before the first. */
export async function countVersions(trx: Trx, organisationId: string, filingId: string): Promise<number> {
  const row = await trx
    .selectFrom('filing_version')
    .select((eb) => eb.fn.max('no').as('last'))
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Takes the next number of a programme's year; numbers of rolled-back submissions are given back. */
export async function takeSerial(trx: Trx, programmeId: string, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`select next_serial(${programmeId}, ${year}) as last`.execute(
    trx,
  );
  const last = rows[0]?.last;
  if (last === undefined) throw new Error('next_serial answered nothing');
  return last;
}

/** Replaces the terms under which a filing is found. */
export async function replaceTerms(
  trx: Trx,
  filing: { organisationId: string; filingId: string; programmeId: string; regionCode: string },
  terms: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('filing_term')
    .where('organisation_id', '=', filing.organisationId)
    .where('filing_id', '=', filing.filingId)
    .execute();
  if (terms.length === 0) return;
  await trx
    .insertInto('filing_term')
    .values(
      terms.map((term) => ({
        programme_id: filing.programmeId,
        term,
        region_code: filing.regionCode,
        organisation_id: filing.organisationId,
        filing_id: filing.filingId,
      })),
    )
    .execute();
}

/**
 * Stops the clocks of the changes that a submitted filing answers: the first submission of each decides, a later one
 * leaves it as it is. A change may join a filing after its first submission; its clock stops with the next one.
 */
export async function stopChangeClocks(
  trx: Trx,
  filing: { organisationId: string; id: string; changeReportId: string | null },
  submittedOn: PlainDate,
): Promise<void> {
  await trx
    .updateTable('change_report')
    .set({ first_submitted_on: submittedOn })
    .where('organisation_id', '=', filing.organisationId)
    .where((eb) =>
      filing.changeReportId === null
        ? eb('filing_id', '=', filing.id)
        : eb.or([eb('filing_id', '=', filing.id), eb('id', '=', filing.changeReportId)]),
    )
    .where('closed_at', 'is', null)
    .where('first_submitted_on', 'is', null)
    .execute();
}
