import { Link } from '@remix-run/react';
import { Figures } from '../../components/layout/figure.tsx';
import { statusName } from '../../domain/target/board.ts';
import { boardSearch } from '../../domain/target/board-state.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import type { BoardView } from './board-view.ts';
import { ContextFigures, DeliverableList } from './plan-sections.tsx';
import { TargetTile } from './target-tile.tsx';

/** The order of the tiles, and what is filtered, as links that keep the rest of the address. */
function OrderSwitch({ view }: { view: BoardView }) {
  const t = useText();
  const { base, state } = view;
  return (
    <div className="sh-board-order sh-no-print">
      <nav aria-label={t(w.order)} className="sh-pills">
        {(['document', 'gap'] as const).map((order) => (
          <Link
            key={order}
            to={`${base}${boardSearch(state, { order })}`}
            preventScrollReset
            {...(state.order === order ? { 'aria-current': 'true' as const } : {})}
          >
            {t(w[order])}
          </Link>
        ))}
      </nav>
      {state.status !== null && (
        <span>
          {t(w.filtered)} <strong>{t(statusName(state.status, view.isOver))}</strong>{' '}
          <Link to={`${base}${boardSearch(state, { status: null })}`} preventScrollReset>
            {t(w.clear)}
          </Link>
        </span>
      )}
    </div>
  );
}

function Tiles({ view }: { view: BoardView }) {
  const t = useText();
  const { groups, base, atSearch, state } = view;
  if (view.targetCount === 0) return null;
  return (
    <section id="targets" aria-label={t(w.targets(view.targetCount))}>
      <OrderSwitch view={view} />
      {groups.length === 0 && <p className="sh-card sh-muted">{t(w.noneInState)}</p>}
      {groups.map((group) => (
        <section key={group.id} className="sh-board-part" aria-labelledby={`part-${group.id}`}>
          <h2 id={`part-${group.id}`} className="sh-h2">
            {t(group.title ?? w.gapTitle)}
          </h2>
          <div className="sh-tiles">
            {group.tiles.map((tile) => (
              <TargetTile
                // What was unfolded belongs to the day and order it was unfolded in.
                key={`${tile.target.id} ${view.asAt} ${state.order}`}
                tile={tile}
                base={base}
                atSearch={atSearch}
                settingsTo={view.settingsTo}
              />
            ))}
          </div>
        </section>
      ))}
      <p className="sh-muted sh-chart-note">{t(w.sparkNote)}</p>
    </section>
  );
}

/** The plan on one page: a sentence, at most six figures, a tile for each target, the checklist, the context. */
export function PlanBoard({ view }: { view: BoardView }) {
  const t = useText();
  return (
    <div className="sh-board">
      <p className="sh-board-finding">{t(view.finding)}</p>
      {view.targetCount > 0 && <Figures title={w.figures} figures={view.figures} />}
      <Tiles view={view} />
      <DeliverableList deliverables={view.deliverables} />
      <ContextFigures context={view.context} />
    </div>
  );
}
