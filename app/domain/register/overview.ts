import { addMonths, plainDate, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import {
  addCounts,
  type ClassCounts,
  type FilingMeasure,
  type FilingSum,
  NO_COUNTS,
  registerClasses,
  type RegisterClass,
  type RosterMeasure,
  type RosterSum,
} from './tally.ts';

/** How a part of the roster stands: every number is as at the end of the day. */
export interface OverviewNumbers {
  /** 应备案: licence holders in the roster. */
  readonly listed: number;
  /** 已备案: of them, those on record. */
  readonly filed: number;
  /** 未备案: of them, all others, filings under way included. */
  readonly missing: number;
  /** Reported changes whose limit ran out before the day. */
  readonly due: number;
  readonly onTime: number;
  /** Submitted after the limit, by the day. */
  readonly late: number;
  /** Not submitted by the day although the limit ran out. */
  readonly overdue: number;
}

export interface OverviewRow<K extends string = string> extends OverviewNumbers {
  readonly key: K;
}

/** What happened in a month. */
export interface MonthRow {
  /** YYYY-MM. */
  readonly month: string;
  readonly submitted: number;
  readonly recorded: number;
  readonly returned: number;
  /** Changes whose limit ran out in the month. */
  readonly due: number;
  readonly onTime: number;
}

/** The register of a duty as at a day, voluntary records left out of everything but `voluntary`. */
export interface RegisterOverview {
  readonly asAt: PlainDate;
  readonly total: OverviewNumbers;
  /** 办理中: submitted, neither recorded nor withdrawn. */
  readonly underWay: number;
  /** Records that stand, whoever holds them, in the roster or not. */
  readonly onRecord: number;
  readonly voluntary: { readonly underWay: number; readonly onRecord: number };
  readonly byClass: readonly OverviewRow<Exclude<RegisterClass, 'all'>>[];
  /** The most missing first. */
  readonly byRegion: readonly OverviewRow[];
  /** Twelve months at most, the earliest first; none left out. */
  readonly byMonth: readonly MonthRow[];
}

export interface OverviewInput {
  readonly asAt: PlainDate;
  readonly byRegion: readonly FilingSum[];
  readonly byMonth: readonly FilingSum[];
  readonly roster: readonly RosterSum[];
}

const MONTHS = 12;

type Sums<M extends string> = Partial<Record<M, ClassCounts>>;

function gather<M extends string>(rows: readonly { measure: M; counts: ClassCounts }[]): Sums<M> {
  const sums: Sums<M> = {};
  for (const { measure, counts } of rows) sums[measure] = addCounts(sums[measure] ?? NO_COUNTS, counts);
  return sums;
}

function numbersOf(
  filings: Sums<FilingMeasure>,
  roster: Sums<RosterMeasure>,
  of: RegisterClass,
): OverviewNumbers {
  const filing = (measure: FilingMeasure) => filings[measure]?.[of] ?? 0;
  const listed = roster.listed?.[of] ?? 0;
  const filed = roster.filed?.[of] ?? 0;
  const [due, onTime, late] = [filing('due'), filing('on_time'), filing('late')];
  return { listed, filed, missing: listed - filed, due, onTime, late, overdue: due - onTime - late };
}

/** Standing and under way, of what was submitted. */
function stateOf(filings: Sums<FilingMeasure>) {
  const all = (measure: FilingMeasure) => filings[measure]?.all ?? 0;
  return {
    underWay: all('submitted') - all('recorded') - all('withdrawn'),
    onRecord: all('recorded') - all('superseded'),
  };
}

function regionRows(duty: readonly FilingSum[], roster: readonly RosterSum[]): OverviewRow[] {
  const codes = new Set([...roster.map(({ regionCode }) => regionCode), ...duty.map(({ key }) => key)]);
  return [...codes]
    .sort()
    .map((key) => ({
      key,
      ...numbersOf(
        gather(duty.filter((row) => row.key === key)),
        gather(roster.filter((row) => row.regionCode === key)),
        'all',
      ),
    }))
    .filter(({ listed, filed, due }) => listed + filed + due > 0)
    .sort((a, b) => b.missing - a.missing || b.listed - a.listed || (a.key < b.key ? -1 : 1));
}

function monthRows(duty: readonly FilingSum[], asAt: PlainDate): MonthRow[] {
  const last = plainDate(`${asAt.slice(0, 7)}-01`);
  const known = duty.map(({ key }) => key).sort()[0];
  if (known === undefined) return [];
  const rows: MonthRow[] = [];
  for (let back = MONTHS - 1; back >= 0; back -= 1) {
    const month = addMonths(last, -back).slice(0, 7);
    if (month < known) continue;
    const sums = gather(duty.filter(({ key }) => key === month));
    const all = (measure: FilingMeasure) => sums[measure]?.all ?? 0;
    rows.push({
      month,
      submitted: all('submitted'),
      recorded: all('recorded'),
      returned: all('returned'),
      due: all('due'),
      onTime: all('on_time'),
    });
  }
  return rows;
}

/** Puts the counts of a register together. Pure: what it isn't given isn't counted. */
export function buildOverview({ asAt, byRegion, byMonth, roster }: OverviewInput): RegisterOverview {
  const duty = byRegion.filter(({ isVoluntary }) => !isVoluntary);
  const filings = gather(duty);
  const holders = gather(roster);
  return {
    asAt,
    total: numbersOf(filings, holders, 'all'),
    ...stateOf(filings),
    voluntary: stateOf(gather(byRegion.filter(({ isVoluntary }) => isVoluntary))),
    byClass: registerClasses().flatMap((key) =>
      key === 'all' ? [] : [{ key, ...numbersOf(filings, holders, key) }],
    ),
    byRegion: regionRows(duty, roster),
    byMonth: monthRows(
      byMonth.filter(({ isVoluntary }) => !isVoluntary),
      asAt,
    ),
  };
}
