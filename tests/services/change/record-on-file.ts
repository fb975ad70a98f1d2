import type { Actor } from '#app/domain/account/actor.ts';
import { newId } from '#db/identifier.ts';
import type { Ports } from '#app/services/ports.ts';
import { sampleBody } from '#app/domain/filing/body.ts';
import { sealBody } from '#db/queries/filing-body.ts';
import { TEST_MOMENT, type TestOrganisation } from '#tests/support/world.ts';

/** Puts a record on file as an earlier filing would have left it. Answers the filing's id. */
export async function makeRecordOnFile(
  ports: Ports,
  actor: Actor,
  regulator: Actor,
  organisation: TestOrganisation,
  options: { isVoluntary?: boolean; regionCode?: string } = {},
): Promise<string> {
  const id = newId(TEST_MOMENT.now);
  const regionCode = options.regionCode ?? '310115';
  await ports.db.transaction(actor.scope, async (trx) => {
    await trx
      .insertInto('filing')
      .values({
        organisation_id: organisation.id,
        id,
        programme_id: 'sh-cdo',
        region_code: regionCode,
        kind: 'first',
        is_voluntary: options.isVoluntary ?? false,
        status: 'draft',
        enterprise_name: organisation.name,
        uscc: '91310115MA1K00015K',
        created_by_name: actor.name,
        created_at: TEST_MOMENT.now,
        updated_at: TEST_MOMENT.now,
      })
      .execute();
    await trx
      .insertInto('filing_version')
      .values({
        organisation_id: organisation.id,
        id: newId(TEST_MOMENT.now),
        filing_id: id,
        programme_id: 'sh-cdo',
        region_code: regionCode,
        no: 1,
        form_version: 'cdo-filing-1',
        body: sealBody(ports.sealer, organisation.id, sampleBody()),
        salt: 's',
        digest: 'd',
        frozen_at: TEST_MOMENT.now,
        frozen_by_name: actor.name,
        submitted_at: TEST_MOMENT.now,
        submitted_by_name: actor.name,
      })
      .execute();
    await trx
      .updateTable('filing')
      .set({ status: 'submitted', submitted_at: TEST_MOMENT.now, current_version_no: 1 })
      .where('organisation_id', '=', organisation.id)
      .where('id', '=', id)
      .execute();
  });
  await ports.db.transaction(regulator.scope, async (trx) => {
    await trx
      .updateTable('filing')
      .set({
        status: 'on_record',
        recorded_at: TEST_MOMENT.now,
        serial_no: `SHCDO-2026-${id.slice(-6)}`,
      })
      .where('organisation_id', '=', organisation.id)
      .where('id', '=', id)
      .execute();
  });
  return id;
}
