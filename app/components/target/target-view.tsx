import './target-view.css';
import type { ReactNode } from 'react';
import { regionContains, type RegionCode } from '../../domain/organisation/region.ts';
import { COMPARATORS, COUNTINGS, SOURCES } from '../../domain/target/plan.ts';
import {
  formatAmount,
  formatDerived,
  formatShare,
  targetText,
  withUnit,
} from '../../domain/target/amount.ts';
import { signedAmount } from '../../domain/target/finding.ts';
import type { RegionCell } from '../../domain/target/region-view.ts';
import { CHART_DASH, CHART_INK } from '../../domain/target/series-scene.ts';
import { rowTexts } from '../../domain/target/series-view.ts';
import type { SourceFacts, TargetFacts } from '../../domain/target/target-facts.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';
import { ChartFrame } from '../chart/chart-frame.tsx';
import { loadSeries } from '../chart/load-drawing.ts';
import { RankedBars } from '../chart/ranked-bars.tsx';
import { TileMap } from '../chart/tile-map.tsx';
import { Tag } from '../layout/sign.tsx';
import { JudgementSign } from './judgement-sign.tsx';

/** Where a reader may go on from a target; null for who can't. */
export interface TargetLinks {
  /** Where the convention of judging is set. */
  readonly settings: string | null;
  /** The records behind the number, with a `?`. */
  readonly entries: string | null;
  /** The region whose records the reader may open; every one unless told. */
  readonly entriesWithin?: RegionCode;
}

