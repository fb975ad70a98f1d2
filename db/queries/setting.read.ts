import type { Trx } from '../client.ts';

/** Settings that the operator keeps in the database. */
export type SettingKey = 'icp_number' | 'police_number' | 'retention_months';

/** The settings that are there; an absent one leaves the environment's value. */
export async function listSettings(trx: Trx): Promise<Partial<Record<SettingKey, string>>> {
  const rows = await trx.selectFrom('setting').select(['key', 'value']).execute();
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}
