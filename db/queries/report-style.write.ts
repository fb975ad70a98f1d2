import type { Trx } from '../client.ts';

/** Keeps the style of an organisation's reports, in place of an earlier one. */
export async function upsertReportStyle(
  trx: Trx,
  style: {
    readonly organisationId: string;
    readonly opening: string;
    readonly logoKey: string | null;
    readonly logoType: string | null;
    readonly updatedByName: string;
    readonly now: string;
  },
): Promise<void> {
  const values = {
    opening: style.opening,
    logo_key: style.logoKey,
    logo_type: style.logoType,
    updated_by_name: style.updatedByName,
    updated_at: style.now,
  };
  await trx
    .insertInto('report_style')
    .values({ organisation_id: style.organisationId, ...values })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
    .execute();
}