function Verdict({ facts, settingsTo }: { facts: TargetFacts; settingsTo: string | null }) {
  const t = useText();
  const { target, value, judgement } = facts;
  const { share, required, requiredRate, forecast } = judgement;
  const amount = (text: string) => `${text} ${t(target.unit)}`;
  return (
    <section className="sh-card sh-target-verdict">
      <div className="sh-target-number">
        {value === null ? (
          <span className="sh-target-none">{t(w.noData)}</span>
        ) : (
          <>
            <span className="sh-target-value">{formatAmount(value)}</span>
            <span className="sh-target-unit">{t(target.unit)}</span>
          </>
        )}
        <span className="sh-target-asked">
          {t(w.target)} <strong>{t(targetText(target))}</strong>
          {share !== null && <> · {formatShare(share)}</>}
        </span>
      </div>
      <div className="sh-target-judged">
        <JudgementSign judgement={judgement} target={target} settingsTo={settingsTo} />
        <p className="sh-target-reason">{t(judgement.reason)}</p>
        {value === null && <p className="sh-muted">{t(w.noDataHelp)}</p>}
        <dl className="sh-target-measures">
          {required !== null && judgement.verdict === null && (
            <div>
              <dt>{t(w.required)}</dt>
              <dd>{amount(formatDerived(required))}</dd>
            </div>
          )}
          {requiredRate !== null && requiredRate > 0 && (
            <div>
              <dt>{t(w.rate)}</dt>
              <dd>{amount(formatDerived(requiredRate))}</dd>
            </div>
          )}
          {forecast && (
            <div>
              <dt>{t(w.forecast)}</dt>
              <dd title={t(forecast.method)}>{amount(formatDerived(forecast.value))}</dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  );
}

function Clause({ facts }: { facts: TargetFacts }) {
  const t = useText();
  const { target, part } = facts;
  const comparator = COMPARATORS[target.comparator];
  return (
    <section className="sh-card" aria-labelledby="facts">
      <h2 id="facts" className="sh-h2">
        {t(w.facts)}
      </h2>
      <dl className="sh-facts sh-target-facts">
        <dt>{t(w.clause)}</dt>
        <dd>§ {target.clause}</dd>
        <dt>{t(w.comparator)}</dt>
        <dd>
          {target.isAspiration && <Tag>{t(w.aspiration)}</Tag>} {t(targetText(target))}（{t(comparator.name)}
          ）
        </dd>
        <dt>{t(w.counting)}</dt>
        <dd>{t(COUNTINGS[target.counting])}</dd>
        <dt>{t(w.deadline)}</dt>
        <dd>{target.deadline ?? t(w.noDeadline)}</dd>
        {target.measure !== 'value' && (
          <>
            <dt>{t(w.entryName)}</dt>
            <dd>{t(target.entryName)}</dd>
          </>
        )}
        {part && (
          <>
            <dt>{t(w.part)}</dt>
            <dd>{t(part)}</dd>
          </>
        )}
        <dt>{t(w.summary)}</dt>
        <dd>
          {t(target.summary)} <Tag>{t(w.ownSummary)}</Tag>
        </dd>
        {target.note && (
          <>
            <dt>{t(w.note)}</dt>
            <dd>{t(target.note)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Source({ source, unit }: { source: SourceFacts; unit: string }) {
  const t = useText();
  return (
    <li className="sh-source" data-headline={source.isHeadline || undefined}>
      <div>
        {t(SOURCES[source.source])} {source.isHeadline && <Tag>{t(w.headline)}</Tag>}
      </div>
      <div className="sh-source-value">
        {source.value === null ? (
          <span className="sh-muted">{t(w.noData)}</span>
        ) : (
          <>
            <strong>{formatAmount(source.value)}</strong> {unit}
          </>
        )}
      </div>
      {source.difference !== null && (
        <div className="sh-muted">
          {t(w.difference)} {signedAmount(source.difference)} {unit}
        </div>
      )}
      {source.note && <div className="sh-muted">{t(source.note)}</div>}
    </li>
  );
}

function Sources({ facts }: { facts: TargetFacts }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="sources">
      <h2 id="sources" className="sh-h2">
        {t(w.sources)}
      </h2>
      <ul className="sh-sources">
        {facts.sources.map((source) => (
          <Source key={source.source} source={source} unit={t(facts.target.unit)} />
        ))}
      </ul>
      <p className="sh-muted">{t(facts.sourceFinding)}</p>
    </section>
  );
}

function SeriesTable({ facts }: { facts: TargetFacts }) {
  const t = useText();
  const unit = t(facts.target.unit);
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.day)}</th>
          <th scope="col" className="num">
            {t(w.value)}（{unit}）
          </th>
          {facts.series.path && (
            <th scope="col" className="num">
              {t(w.required)}（{unit}）
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {facts.rows.map((row) => {
          const texts = rowTexts(row);
          return (
            <tr key={row.on}>
              <th scope="row">
                {row.on} {row.on === facts.asAt && <Tag>{t(w.asAt)}</Tag>}
                {row.on === facts.target.deadline && <Tag>{t(w.deadline)}</Tag>}
              </th>
              <td className="num">
                {texts.value || '—'} {row.isForecast && <Tag>{t(w.isForecast)}</Tag>}
              </td>
              {facts.series.path && <td className="num">{texts.required || '—'}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Key({ kind }: { kind: 'value' | 'required' | 'forecast' | 'target' | 'band' }) {
  if (kind === 'band') {
    return (
      <svg width="28" height="10" aria-hidden="true">
        <rect width="28" height="10" fill={CHART_INK.band} fillOpacity="0.18" />
      </svg>
    );
  }
  return (
    <svg width="28" height="8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="28"
        y2="4"
        stroke={CHART_INK[kind]}
        strokeWidth={kind === 'target' ? 1.5 : 2.5}
        strokeDasharray={kind === 'value' ? undefined : CHART_DASH[kind].join(' ')}
      />
    </svg>
  );
}

function SeriesLegend({ facts }: { facts: TargetFacts }) {
  const t = useText();
  const { path, forecast, reachedFrom, targetLabel } = facts.series;
  const forecastText = withUnit(formatDerived(forecast?.to.value ?? 0), facts.target.unit);
  const entries = [
    { kind: 'value', label: w.actual, isShown: true },
    { kind: 'required', label: w.path, isShown: path !== null },
    { kind: 'forecast', label: w.forecastTo(forecastText), isShown: forecast !== null },
    { kind: 'target', label: targetLabel, isShown: true },
    { kind: 'band', label: w.band, isShown: reachedFrom !== null },
  ] as const;
  return (
    <ul className="sh-legend">
      {entries.map(
        ({ kind, label, isShown }) =>
          isShown && (
            <li key={kind}>
              <Key kind={kind} /> {t(label)}
            </li>
          ),
      )}
    </ul>
  );
}

function Series({ facts }: { facts: TargetFacts }) {
  const t = useText();
  const { series, judgement } = facts;
  return (
    <ChartFrame
      title={t(facts.seriesFinding)}
      load={loadSeries}
      drawing={{
        view: series,
        labels: {
          value: t(w.actual),
          target: t(series.targetLabel),
          asAt: `${t(w.asAt)} ${series.asAt}`,
          deadline: series.deadline === null ? '' : `${t(w.deadline)} ${series.deadline}`,
        },
      }}
      table={<SeriesTable facts={facts} />}
      note={
        <>
          <SeriesLegend facts={facts} />
          {judgement.forecast && <div>{t(judgement.forecast.method)}</div>}
        </>
      }
    />
  );
}

function Regions({ facts, links }: { facts: TargetFacts; links: TargetLinks }) {
  const t = useText();
  const { cells, target } = facts;
  if (cells.length === 0) return null;
  const toOf = ({ code }: RegionCell) =>
    links.entries === null || !regionContains(links.entriesWithin ?? code, code)
      ? null
      : `${links.entries}&region=${code}`;
  return (
    <section className="sh-card sh-section" aria-labelledby="regions">
      <h2 id="regions" className="sh-h2">
        {t(facts.regionFinding)}
      </h2>
      {cells.some(({ value, split }) => value !== null || split !== null) && (
        <div className="sh-target-regions">
          <TileMap cells={cells} unit={target.unit} toOf={toOf} />
          <RankedBars cells={cells} target={target} toOf={toOf} settingsTo={links.settings} />
        </div>
      )}
    </section>
  );
}

/**
 * Where one target stands: its number and why it is judged so, what the clause asks, the sources side by side, the series
 * and the cities. `children` stand at the end, such as the records behind the number.
 */
export function TargetView({
  facts,
  links,
  children,
}: {
  facts: TargetFacts;
  links: TargetLinks;
  children?: ReactNode;
}) {
  return (
    <div className="sh-target">
      <div className="sh-target-head">
        <div className="sh-target-column">
          <Verdict facts={facts} settingsTo={links.settings} />
          <Sources facts={facts} />
        </div>
        <Clause facts={facts} />
      </div>
      <div className="sh-section">
        <Series facts={facts} />
      </div>
      <Regions facts={facts} links={links} />
      {children}
    </div>
  );
}
