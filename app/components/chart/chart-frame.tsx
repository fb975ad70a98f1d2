import './chart.css';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { LINES, type LineKind } from './palette.ts';

const w = {
  chart: words('图', 'Chart'),
  table: words('数据表', 'Table'),
  view: words('显示方式', 'Show as'),
};

/** One entry of a chart's legend. */
export interface LegendEntry {
  readonly label: Words;
  readonly kind: LineKind;
  readonly colour?: string;
  /** In place of the kind's own. */
  readonly dash?: string;
}

function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  const t = useText();
  return (
    <ul className="sh-legend">
      {entries.map(({ label, kind, colour, dash }) => (
        <li key={label.zh}>
          <svg width="28" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke={colour ?? LINES[kind].colour}
              strokeWidth={LINES[kind].width}
              strokeDasharray={dash ?? LINES[kind].dash}
            />
          </svg>
          {t(label)}
        </li>
      ))}
    </ul>
  );
}

/**
 * A chart with a finding as its title and its table as its twin. The server sends the table; where scripts run, the
 * drawing is fetched and takes the same place, with the table behind a tab. Paper shows both.
 */
export function ChartFrame<P extends object>({
  title,
  heading = 2,
  load,
  drawing,
  legend = [],
  table,
  note,
}: {
  /** The finding, as one sentence. */
  title: ReactNode;
  heading?: 2 | 3;
  /** Fetches the drawing's code; must be the same function at every render. */
  load: () => Promise<ComponentType<P>>;
  drawing: P;
  legend?: readonly LegendEntry[];
  table: ReactNode;
  note?: ReactNode;
}) {
  const t = useText();
  const [Drawing, setDrawing] = useState<ComponentType<P> | null>(null);
  const [view, setView] = useState<'chart' | 'table'>('chart');
  useEffect(() => {
    let isHere = true;
    load().then(
      (component) => {
        if (isHere) setDrawing(() => component);
      },
      // Without the drawing's code the table stays, which says the same.
      () => setView('table'),
    );
    return () => {
      isHere = false;
    };
  }, [load]);
  const shown = Drawing ? view : 'table';
  const Title = `h${heading}` as const;
  return (
    <section className="sh-card sh-chart" data-shown={shown}>
      <div className="sh-chart-head">
        <Title className="sh-h2">{title}</Title>
        <div role="group" aria-label={t(w.view)} className="sh-chart-tabs" data-ready={Drawing !== null}>
          {(['chart', 'table'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setView(one)}>
              {t(w[one])}
            </button>
          ))}
        </div>
      </div>
      <div className="sh-chart-panels">
        <div className="sh-chart-drawing" aria-hidden="true">
          {Drawing && <Drawing {...drawing} />}
        </div>
        {/* It may scroll, so the keyboard must reach it. */}
        <div className="sh-chart-table sh-table-wrap" role="group" aria-label={t(w.table)} tabIndex={0}>
          {table}
        </div>
      </div>
      {legend.length > 0 && <Legend entries={legend} />}
      {note && <div className="sh-muted sh-chart-note">{note}</div>}
    </section>
  );
}
