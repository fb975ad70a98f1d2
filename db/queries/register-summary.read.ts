import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { ClassCounts, FilingSum, RosterSum } from '../../app/domain/register/tally.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** Days of which counts are added up, both ends included. */
export interface TallySpan {
  /** Null: from the beginning. */
  readonly from: PlainDate | null;
  readonly until: PlainDate;
  /** Limits are counted only if they ran out before this day: what is due today isn't late yet. */
  readonly dueBefore: PlainDate;
}

interface Counted {
  readonly items: number;
  readonly a1: number;
  readonly a2: number;
  readonly b1: number;
  readonly b2: number;
  readonly domain: number;
}

const COUNTS = sql`sum(t.items)::integer as items, sum(t.a1)::integer as a1, sum(t.a2)::integer as a2,
  sum(t.b1)::integer as b1, sum(t.b2)::integer as b2, sum(t.domain)::integer as domain`;

const countsOf = ({ items, a1, a2, b1, b2, domain }: Counted): ClassCounts => ({
  all: items,
  a1,
  a2,
  b1,
  b2,
  domain,
});

const KEYS: Readonly<Record<'region' | 'month', RawBuilder<string>>> = {
  region: sql`t.region_code`,
  month: sql`to_char(t.on_date, 'YYYY-MM')`,
};

/** Filings and changes of the office's programme and region, added up by region or month. */
export async function sumFilings(
  trx: Trx,
  scope: RegulatorScope,
  span: TallySpan,
  by: 'region' | 'month',
): Promise<FilingSum[]> {
  const { from, to } = regionBounds(scope.regionCode);
  const key = KEYS[by];
  const { rows } = await sql<
    Counted & Pick<FilingSum, 'key' | 'measure' | 'isVoluntary'>
  >`select ${key} as key, t.measure, t.is_voluntary as "isVoluntary", ${COUNTS}
    from filing_tally t
    where t.programme_id = ${scope.programmeId} and t.region_code between ${from} and ${to}
      and t.on_date between ${span.from ?? '0001-01-01'}::date and ${span.until}::date
      and (t.measure not in ('due', 'on_time') or t.on_date < ${span.dueBefore}::date)
    group by 1, 2, 3 order by 1, 2, 3`.execute(trx);
  return rows.map(({ key: name, measure, isVoluntary, ...counts }) => ({
    key: name,
    measure,
    isVoluntary,
    counts: countsOf(counts),
  }));
}

/** The office's roster as at the end of a day, by region. */
export async function sumRoster(trx: Trx, scope: RegulatorScope, asAt: PlainDate): Promise<RosterSum[]> {
  const { from, to } = regionBounds(scope.regionCode);
  const { rows } = await sql<
    Counted & Pick<RosterSum, 'regionCode' | 'measure'>
  >`select t.region_code as "regionCode", t.measure, ${COUNTS}
    from roster_tally t
    where t.organisation_id = ${scope.organisationId}::uuid and t.programme_id = ${scope.programmeId}
      and t.region_code between ${from} and ${to} and t.on_date <= ${asAt}::date
    group by 1, 2 order by 1, 2`.execute(trx);
  return rows.map(({ regionCode, measure, ...counts }) => ({
    regionCode,
    measure,
    counts: countsOf(counts),
  }));
}
