import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { dateOfEpochDay, epochDayOf, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { formatAmount } from '../../domain/target/amount.ts';
import { requiredOn } from '../../domain/target/path.ts';
import { CHART_DASH, CHART_INK } from '../../domain/target/series-scene.ts';
import type { SeriesView } from '../../domain/target/series-view.ts';

/** What the drawing of a target's series needs: the view, and its words in the reader's tongue. */
export interface SeriesFacts {
  readonly view: SeriesView;
  readonly labels: {
    readonly value: string;
    readonly target: string;
    readonly asAt: string;
    readonly deadline: string;
  };
}

/** Points that carry dots; more of them would only thicken the line. */
const MOST_DOTS = 12;

const at = (day: PlainDate) => epochDayOf(day);
const TICK = { fontSize: 12, fill: CHART_INK.text } as const;
const dashOf = (kind: keyof typeof CHART_DASH) => CHART_DASH[kind].join(' ');

/** From the first day shown, or the path's own where that is later. */
function pathSegment({ path, from }: SeriesView) {
  if (!path || path.end.on <= from) return null;
  const on = path.start.on > from ? path.start.on : from;
  return [
    { x: at(on), y: requiredOn(path, on) },
    { x: at(path.end.on), y: path.end.value },
  ] as const;
}

/** The value in steps, its required path, its forecast and its target, over time. */
export function SeriesDrawing({ view, labels }: SeriesFacts) {
  const [first, end] = [at(view.from), at(view.until)];
  // Without a row of its own the chart would draw no axes.
  const data: { at: number; value: number | null }[] =
    view.points.length > 0
      ? view.points.map(({ on, value }) => ({ at: at(on), value }))
      : [first, end].map((day) => ({ at: day, value: null }));
  const path = pathSegment(view);
  const last = view.points.at(-1);
  const middle = (first + end) / 2;
  const position = (day: PlainDate) => (at(day) > middle ? 'insideTopRight' : 'insideTopLeft');
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart margin={{ top: 22, right: 20, bottom: 8, left: 0 }} accessibilityLayer={false} data={data}>
        <CartesianGrid stroke={CHART_INK.grid} vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          domain={[first, end]}
          ticks={view.days.map(at)}
          tickFormatter={(day: number) => dateOfEpochDay(day).slice(0, 7)}
          tick={TICK}
        />
        <YAxis
          domain={[0, view.amounts.at(-1) ?? 1]}
          ticks={[...view.amounts]}
          tickFormatter={(amount: number) => formatAmount(amount)}
          width={58}
          tick={TICK}
        />
        {view.reachedFrom !== null && (
          <ReferenceArea y1={view.reachedFrom} y2={view.target} fill={CHART_INK.band} fillOpacity={0.14} />
        )}
        <ReferenceLine
          y={view.target}
          stroke={CHART_INK.target}
          strokeWidth={1.5}
          strokeDasharray={dashOf('target')}
          label={{ value: labels.target, position: 'insideBottomLeft', fontSize: 12, fill: CHART_INK.text }}
        />
        {view.deadline !== null && (
          <ReferenceLine
            x={at(view.deadline)}
            stroke={CHART_INK.quiet}
            strokeDasharray={dashOf('mark')}
            label={{
              value: labels.deadline,
              position: 'top',
              fontSize: 12,
              fill: CHART_INK.quiet,
              textAnchor: 'end',
            }}
          />
        )}
        <ReferenceLine
          x={at(view.asAt)}
          stroke={CHART_INK.quiet}
          strokeDasharray={dashOf('mark')}
          label={{
            value: labels.asAt,
            position: position(view.asAt),
            fontSize: 12,
            fill: CHART_INK.quiet,
            dy: 10,
          }}
        />
        {path && (
          <ReferenceLine
            segment={path}
            stroke={CHART_INK.required}
            strokeWidth={2}
            strokeDasharray={dashOf('required')}
          />
        )}
        {view.forecast && (
          <>
            <ReferenceLine
              segment={[
                { x: at(view.forecast.from.on), y: view.forecast.from.value },
                { x: at(view.forecast.to.on), y: view.forecast.to.value },
              ]}
              stroke={CHART_INK.forecast}
              strokeWidth={2}
              strokeDasharray={dashOf('forecast')}
            />
            <ReferenceDot
              x={at(view.forecast.to.on)}
              y={view.forecast.to.value}
              r={3}
              fill="#fff"
              stroke={CHART_INK.forecast}
            />
          </>
        )}
        <Line
          type="stepAfter"
          dataKey="value"
          name={labels.value}
          stroke={CHART_INK.value}
          strokeWidth={2.5}
          dot={view.points.length <= MOST_DOTS ? { r: 3 } : false}
          isAnimationActive={false}
        />
        {last && (
          <ReferenceDot
            x={at(last.on)}
            y={last.value}
            r={4}
            fill={CHART_INK.value}
            stroke={CHART_INK.value}
            label={{
              value: formatAmount(last.value),
              position: at(last.on) > end - (end - first) * 0.1 ? 'left' : 'right',
              dy: 14,
              fontSize: 13,
              fontWeight: 600,
              fill: CHART_INK.value,
            }}
          />
        )}
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(day) => dateOfEpochDay(Number(day))}
          formatter={(amount) => formatAmount(Number(amount))}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
