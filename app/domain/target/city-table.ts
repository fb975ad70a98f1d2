import type { RegionCode } from '../organisation/region.ts';
import { type Words, words } from '../words.ts';
import { formatAmount, formatShare, roundAmount } from './amount.ts';
import { regionShortName } from '../organisation/region.ts';
import type { Target } from './plan.ts';
import type { PlanStanding, RegionStanding, Status, TargetStanding } from './standing.ts';

/** One city's figure for one target. */
export interface CityCell {
  readonly targetId: string;
  readonly value: number | null;
  /** The city's share of the target, where the province split it. */
  readonly split: number | null;
  /** Against its split; null where there is none. */
  readonly status: Status | null;
  readonly isOver: boolean;
  /** 0 to 4, how dark: of the split where there is one, else of the largest city. */
  readonly shade: number;
}

interface CityRow {
  readonly code: RegionCode;
  readonly name: Words;
  readonly cells: readonly CityCell[];
}

/** Cities by targets. */
export interface CityTable {
  readonly columns: readonly {
    readonly target: Target;
    /** Whether any city has a split of it. */
    readonly isSplit: boolean;
    /** What the cities have together; null where none has data. */
    readonly citySum: number | null;
    /** The plan's own value, as its tile shows it. */
    readonly planValue: number | null;
  }[];
  readonly rows: readonly CityRow[];
}

/** Of `sort`: the target by whose value the rows stand, or null for the order of the cities' codes. */
interface CitySort {
  readonly targetId: string | null;
  readonly isAscending: boolean;
}

const SHADES = 4;

function cellOf(target: Target, region: RegionStanding | undefined, largest: number): CityCell {
  const value = region?.value ?? null;
  const split = region?.split ?? null;
  const whole = split ?? largest;
  const share = value === null || whole <= 0 ? 0 : value / whole;
  return {
    targetId: target.id,
    value,
    split,
    status: region?.judgement?.status ?? null,
    isOver: region?.judgement ? region.judgement.verdict !== null : false,
    shade: value === null || value <= 0 ? 0 : Math.min(SHADES, Math.max(1, Math.floor(share * SHADES))),
  };
}

function columnOf(standing: TargetStanding): CityTable['columns'][number] {
  const values = standing.regions.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    target: standing.target,
    isSplit: standing.regions.some(({ split }) => split !== null),
    citySum: values.length === 0 ? null : roundAmount(values.reduce((sum, value) => sum + value, 0)),
    planValue: standing.value,
  };
}

/** Cities without data stand last, whichever way the rows are sorted. */
function inOrder(rows: readonly CityRow[], { targetId, isAscending }: CitySort): CityRow[] {
  if (targetId === null) return [...rows];
  const valueOf = (row: CityRow) => row.cells.find((cell) => cell.targetId === targetId)?.value ?? null;
  return rows.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return isAscending ? one - other : other - one;
  });
}

/** The table of the chosen targets, in the plan's order. Empty rows where the plan has no cities. */
export function cityTable(standing: PlanStanding, targetIds: readonly string[], sort: CitySort): CityTable {
  const chosen = standing.targets.filter(({ target }) => targetIds.includes(target.id));
  const codes = [
    ...new Set(standing.targets.flatMap(({ regions }) => regions.map(({ regionCode }) => regionCode))),
  ].sort();
  const rows = codes.map((code) => ({
    code,
    name: regionShortName(code),
    cells: chosen.map(({ target, regions }) =>
      cellOf(
        target,
        regions.find(({ regionCode }) => regionCode === code),
        Math.max(0, ...regions.map(({ value }) => value ?? 0)),
      ),
    ),
  }));
  return { columns: chosen.map(columnOf), rows: inOrder(rows, sort) };
}

interface CityBar {
  readonly name: Words;
  readonly value: number;
}

/** The cities that have data for one target, largest first; equal ones in the order of their codes. */
function cityBars({ regions }: TargetStanding): readonly CityBar[] {
  return regions
    .flatMap(({ regionCode, value }) =>
      value === null ? [] : [{ name: regionShortName(regionCode), value }],
    )
    .toSorted((a, b) => b.value - a.value);
}

/** What the cities' figures of one target say, in one sentence. */
export function cityFinding(standing: TargetStanding): Words {
  const { target, regions } = standing;
  const bars = cityBars(standing);
  const [first, second] = bars;
  if (!first) {
    return words(`${target.indicator.zh}：各市暂无数据。`, `${target.indicator.en}: no city has data yet.`);
  }
  const amount = `${formatAmount(first.value)}`;
  const sum = bars.reduce((total, { value }) => total + value, 0);
  const isAlone = !second || second.value < first.value;
  const share = sum > 0 ? formatShare(first.value / sum) : null;
  const missing = regions.length - bars.length;
  const lead = isAlone
    ? words(
        `${first.name.zh} ${amount} ${target.unit.zh}居首`,
        `${first.name.en} leads with ${amount} ${target.unit.en}`,
      )
    : words(
        `${bars.filter(({ value }) => value === first.value).length} 市并列居首（${amount} ${target.unit.zh}）`,
        `${bars.filter(({ value }) => value === first.value).length} cities share the lead (${amount} ${target.unit.en})`,
      );
  const part =
    isAlone && share && target.measure !== 'value'
      ? words(`，占各市合计的 ${share}`, `, ${share} of the cities’ sum`)
      : words('', '');
  const gap =
    missing > 0 ? words(`；${missing} 市暂无数据`, `; ${missing} cities have no data`) : words('', '');
  return words(`${lead.zh}${part.zh}${gap.zh}。`, `${lead.en}${part.en}${gap.en}.`);
}
