import '../../components/list/list.css';
import './board.css';
import './wall.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { CSSProperties } from 'react';
import { Tag } from '../../components/layout/sign.tsx';
import { StatusSign } from '../../components/target/judgement-sign.tsx';
import { statusName, statusTone } from '../../domain/target/board.ts';
import { STATUSES } from '../../domain/target/standing.ts';
import { words } from '../../domain/words.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import type { TileView } from './board-view.ts';
import { ShareBar } from './target-tile.tsx';
import { useEscape, useTurning, useWallFacts, type WallFailure } from './use-wall.ts';
import { type WallView, wallView } from './wall-view.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `${data.title.zh}（大屏）` : '大屏'} · 数衡 Shuheng` },
];

/** The page fills the screen: no navigation around it. */
export const handle = { isBare: true };

export function loader(incoming: LoaderFunctionArgs): Promise<WallView> {
  return wallView(incoming, incoming.params);
}

function WallTile({ tile }: { tile: TileView }) {
  const t = useText();
  const { target, judgement, value } = tile;
  return (
    <article className="sh-wall-tile" data-tone={statusTone(judgement.status)}>
      <h2>{t(target.indicator)}</h2>
      <div className="sh-wall-numbers">
        <span className="sh-wall-value">
          {value ?? '—'} {value !== null && <small>{t(target.unit)}</small>}
        </span>
        <span className="sh-wall-asked">
          {t(tile.isLimit ? w.limit : w.target)} {tile.asked}
        </span>
      </div>
      <ShareBar tile={tile} />
      <div className="sh-wall-state">
        <StatusSign judgement={judgement} />
        {target.isAspiration && <Tag>{t(w.aspiration)}</Tag>}
      </div>
    </article>
  );
}

/** When the facts were read, and a word when they should be newer. */
function Freshness({ view, failure }: { view: WallView; failure: WallFailure | null }) {
  const t = useText();
  const time = t(instantText(view.readAt));
  return (
    <span role="status" className="sh-wall-fresh" data-failed={failure !== null}>
      {failure === null && `${t(w.wallUpdated)} ${time}`}
      {failure === 'failed' && `${t(w.wallFailed)} ${time} ${t(w.wallRetry)}`}
      {failure === 'signed-out' && `${t(w.wallSignedOut)} ${time}`}
    </span>
  );
}

function WallHead({ view }: { view: WallView }) {
  const t = useText();
  return (
    <header className="sh-wall-head">
      <div className="sh-wall-title">
        <h1>
          {t(view.title)} {view.isDemo && <Tag>{t(w.sample)}</Tag>}
        </h1>
        <p>{t(view.finding)}</p>
      </div>
      <ul className="sh-wall-counts" aria-label={t(w.figures)}>
        {STATUSES.map((status) => (
          <li
            key={status}
            data-tone={statusTone(status)}
            hidden={view.counts[status] === 0 && status !== 'reached'}
          >
            <strong>
              {view.counts[status]}
              {status === 'reached' && <small>/{view.targetCount}</small>}
            </strong>
            {t(statusName(status, view.isOver))}
          </li>
        ))}
        {!view.isOver && (
          <li>
            <strong>{view.daysLeft}</strong>
            {t(view.daysLeft === 0 ? w.dueToday : w.daysLeft)}
          </li>
        )}
      </ul>
    </header>
  );
}

function WallFoot({
  view,
  failure,
  turning,
}: {
  view: WallView;
  failure: WallFailure | null;
  turning: ReturnType<typeof useTurning>;
}) {
  const t = useText();
  const count = view.pages.length;
  const { done, total } = view.deliverables;
  return (
    <footer className="sh-wall-foot">
      <span>
        {t(w.asAt)} {view.asAt} · {view.isOver && `${t(w.ended)} · `}
        {t(w.endsOn(view.until))}
      </span>
      {total > 0 && (
        <span>
          {t(w.deliverables)} {done}/{total}
        </span>
      )}
      <Freshness view={view} failure={failure} />
      <span className="sh-spacer" />
      {count > 1 && turning.page >= 0 && (
        <>
          <span>{t(w.wallPage(turning.page + 1, count))}</span>
          <button type="button" onClick={() => turning.setPaused(!turning.isPaused)}>
            {t(turning.isPaused ? w.wallResume : w.wallPause)}
          </button>
        </>
      )}
      <Link to={`/plans/${view.planId}${view.at === '' ? '' : `?at=${view.at}`}`}>{t(w.wallBack)}</Link>
    </footer>
  );
}

/** The plan on a wall display: it reads itself anew every minute and turns over what doesn't fit. */
export default function Wall() {
  const t = useText();
  const first = useLoaderData<typeof loader>();
  const { view, failure } = useWallFacts(first);
  const turning = useTurning(view.pages.length);
  useEscape(`/plans/${view.planId}${view.at === '' ? '' : `?at=${view.at}`}`);
  return (
    <main id="content" className="sh-wall" data-live={turning.page >= 0}>
      <noscript>
        <meta httpEquiv="refresh" content="60" />
      </noscript>
      <WallHead view={view} />
      {view.pages.map((page, at) => (
        <section
          key={at}
          className="sh-wall-page"
          data-current={at === turning.page}
          style={{ '--columns': page.columns, '--rows': page.rows } as CSSProperties}
          aria-label={t(w.wallPage(at + 1, view.pages.length))}
        >
          {page.parts.length > 0 && (
            <p className="sh-wall-parts">
              {t(
                words(page.parts.map(({ zh }) => zh).join(' · '), page.parts.map(({ en }) => en).join(' · ')),
              )}
            </p>
          )}
          <div className="sh-wall-tiles">
            {page.tiles.map((tile) => (
              <WallTile key={tile.target.id} tile={tile} />
            ))}
          </div>
        </section>
      ))}
      <WallFoot view={view} failure={failure} turning={turning} />
    </main>
  );
}
