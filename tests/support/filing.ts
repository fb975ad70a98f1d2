import type { Actor } from '#app/domain/account/actor.ts';
import { sampleBody, type BodyPatch } from '#app/domain/filing/body.ts';
import { canonicalContent, filingFacts } from '#app/domain/filing/content.ts';
import { FORM_VERSION } from '#app/domain/filing/guideline.ts';
import { serialNumber, verificationCode } from '#app/domain/filing/receipt.ts';
import type { Ports } from '#app/services/ports.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { sealBody } from '#db/queries/filing-body.ts';
import { bigramsOf } from '#db/queries/filing-term.ts';
import type { FilingTable } from '#db/schema.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { randomBytes } from 'node:crypto';
import type { Updateable } from 'kysely';
import { TEST_MOMENT } from './world.ts';

/** A filing that was made for a test as if submitted. */
export interface TestFiling {
  readonly id: string;
  readonly organisationId: string;
  readonly versionId: string;
  readonly serialNo: string;
}

export interface TestFilingOptions {
  /** Parts of the sample body that differ. */
  readonly body?: BodyPatch;
  readonly submittedAt?: string;
  /** Columns that differ from a first submission. */
  readonly columns?: Updateable<FilingTable>;
}

let serial = 0;

/** Writes a submitted filing row by row, as the member whose enterprise it is. */
export async function makeSubmittedFiling(
  ports: Ports,
  owner: Actor,
  options: TestFilingOptions = {},
): Promise<TestFiling> {
  if (owner.scope.kind !== 'member') throw new Error('a member of an enterprise is needed');
  const organisationId = owner.scope.organisationId;
  const submittedAt = options.submittedAt ?? TEST_MOMENT.now;
  const body = sampleBody(options.body);
  const facts = filingFacts(body);
  serial += 1;
  const id = newId(submittedAt);
  const versionId = newId(submittedAt);
  const serialNo = serialNumber(2026, serial);
  await ports.db.transaction(owner.scope, async (trx) => {
    await trx
      .insertInto('filing')
      .values({
        organisation_id: organisationId,
        id,
        programme_id: 'sh-cdo',
        region_code: '310115',
        kind: 'first',
        status: 'draft',
        enterprise_name: facts.enterpriseName,
        uscc: facts.uscc,
        created_by_name: owner.name,
        created_at: submittedAt,
        updated_at: submittedAt,
      })
      .execute();
    await trx
      .insertInto('filing_version')
      .values({
        organisation_id: organisationId,
        id: versionId,
        filing_id: id,
        programme_id: 'sh-cdo',
        region_code: '310115',
        no: 1,
        form_version: FORM_VERSION,
        body: sealBody(ports.sealer, organisationId, body),
        salt: 'salt',
        digest: sm3Hex(canonicalContent(body)),
        frozen_at: submittedAt,
        frozen_by_name: owner.name,
        submitted_at: submittedAt,
        submitted_by_name: owner.name,
      })
      .execute();
    const terms = new Set([...facts.searchable, facts.enterpriseName, facts.uscc].flatMap(bigramsOf));
    await trx
      .insertInto('filing_term')
      .values(
        [...terms].map((term) => ({
          programme_id: 'sh-cdo',
          term,
          region_code: '310115',
          organisation_id: organisationId,
          filing_id: id,
        })),
      )
      .execute();
    await trx
      .updateTable('filing')
      .set({
        status: 'submitted',
        is_waiting: true,
        licence_numbers: facts.licenceNumbers,
        cdo_name: facts.cdoName,
        has_a1: facts.hasA1,
        has_a2: facts.hasA2,
        has_b1: facts.hasB1,
        has_b2: facts.hasB2,
        has_domain: facts.hasDomain,
        serial_no: serialNo,
        verification_code: verificationCode(randomBytes(16)),
        current_version_no: 1,
        first_submitted_on: plainDateInShanghai(submittedAt),
        first_submitted_at: submittedAt,
        submitted_at: submittedAt,
        ...options.columns,
      })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', id)
      .execute();
  });
  return { id, organisationId, versionId, serialNo };
}
