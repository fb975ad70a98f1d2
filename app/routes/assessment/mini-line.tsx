import { LINES } from '../../components/chart/palette.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';

const WIDTH = 200;
const HEIGHT = 64;
const EDGE = 6;
const TOP = 5;

/** One domain over time, small: its name, its newest score, its runs. The table beside says the same in figures. */
export function MiniLine({
  line,
  span,
}: {
  line: {
    readonly name: Words;
    readonly runs: readonly (readonly { readonly at: number; readonly value: number }[])[];
  };
  /** First and last instant of the whole chart, so that all small ones share one axis. */
  span: { readonly from: number; readonly to: number };
}) {
  const t = useText();
  const length = span.to - span.from;
  const x = (at: number) =>
    length === 0 ? WIDTH / 2 : EDGE + ((at - span.from) / length) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT - EDGE - (value / TOP) * (HEIGHT - 2 * EDGE);
  const last = line.runs.at(-1)?.at(-1);
  return (
    <div className="sh-mini">
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
        <span>{t(line.name)}</span>
        <strong>{last ? last.value.toFixed(2) : '—'}</strong>
      </div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} aria-hidden="true">
        <line x1={EDGE} x2={WIDTH - EDGE} y1={y(0)} y2={y(0)} stroke="#c4ccd4" />
        {line.runs.map((run) => (
          <polyline
            key={run[0]?.at}
            points={run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
            fill="none"
            stroke={LINES.self.colour}
            strokeWidth={2}
          />
        ))}
        {line.runs.flat().map(({ at, value }) => (
          <circle key={at} cx={x(at)} cy={y(value)} r={3} fill={LINES.self.colour} />
        ))}
      </svg>
    </div>
  );
}
