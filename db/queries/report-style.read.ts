import type { Trx } from '../client.ts';

/** How an organisation's reports begin: its own words and logo. */
export interface ReportStyle {
  readonly opening: string;
  /** Where the logo's content lies; null for none. */
  readonly logoKey: string | null;
  readonly logoType: string | null;
  readonly updatedByName: string;
  readonly updatedAt: string;
}

/** The style of an organisation's reports, or undefined where none was chosen. */
export async function getReportStyle(trx: Trx, organisationId: string): Promise<ReportStyle | undefined> {
  return trx
    .selectFrom('report_style')
    .select([
      'opening',
      'logo_key as logoKey',
      'logo_type as logoType',
      'updated_by_name as updatedByName',
      'updated_at as updatedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
}
