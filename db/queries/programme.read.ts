import type { Trx } from '../client.ts';

/** A duty run by one authority. */
export interface Programme {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly authorityZh: string;
  readonly authorityEn: string;
  readonly regionCode: string;
}

/** All programmes. They are public. */
export async function listProgrammes(trx: Trx): Promise<Programme[]> {
  return trx
    .selectFrom('programme')
    .select([
      'id',
      'name_zh as nameZh',
      'name_en as nameEn',
      'authority_zh as authorityZh',
      'authority_en as authorityEn',
      'region_code as regionCode',
    ])
    .orderBy('id')
    .execute();
}
