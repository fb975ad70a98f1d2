import { Link } from '@remix-run/react';
import { Tag } from '../../components/layout/sign.tsx';
import { JudgementSign } from '../../components/target/judgement-sign.tsx';
import { statusTone } from '../../domain/target/board.ts';
import { SOURCES } from '../../domain/target/plan.ts';
import { SPARKLINE, type Sparkline } from '../../domain/target/sparkline.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import type { TileView } from './board-view.ts';

/** A series in the size of a word. What it says stands beside it in figures, so it is hidden from readers' aids. */
function SparklineDrawing({ spark }: { spark: Sparkline }) {
  const { width, height, edge } = SPARKLINE;
  return (
    <svg
      className="sh-spark"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <line className="sh-spark-target" x1={edge} x2={width - edge} y1={spark.targetY} y2={spark.targetY} />
      {spark.path !== '' && <polyline className="sh-spark-path" points={spark.path} />}
      {spark.line !== '' && <polyline className="sh-spark-line" points={spark.line} />}
    </svg>
  );
}

/** How much of the target there is, with a mark where the path asks it to be by now. */
export function ShareBar({ tile }: { tile: TileView }) {
  const t = useText();
  const { share, shareText, requiredShare } = tile;
  if (share === null || shareText === null) return null;
  const isOn = requiredShare !== null && requiredShare > 0 && requiredShare < 1;
  return (
    <div className="sh-share">
      <div className="sh-share-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
        {isOn && <i style={{ left: `${requiredShare * 100}%` }} />}
      </div>
      <span className="sh-share-text">
        <span className="sh-visually-hidden">{t(w.share)} </span>
        {shareText}
      </span>
    </div>
  );
}

/** One target: what there is, what is asked, how it is judged, and where it comes from. */
export function TargetTile({
  tile,
  base,
  atSearch,
  settingsTo,
}: {
  tile: TileView;
  base: string;
  atSearch: string;
  settingsTo: string | null;
}) {
  const t = useText();
  const { target, judgement, value } = tile;
  const place = `${base}/targets/${encodeURIComponent(target.id)}${atSearch}`;
  return (
    <article className="sh-tile" data-tone={statusTone(judgement.status)}>
      <div className="sh-tile-head">
        <span className="sh-muted">
          {target.id} · {target.clause}
        </span>
      </div>
      <h3 className="sh-tile-name">
        <Link to={place} prefetch="intent">
          {t(target.indicator)}
        </Link>
      </h3>
      <div className="sh-tile-numbers">
        {value === null ? (
          <span className="sh-tile-none">{t(w.noData)}</span>
        ) : (
          <span className="sh-tile-value">
            {value} <small>{t(target.unit)}</small>
          </span>
        )}
        <span className="sh-tile-asked">
          {t(tile.isLimit ? w.limit : w.target)}{' '}
          <strong>
            {tile.asked} {t(target.unit)}
          </strong>
        </span>
      </div>
      <ShareBar tile={tile} />
      <SparklineDrawing spark={tile.spark} />
      <div className="sh-tile-state">
        <JudgementSign target={target} judgement={judgement} settingsTo={settingsTo} />
      </div>
      <div className="sh-tile-foot">
        <Tag>{t(SOURCES[tile.headline])}</Tag>
        {tile.others.map(({ source, value: other }) => (
          <span key={source} className="sh-muted">
            {t(w.alsoKnown)} {t(SOURCES[source])} {other} {t(target.unit)}
          </span>
        ))}
      </div>
    </article>
  );
}
