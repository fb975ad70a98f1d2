import type { PlainDate } from '../calendar/plain-date.ts';
import { type RegionCode, regionContains, regionShortName, SHANDONG_CITIES } from '../organisation/region.ts';
import { type Words, words } from '../words.ts';
import { formatAmount, isPercentage, withUnit } from './amount.ts';
import { judge } from './judge.ts';
import {
  DESIGNATIONS,
  type Deliverable,
  type Judging,
  type PlanContent,
  type Source,
  type Target,
} from './plan.ts';
import {
  accumulate,
  type ChangeOfDay,
  countsOn,
  pointsUpTo,
  type ReportedDay,
  reportedPoints,
  summedPoints,
  valueOn,
} from './series.ts';
import type {
  DeliverableStanding,
  PlanStanding,
  RegionStanding,
  SeriesPoint,
  SourceSeries,
  TargetStanding,
} from './standing.ts';

/** What came or went among the entries of a target in a region on a day. */
export interface RecordDay {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly on: PlainDate;
  readonly items: number;
  readonly amount: number;
}

/** What the platform knows of a target in a region on a day. */
export interface PlatformDay {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly on: PlainDate;
  readonly items: number;
}

export interface Split {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly value: number;
}

/** A plan's numbers as the database has them, sources apart. */
export interface PlanNumbers {
  readonly records: readonly RecordDay[];
  readonly reported: readonly ReportedDay[];
  readonly platform: readonly PlatformDay[];
  readonly splits: readonly Split[];
  /** Where the state of a deliverable comes from, by its id, as far as the reader may know it. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Units of which the amounts of several cities make no sum: shares, multiples, levels, hours. */
const NOT_ADDED = /倍|级|小时|^K$/u;
const SHANDONG = '370000';
/** 直辖市 have districts where provinces have cities. */
const MUNICIPALITIES = new Set(['110000', '120000', '310000', '500000']);

/** A plan with the day as at which it is looked at. */
interface View {
  readonly content: PlanContent;
  readonly judging: Judging;
  readonly asAt: PlainDate;
  /** Whether the as-at day is over: then a deadline on it has passed. */
  readonly isDayOver: boolean;
}

/**
 * Works out where a plan stands as at the end of a day, or so far when the day is today. Numbers later than the day don't
 * count.
 */
export function buildStanding(
  { content, judging }: { readonly content: PlanContent; readonly judging: Judging },
  numbers: PlanNumbers,
  asAt: PlainDate,
  today: PlainDate,
): PlanStanding {
  const view: View = { content, judging, asAt, isDayOver: asAt < today };
  return {
    content,
    judging,
    asAt,
    targets: content.targets.map((target) => targetStanding(target, view, numbers)),
    deliverables: content.deliverables.map((item) => deliverableStanding(item, numbers, view)),
  };
}

/** The rows of one target that count, up to the day. */
function rowsOf<Row extends { targetId: string; on: PlainDate }>(
  rows: readonly Row[],
  target: Target,
  from: PlainDate,
  asAt: PlainDate,
): Row[] {
  return rows.filter((row) => row.targetId === target.id && row.on <= asAt && countsOn(target, from, row.on));
}

/** Rows of a target with the city to which each belongs. */
interface TargetRows {
  readonly changes: ReadonlyMap<'records' | 'platform', readonly ChangeOfDay[]>;
  readonly reported: readonly ReportedDay[];
}

function targetRows(
  target: Target,
  numbers: PlanNumbers,
  { from, region }: PlanContent,
  asAt: PlainDate,
): TargetRows {
  const changes = new Map<'records' | 'platform', readonly ChangeOfDay[]>();
  if (target.measure !== 'value') {
    changes.set(
      'records',
      rowsOf(numbers.records, target, from, asAt).map(({ regionCode, on, items, amount }) => ({
        regionCode,
        on,
        change: target.measure === 'sum' ? amount : items,
      })),
    );
  }
  if (target.platform !== null) {
    changes.set(
      'platform',
      // The platform knows a whole programme; a city's plan counts the city's enterprises alone.
      rowsOf(numbers.platform, target, from, asAt)
        .filter(({ regionCode }) => regionContains(region, regionCode))
        .map(({ regionCode, on, items }) => ({ regionCode, on, change: items })),
    );
  }
  return { changes, reported: rowsOf(numbers.reported, target, from, asAt) };
}

function targetStanding(target: Target, view: View, numbers: PlanNumbers): TargetStanding {
  const { content, judging, asAt, isDayOver } = view;
  const rows = targetRows(target, numbers, content, asAt);
  const sources = sourcesOf(target, rows, content.region, asAt);
  const points = sources.find(({ source }) => source === target.headline)?.points ?? [];
  return {
    target,
    value: valueOn(points, asAt),
    headline: target.headline,
    sources,
    judgement: judge(target, points, asAt, judging, content.from, isDayOver),
    regions: regionsOf(target, view, rows, numbers.splits),
  };
}

function sourcesOf(target: Target, rows: TargetRows, own: RegionCode, asAt: PlainDate): SourceSeries[] {
  const series: SourceSeries[] = [];
  const records = rows.changes.get('records');
  if (records) series.push(seriesOf('records', accumulate(records), asAt, recordsNote(target)));
  series.push(reportedSeries(target, rows.reported, own, asAt));
  const platform = rows.changes.get('platform');
  if (platform) series.push(seriesOf('platform', accumulate(platform), asAt, platformNote(target)));
  return series;
}

function seriesOf(
  source: Source,
  points: readonly SeriesPoint[],
  asAt: PlainDate,
  note: Words | null,
): SourceSeries {
  return { source, points: pointsUpTo(points, asAt), value: valueOn(points, asAt), note };
}

/** The plan's own figure if there is one; else the cities' latest, added up where they can be. */
function reportedSeries(
  target: Target,
  rows: readonly ReportedDay[],
  own: RegionCode,
  asAt: PlainDate,
): SourceSeries {
  const ownRows = rows.filter(({ regionCode }) => regionCode === own);
  const others = rows.filter(({ regionCode }) => regionCode !== own);
  const count = new Set(others.map(({ regionCode }) => regionCode)).size;
  const isSum = ownRows.length === 0 && count > 0 && isAdditive(target);
  const summed = summedPoints(others);
  const points = isSum ? summed : reportedPoints(ownRows);
  if (count === 0) return seriesOf('reported', points, asAt, null);
  const total = withUnit(formatAmount(valueOn(summed, asAt) ?? 0), target.unit);
  return seriesOf('reported', points, asAt, reportedNote(target, own, { count, isSum, total }));
}

function isAdditive(target: Target): boolean {
  return !isPercentage(target.unit) && !NOT_ADDED.test(target.unit.zh);
}

function reportedNote(
  target: Target,
  own: RegionCode,
  { count, isSum, total }: { count: number; isSum: boolean; total: Words },
): Words {
  const who =
    own === SHANDONG
      ? words(
          `${Object.keys(SHANDONG_CITIES).length} 市中 ${count} 市已填报`,
          `${count} of ${Object.keys(SHANDONG_CITIES).length} cities have reported`,
        )
      : words(`${count} 个地区已填报`, `${count} regions have reported`);
  if (isSum) return words(`${who.zh}，合计`, `${who.en}: their sum`);
  if (!isAdditive(target)) {
    return words(
      `${who.zh}；单位为“${target.unit.zh}”，各地数值不相加`,
      `${who.en}; values in “${target.unit.en}” aren’t added up`,
    );
  }
  return words(
    `按${regionShortName(own).zh}本级填报数；另 ${who.zh}，合计 ${total.zh}，未计入`,
    `As reported by ${regionShortName(own).en} itself; besides, ${who.en}: ${total.en} in all, not counted`,
  );
}

function recordsNote(target: Target): Words | null {
  return target.counting === 'in_year' ? words('只计当年的条目', 'Entries of the year alone') : null;
}

function platformNote({ platform }: Target): Words | null {
  if (platform === null) return null;
  if (platform.from === 'certificate') {
    const kind = platform.kind.toUpperCase();
    return words(
      `曾取得 ${kind} ${platform.leastLevel} 级及以上证书的企业，每家自首张起计一次，此后到期不减`,
      `Enterprises that ever held a ${kind} certificate of level ${platform.leastLevel} or above, each once from its first`,
    );
  }
  const name = DESIGNATIONS[platform.kind];
  return platform.counts === 'ever'
    ? words(`${name.zh}，每家自首次认定起计一次`, `${name.en}: each once from its first designation`)
    : words(`${name.zh}，只计当日仍在认定期内的`, `${name.en}: those that hold it on the day`);
}

/** The city (in a 直辖市 the district) to which a region belongs; null outside the plan's province. */
function cityOf(code: RegionCode, province: RegionCode): RegionCode | null {
  if (code === province || code.slice(0, 2) !== province.slice(0, 2)) return null;
  return MUNICIPALITIES.has(province) ? code : `${code.slice(0, 4)}00`;
}

function regionsOf(
  target: Target,
  { content, judging, asAt, isDayOver }: View,
  rows: TargetRows,
  splits: readonly Split[],
): RegionStanding[] {
  const { region } = content;
  if (!region.endsWith('0000') || region === '000000') return [];
  const cityRows = byCity(target, rows, region);
  const shares = new Map(
    splits
      .filter(({ targetId }) => targetId === target.id)
      .map(({ regionCode, value }) => [regionCode, value]),
  );
  const codes =
    region === SHANDONG
      ? Object.keys(SHANDONG_CITIES)
      : [...new Set([...cityRows.keys(), ...shares.keys()])].sort();
  return codes.map((regionCode) => {
    const points = pointsUpTo(cityRows.get(regionCode) ?? [], asAt);
    const split = shares.get(regionCode) ?? null;
    return {
      regionCode,
      value: valueOn(points, asAt),
      split,
      judgement:
        split === null
          ? null
          : judge({ ...target, value: split }, points, asAt, judging, content.from, isDayOver),
      points,
    };
  });
}

/** The headline source's points by city. */
function byCity(target: Target, rows: TargetRows, province: RegionCode): Map<RegionCode, SeriesPoint[]> {
  if (target.headline === 'reported') {
    const own = groupBy(rows.reported, ({ regionCode }) => (regionCode === province ? null : regionCode));
    return mapValues(own, reportedPoints);
  }
  const changes = rows.changes.get(target.headline) ?? [];
  return mapValues(
    groupBy(changes, ({ regionCode }) => cityOf(regionCode, province)),
    accumulate,
  );
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

/** Done on the first day for which 1 was reported, by whichever region the plan's house took it from. */
function deliverableStanding(
  deliverable: Deliverable,
  { reported, sources }: PlanNumbers,
  { asAt, isDayOver }: View,
): DeliverableStanding {
  const days = reported
    .filter(({ targetId, on, value }) => targetId === deliverable.id && on <= asAt && value >= 1)
    .map(({ on }) => on)
    .sort();
  const doneOn = days[0] ?? null;
  const { deadline } = deliverable;
  return {
    deliverable,
    doneOn,
    isLate: doneOn !== null && deadline !== null && doneOn > deadline,
    isOverdue: doneOn === null && deadline !== null && (asAt > deadline || (isDayOver && asAt === deadline)),
    source: doneOn === null ? '' : (sources.get(deliverable.id) ?? ''),
  };
}
