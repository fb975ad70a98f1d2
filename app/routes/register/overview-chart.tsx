import type { CSSProperties, ReactNode } from 'react';
import type { BarFacts } from '../../components/chart/bar-drawing.tsx';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadBars } from '../../components/chart/load-drawing.ts';

/** A chart of bars under a heading of the third rank; rows make it as high as they need. */
export function OverviewChart({
  title,
  drawing,
  table,
  note,
}: {
  /** The finding, as one sentence. */
  title: ReactNode;
  drawing: BarFacts;
  table: ReactNode;
  note?: ReactNode;
}) {
  const isRows = drawing.layout === 'rows';
  const style = { '--rows': drawing.bars.length } as CSSProperties;
  return (
    <div className={isRows ? 'sh-overview-rows' : undefined} style={isRows ? style : undefined}>
      <ChartFrame heading={3} title={title} load={loadBars} drawing={drawing} table={table} note={note} />
    </div>
  );
}
