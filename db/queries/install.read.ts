import { PLATFORM_ORGANISATION_ID } from '../platform.ts';
import type { Trx } from '../client.ts';

/** Whether real organisations are here: neither the platform's own nor the demonstration's. */
export async function hasRealOrganisations(trx: Trx): Promise<boolean> {
  const row = await trx
    .selectFrom('organisation')
    .select('id')
    .where('is_demo', '=', false)
    .where('id', '<>', PLATFORM_ORGANISATION_ID)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
