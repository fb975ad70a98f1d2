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
import { SHARE_LINES } from './palette.ts';

/** What a chart of shares over time shows; a share of 1 is the whole. Days are `YYYY-MM-DD`. */
export interface ShareFacts {
  readonly days: readonly string[];
  readonly lines: readonly { readonly label: string; readonly shares: readonly (number | null)[] }[];
  /** Beside the line of the whole. */
  readonly wholeLabel: string;
}

const INK = { fontSize: 12, fill: '#29333d' };
const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

/** The drawing of shares over time: what they were at each of the days, joined by straight lines. */
export function ShareDrawing({ days, lines, wholeLabel }: ShareFacts) {
  const data = days.map((day, at) => ({
    at: Date.parse(`${day}T00:00:00Z`),
    ...Object.fromEntries(lines.map(({ shares }, line) => [`share${line}`, shares[at] ?? undefined])),
  }));
  const dayText = (at: unknown) => new Date(Number(at)).toISOString().slice(0, 10);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={data} margin={{ top: 16, right: 24, bottom: 8, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="#e3e7eb" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at) => dayText(at).slice(0, 7)}
          tick={INK}
          minTickGap={24}
        />
        <YAxis
          domain={[0, (most: number) => Math.max(1.1, Math.ceil(most * 10) / 10)]}
          tickFormatter={percent}
          width={52}
          tick={INK}
        />
        <ReferenceLine
          y={1}
          stroke="#29333d"
          strokeDasharray="6 4"
          label={{ value: wholeLabel, position: 'insideTopLeft', fontSize: 12, fill: '#29333d' }}
        />
        {lines.map(({ label }, line) => {
          const look = SHARE_LINES[line % SHARE_LINES.length];
          return (
            <Line
              key={label}
              dataKey={`share${line}`}
              name={label}
              stroke={look?.colour ?? INK.fill}
              strokeDasharray={look?.dash ?? ''}
              strokeWidth={2}
              dot={{ r: 2, strokeDasharray: '' }}
              isAnimationActive={false}
            />
          );
        })}
        <Tooltip
          isAnimationActive={false}
          labelFormatter={dayText}
          formatter={(share) => percent(Number(share))}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
