import { useEffect, useRef } from 'react';
import { LEVELS } from '#app/domain/assessment/model.ts';
import { percentOf } from '#app/domain/assessment/heat-map.ts';
import type { CellResult, LevelStep } from '#app/domain/assessment/result.ts';
import { Sign } from '../../components/layout/sign.tsx';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import { CriterionCard } from './criterion-card.tsx';
import type { ItemPage } from './item-page.server.ts';
import type { Answers } from './use-answers.ts';

type Cell = ItemPage['cells'][number];

interface CellProps {
  readonly cell: Cell;
  readonly page: ItemPage;
  readonly answers: Answers;
  readonly result: CellResult | undefined;
}

function percent(decimal: string): number {
  return Math.round(Number(decimal) * 100);
}

/** Share and gate of a level, and whether it passes, in words. */
function LevelFigures({ step }: { step: LevelStep | undefined }) {
  const t = useText();
  if (!step?.share) return null;
  return (
    <span className="sh-level-figures">
      <span aria-hidden="true">{step.passes ? '✓ ' : '○ '}</span>
      {t(step.passes ? w.passed : w.notPassed)} · {t(w.share)} {percentOf(step.share)}% · {t(w.gate)}{' '}
      {percent(step.gate)}%
    </span>
  );
}

/** One level's criteria as a column; on a phone a section that opens and closes. */
function LevelColumn({ cell, page, answers, result, level }: CellProps & { level: (typeof LEVELS)[number] }) {
  const t = useText();
  const criteria = cell.criteria.filter((criterion) => criterion.level === level);
  const name = page.levels.find((one) => one.level === level)?.name;
  const step = result?.levels.find((one) => one.level === level);
  const isReached = result !== undefined && result.reached >= level;
  const head = (
    <>
      <strong>
        {level} {name && t(name)}
      </strong>
    </>
  );
  if (criteria.length === 0) {
    return (
      <div className="sh-level sh-level-empty">
        {head}
        <br />
        {t(w.noCriteria)}
      </div>
    );
  }
  const answered = criteria.filter(({ id }) => answers.valueOf(id).grade !== null).length;
  return (
    <details
      open
      className="sh-level"
      data-level={level}
      data-answered={answered === criteria.length}
      {...(isReached ? { 'data-passed': true } : {})}
    >
      <summary>
        {head}{' '}
        <span className="sh-muted">
          {answered}/{criteria.length}
        </span>
        <LevelFigures step={step} />
      </summary>
      {criteria.map((criterion) => (
        <CriterionCard
          key={criterion.id}
          criterion={criterion}
          page={page}
          answers={answers}
          isOpen={cell.isOpen}
        />
      ))}
    </details>
  );
}

/** What the present grades come to. */
function CellScore({ result }: { result: CellResult | undefined }) {
  const t = useText();
  if (!result?.score) return <Sign tone="grey">{t(w.notScored)}</Sign>;
  return (
    <output className="sh-muted" aria-label={t(w.preview)}>
      {t(w.preview)}：
      <strong>
        {result.reached === 0 ? t(w.reachedNone) : `${t(w.reached)} ${t(w.level(result.reached))}`}
      </strong>{' '}
      · {t(w.score)} <strong>{result.score.shown}</strong>
    </output>
  );
}

/** Columns as wide as they have something to show. */
function columns(cell: Cell): string {
  return LEVELS.map((level) =>
    cell.criteria.some((criterion) => criterion.level === level) ? 'minmax(0, 1fr)' : '72px',
  ).join(' ');
}

/** On a phone the levels that are answered, and those after the first open one, begin closed. */
function useAccordion(cell: Cell) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current || !window.matchMedia('(max-width: 900px)').matches) return;
    const levels = [...box.current.querySelectorAll<HTMLDetailsElement>('details.sh-level')];
    const first = levels.find((level) => level.dataset['answered'] === 'false') ?? levels[0];
    const wanted = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    for (const level of levels) level.open = level === first || (wanted !== null && level.contains(wanted));
  }, [cell.id]);
  return box;
}

/** One cell: the item itself, or one dimension of a process area, its levels side by side. */
export function ItemCell(props: CellProps) {
  const t = useText();
  const { cell, page, result } = props;
  const box = useAccordion(cell);
  const title = cell.dimension ?? page.item.name;
  return (
    <section className="sh-item-cell" id={`cell-${cell.id}`} aria-labelledby={`head-${cell.id}`}>
      <div className="sh-item-cell-head">
        <h2 id={`head-${cell.id}`} className={cell.dimension ? 'sh-h2' : 'sh-visually-hidden'}>
          {t(title)}
        </h2>
        {cell.exclusion === null ? (
          <CellScore result={result} />
        ) : (
          <span>
            <Sign tone="grey">{t(w.excluded)}</Sign> {cell.exclusion}
          </span>
        )}
      </div>
      {cell.exclusion === null && (
        <div ref={box} className="sh-levels" style={{ gridTemplateColumns: columns(cell) }}>
          {LEVELS.map((level) => (
            <LevelColumn key={level} {...props} level={level} />
          ))}
        </div>
      )}
    </section>
  );
}
