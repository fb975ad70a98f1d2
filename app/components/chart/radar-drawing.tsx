import { useState } from 'react';
import {
  PolarAngleAxis,
  PolarGrid,
  PolarRadiusAxis,
  Radar,
  RadarChart,
  ResponsiveContainer,
  Tooltip,
} from 'recharts';
import { LINES, type LineKind } from './palette.ts';

/** One line of a radar; a value is null where the axis doesn't apply. */
export interface RadarSeries {
  readonly kind: LineKind;
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** What a radar shows: levels 0 to 5 on every axis. */
export interface RadarFacts {
  readonly axes: readonly string[];
  readonly series: readonly RadarSeries[];
}

const TOP = 5;
/** Characters of a line of an axis's name, in a wide drawing and in a phone's; Latin letters are half as wide. */
const WIDE_LINE = 6;
const NARROW_LINE = 4;

/** A name in lines that a narrow chart can hold. */
function linesOf(name: string, lineWidth: number): string[] {
  if (!/^[ -~]+$/.test(name)) {
    const count = Math.ceil(name.length / lineWidth);
    const width = Math.ceil(name.length / count);
    return Array.from({ length: count }, (_, at) => name.slice(at * width, (at + 1) * width));
  }
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= lineWidth * 2 + 2) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

interface TickFacts {
  readonly x: number | string;
  readonly y: number | string;
  readonly textAnchor: 'start' | 'middle' | 'end' | 'inherit';
  readonly index: number;
  readonly payload: { readonly value?: unknown };
}

function AxisName({ x, y, textAnchor, index, payload, lineWidth }: TickFacts & { lineWidth: number }) {
  const lines = linesOf(String(payload.value), lineWidth);
  // The first axis points up: its name ends above it; the others are centred on their height.
  const rise = (lines.length - 1) * (index === 0 ? 1.2 : 0.6);
  const start = `${(index === 0 ? 0 : 0.35) - rise}em`;
  return (
    <text x={x} y={y} textAnchor={textAnchor} fontSize={12} fill="#29333d">
      {lines.map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? start : '1.2em'}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** A level upright beside its ring; left to itself it would lean with the axis. */
function LevelNumber({ x, y, payload }: TickFacts) {
  return (
    <text x={x} y={y} dx={3} dy="0.35em" fontSize={11} fill="#56606b">
      {String(payload.value)}
    </text>
  );
}

const WideName = (tick: TickFacts) => <AxisName {...tick} lineWidth={WIDE_LINE} />;
const NarrowName = (tick: TickFacts) => <AxisName {...tick} lineWidth={NARROW_LINE} />;

/** A drawing narrower than this is a phone's; room for a name beside the outermost ring; the largest radius: pixels. */
const NARROW = 420;
const NAME_WIDTH = 86;
const NARROW_NAME_WIDTH = 62;
const LARGEST = 140;

/** The drawing of a radar. */
export function RadarDrawing({ axes, series }: RadarFacts) {
  const [width, setWidth] = useState(LARGEST * 2 + NAME_WIDTH * 2);
  const isNarrow = width < NARROW;
  const radius = Math.max(40, Math.min(LARGEST, width / 2 - (isNarrow ? NARROW_NAME_WIDTH : NAME_WIDTH)));
  const data = axes.map((axis, at) => ({
    axis,
    ...Object.fromEntries(series.map(({ kind, values }) => [kind, values[at] ?? undefined])),
  }));
  return (
    <ResponsiveContainer width="100%" height="100%" onResize={setWidth}>
      <RadarChart data={data} outerRadius={radius} accessibilityLayer={false}>
        <PolarGrid stroke="#c4ccd4" />
        <PolarAngleAxis dataKey="axis" tick={isNarrow ? NarrowName : WideName} />
        <PolarRadiusAxis
          // Between two axes, where no name stands.
          angle={90 - 180 / Math.max(1, axes.length)}
          domain={[0, TOP]}
          tickCount={TOP + 1}
          tick={LevelNumber}
          axisLine={false}
        />
        {series.map(({ kind, label }) => (
          <Radar
            key={kind}
            name={label}
            dataKey={kind}
            stroke={LINES[kind].colour}
            strokeWidth={LINES[kind].width}
            strokeDasharray={LINES[kind].dash}
            fill={LINES[kind].colour}
            fillOpacity={LINES[kind].fill}
            isAnimationActive={false}
            connectNulls
          />
        ))}
        <Tooltip isAnimationActive={false} />
      </RadarChart>
    </ResponsiveContainer>
  );
}
