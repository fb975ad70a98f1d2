import type { Trx } from '../client.ts';
import type { SettingKey } from './setting.read.ts';

/** Sets one setting, as the operator. */
export async function updateSetting(
  trx: Trx,
  key: SettingKey,
  value: string,
  by: { accountId: string | null; now: string },
): Promise<void> {
  const row = { value, updated_at: by.now, updated_by: by.accountId };
  await trx
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
