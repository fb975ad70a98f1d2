import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { LINES } from './palette.ts';

/** Points that are joined by one line; between runs nothing is drawn. Time in milliseconds. */
export interface LineRun {
  readonly label: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** What a chart over time shows: levels 0 to 5. */
export interface LineFacts {
  readonly runs: readonly LineRun[];
  /** Where something changed that keeps the runs apart. */
  readonly breaks: readonly { readonly at: number; readonly label: string }[];
  readonly target: number | null;
}

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const dayText = (at: number) => DAY.format(new Date(at));

/** The drawing of runs over time. */
export function LineDrawing({ runs, breaks, target }: LineFacts) {
  const times = [...new Set(runs.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart margin={{ top: 20, right: 40, bottom: 8, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="#e3e7eb" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          ticks={times}
          tickFormatter={dayText}
          tick={{ fontSize: 12, fill: '#29333d' }}
          padding={{ left: 40, right: 40 }}
        />
        <YAxis
          domain={[0, 5]}
          ticks={[0, 1, 2, 3, 4, 5]}
          width={36}
          tick={{ fontSize: 12, fill: '#29333d' }}
        />
        {target !== null && <ReferenceLine y={target} stroke="#29333d" strokeDasharray="6 4" />}
        {breaks.map(({ at, label }) => (
          <ReferenceLine
            key={at}
            x={at}
            stroke="#b8520a"
            strokeDasharray="2 3"
            label={{ value: label, position: 'top', fontSize: 12, fill: '#8a3d07' }}
          />
        ))}
        {runs.map(({ label, points }, index) => (
          <Line
            key={`${label} ${index}`}
            data={points.map(({ at, value }) => ({ at, [`value${index}`]: value }))}
            dataKey={`value${index}`}
            name={label}
            stroke={LINES.self.colour}
            strokeWidth={2}
            dot={{ r: 4 }}
            isAnimationActive={false}
          />
        ))}
        <Tooltip isAnimationActive={false} labelFormatter={(at) => dayText(Number(at))} />
      </LineChart>
    </ResponsiveContainer>
  );
}
