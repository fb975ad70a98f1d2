import { sql } from 'kysely';
import { addDays, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { MaturityCount } from '../../app/domain/register/maturity.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** The first instant after a day in Shanghai. */
const endOf = (day: PlainDate) => `${addDays(day, 1)}T00:00:00+08:00`;

/** How many enterprises of a region hold a certificate of a kind on a day, by the highest level that they hold. */
export interface CertificateSum {
  readonly kind: 'dcmm' | 'dsmm' | 'dsm';
  /** Null for kinds without levels. */
  readonly level: number | null;
  readonly regionCode: string;
  readonly count: number;
}

/**
 * Enterprises that hold a certificate on a day, as submitted by then and not withdrawn, by kind, level and region: each
 * once for a kind, by its highest level, so that levels add up to enterprises.
 */
export async function sumCertificates(
  trx: Trx,
  scope: RegulatorScope,
  asAt: PlainDate,
): Promise<CertificateSum[]> {
  const { from, to } = regionBounds(scope.regionCode);
  return trx
    .selectFrom((eb) =>
      eb
        .selectFrom('certificate')
        .distinctOn(['organisation_id', 'kind'])
        .select(['organisation_id', 'kind', 'level', 'region_code'])
        .where('programme_id', '=', scope.programmeId)
        .where('region_code', '>=', from)
        .where('region_code', '<=', to)
        .where('submitted_at', '<', endOf(asAt))
        .where('withdrawn_at', 'is', null)
        .where('issued_on', '<=', asAt)
        .where('expires_on', '>=', asAt)
        .orderBy('organisation_id')
        .orderBy('kind')
        .orderBy('level', (order) => order.desc().nullsLast())
        .orderBy('issued_on', 'desc')
        .orderBy('id')
        .as('held'),
    )
    .select([
      'kind',
      'level',
      sql<string>`coalesce(region_code, '')`.as('regionCode'),
      sql<number>`count(*)::integer`.as('count'),
    ])
    .groupBy(['kind', 'level', 'region_code'])
    .orderBy('kind')
    .orderBy('level')
    .orderBy('region_code')
    .execute();
}

/**
 * How many enterprises stand at each level, by model, side and section of industry: each by the last result that it
 * signed and submitted by the end of a day.
 */
export async function countMaturity(
  trx: Trx,
  scope: RegulatorScope,
  asAt: PlainDate,
): Promise<MaturityCount[]> {
  const { from, to } = regionBounds(scope.regionCode);
  const { rows } = await sql<MaturityCount>`
    select last.model_id as "modelId", last.side, last.section, last.level, count(*)::integer as count
    from (
      select distinct on (s.organisation_id, s.model_id, s.side) s.model_id, s.side,
        left(coalesce(o.industry_code, ''), 1) as section, trunc((s.scores ->> 'overall')::numeric)::integer as level
      from assessment a
      join assessment_snapshot s on s.organisation_id = a.organisation_id and s.assessment_id = a.id and s.version_no = a.version_no
      join organisation o on o.id = a.organisation_id
      where a.programme_id = ${scope.programmeId} and a.region_code between ${from} and ${to}
        and a.submitted_at < ${endOf(asAt)}::timestamptz and s.scores ->> 'overall' is not null
      order by s.organisation_id, s.model_id, s.side, a.submitted_at desc, a.id desc
    ) last
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx);
  return rows;
}
