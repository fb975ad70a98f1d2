import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

/** One set of bars, all of one meaning and colour. */
export interface BarSeries {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  /** Draws the outline apart from the filling, for light colours. */
  readonly outline?: string;
}

/** What a bar chart shows; values are zero or more. */
export interface BarFacts {
  readonly bars: readonly { readonly name: string; readonly values: Readonly<Record<string, number>> }[];
  readonly series: readonly BarSeries[];
  /** `columns` stand beside one another, for time; `rows` lie below one another, for names. */
  readonly layout: 'columns' | 'rows';
  /** Series of one bar on top of one another rather than side by side. */
  readonly isStacked?: boolean;
  /** Written at the axis: 家, 件, %. */
  readonly unit: string;
  /** The end of the axis; by default the longest bar's. */
  readonly most?: number;
}

const INK = { fontSize: 12, fill: '#29333d' };
/** Room for a name beside its bar, in half-width characters a line. */
const LINE = 16;

/** A name in lines that fit beside the bars; Han characters are as wide as two letters. */
function linesOf(name: string): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const letter of name) {
    const wide = letter > '\u2e7f' ? 2 : 1;
    if (width + wide > LINE) {
      lines.push(line);
      line = '';
      width = 0;
    }
    line += letter;
    width += wide;
  }
  return [...lines, line];
}

/** The name of a row, wrapped where the axis alone would cut it. */
function NameTick({
  x = 0,
  y = 0,
  payload,
}: {
  x?: number | string;
  y?: number | string;
  payload?: { value: string };
}) {
  const lines = linesOf(payload?.value ?? '');
  return (
    <text x={x} y={Number(y) - (lines.length - 1) * 7} textAnchor="end" fontSize={12} fill="#29333d">
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? 4 : 14}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** The drawing of bars, from zero. */
export function BarDrawing({ bars, series, layout, isStacked = false, unit, most }: BarFacts) {
  const isRows = layout === 'rows';
  const domain: [number, number | 'auto'] = [0, most ?? 'auto'];
  const numbers = { type: 'number' as const, domain, allowDecimals: false, tick: INK, unit };
  const names = { type: 'category' as const, dataKey: 'name', tick: INK, interval: 0 as const };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={bars.map(({ name, values }) => ({ name, ...values }))}
        layout={isRows ? 'vertical' : 'horizontal'}
        margin={{ top: 16, right: 24, bottom: 4, left: 4 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="#e3e7eb" vertical={isRows} horizontal={!isRows} />
        {isRows ? <XAxis {...numbers} /> : <XAxis {...names} interval="preserveStartEnd" />}
        {isRows ? <YAxis {...names} tick={NameTick} width={112} /> : <YAxis {...numbers} width={52} />}
        {series.map(({ key, label, colour, outline }) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            fill={colour}
            stroke={outline ?? colour}
            maxBarSize={28}
            isAnimationActive={false}
            {...(isStacked ? { stackId: 'one' } : { minPointSize: series.length === 1 ? 1 : 0 })}
          >
            {series.length === 1 && (
              <LabelList
                dataKey={key}
                position={isRows ? 'right' : 'top'}
                fontSize={12}
                fill="#29333d"
                formatter={(value) => `${String(value)}${unit}`}
              />
            )}
          </Bar>
        ))}
        {series.length > 1 && (
          <Legend
            itemSorter={null}
            wrapperStyle={{ fontSize: 13 }}
            formatter={(label: string) => <span style={{ color: '#29333d' }}>{label}</span>}
          />
        )}
        <Tooltip isAnimationActive={false} cursor={{ fill: '#f1f4f7' }} />
      </BarChart>
    </ResponsiveContainer>
  );
}
