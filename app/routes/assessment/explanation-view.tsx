import { Link } from '@remix-run/react';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import type {
  ExplainedCell,
  ExplainedCombination,
  ExplainedLevel,
  Explanation,
} from '../../domain/assessment/explanation.ts';
import type { Ground } from '../../domain/assessment/scheme.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { derivationAddress } from './result-cell.tsx';

type Heading = 2 | 3 | 4 | 5;
const below = (heading: Heading): Heading => (heading === 2 ? 3 : heading === 3 ? 4 : 5);

/** The steps of one figure, and of what is inside it. */
export function ExplanationView({
  explanation,
  place,
  heading,
}: {
  explanation: Explanation;
  place: string;
  heading: Heading;
}) {
  const t = useText();
  const Title = `h${heading}` as const;
  const isPart = heading > 2;
  return (
    <section className={isPart ? 'sh-steps' : 'sh-card sh-section'}>
      <Title className="sh-h2">
        {explanation.kind !== 'overall' && `${explanation.id} `}
        {t(explanation.name)}
        {explanation.score && `：${explanation.score.shown}`}
      </Title>
      {explanation.kind === 'cell' ? (
        <CellSteps cell={explanation} place={place} heading={below(heading)} />
      ) : (
        <CombinationSteps combination={explanation} place={place} heading={below(heading)} />
      )}
    </section>
  );
}

function GroundLine({ ground }: { ground: Ground }) {
  const t = useText();
  return (
    <p className="sh-muted">
      {t(w.basis)}：{ground.basis} <ConfidenceTag of={ground.confidence} />
    </p>
  );
}

function CombinationSteps({
  combination,
  place,
  heading,
}: {
  combination: ExplainedCombination;
  place: string;
  heading: Heading;
}) {
  const t = useText();
  const { parts, raw, score, places, level } = combination;
  return (
    <>
      <div className="sh-table-wrap">
        <table className="sh-table sh-part-table">
          <thead>
            <tr>
              <th scope="col">{t(w.part)}</th>
              <th scope="col" className="num">
                {t(w.weight)}
              </th>
              <th scope="col" className="num">
                {t(w.score)}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.id}>
                <th scope="row">
                  <Link to={derivationAddress(place, part.kind, part.id)}>
                    {part.id} {t(part.name)}
                  </Link>
                </th>
                <td className="num">{part.weight}</td>
                <td className="num">
                  {part.score ? (
                    <>
                      {part.score.shown}
                      {part.score.exact.includes('/') && (
                        <span className="sh-muted"> ({part.score.exact})</span>
                      )}
                    </>
                  ) : (
                    t(w.leftOut)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="sh-facts" style={{ marginTop: 12 }}>
        <dt>{t(w.combination)}</dt>
        <dd>{t(w[combination.combination])}</dd>
        {combination.sum && (
          <>
            <dt>{t(w.calculation)}</dt>
            <dd className="sh-formula">{combination.sum}</dd>
          </>
        )}
        <dt>{t(w.before)}</dt>
        <dd>{raw ? (raw.exact.includes('/') ? `${raw.exact} ≈ ${raw.shown}` : raw.exact) : t(w.noScore)}</dd>
        <dt>{t(w.decimals)}</dt>
        <dd>{places ?? t(w.exact)}</dd>
        <dt>{t(w.score)}</dt>
        <dd>
          <strong>{score?.shown ?? t(w.noScore)}</strong>
        </dd>
        <dt>{t(w.level)}</dt>
        <dd>{level ?? t(w.noScore)}</dd>
      </dl>
      <GroundLine ground={combination.ground} />
      {combination.inside.map((inside) => (
        <ExplanationView
          key={`${inside.kind} ${inside.id}`}
          explanation={inside}
          place={place}
          heading={heading}
        />
      ))}
    </>
  );
}

function CellSteps({ cell, place, heading }: { cell: ExplainedCell; place: string; heading: Heading }) {
  const t = useText();
  if (cell.exclusion !== null) {
    return (
      <p>
        {t(w.excludedBecause)}：{cell.exclusion}
      </p>
    );
  }
  const next = cell.levels.find(({ level }) => level === cell.reached + 1);
  return (
    <>
      <dl className="sh-facts">
        <dt>{t(w.calculation)}</dt>
        <dd>
          {t(w.cellRule)}
          <div className="sh-formula">
            {`${cell.reached} + ${next?.share?.exact ?? '0'} = ${cell.raw?.exact ?? '—'}`}
          </div>
        </dd>
        <dt>{t(w.levelReached)}</dt>
        <dd>{cell.reached}</dd>
        <dt>{t(w.floor)}</dt>
        <dd>{cell.floor}</dd>
        <dt>{t(w.decimals)}</dt>
        <dd>{cell.places ?? t(w.exact)}</dd>
        <dt>{t(w.score)}</dt>
        <dd>
          <strong>{cell.score?.shown ?? t(w.noScore)}</strong>
          {cell.score?.exact.includes('/') && <span className="sh-muted"> ({cell.score.exact})</span>}
        </dd>
      </dl>
      <GroundLine ground={cell.ground} />
      <p className="sh-no-print">
        <Link to={`${place}/items/${encodeURIComponent(cell.itemId)}`}>{t(w.toItem)}</Link>
      </p>
      {cell.levels
        .filter(({ criteria }) => criteria.length > 0)
        .map((step) => (
          <LevelSteps key={step.level} step={step} heading={heading} />
        ))}
    </>
  );
}

function LevelSteps({ step, heading }: { step: ExplainedLevel; heading: Heading }) {
  const t = useText();
  const Title = `h${heading}` as const;
  const share = step.share
    ? `${step.sum.exact} ÷ ${step.applicable} = ${step.share.exact}${
        step.share.exact.includes('/') ? ` ≈ ${step.share.shown}` : ''
      } ${step.passes ? '≥' : '<'} ${step.gate}`
    : t(w.empty);
  return (
    <>
      <Title style={{ fontSize: 14, margin: '12px 0 4px' }}>
        {step.level} {t(step.name)} · {step.passes ? `✓ ${t(w.pass)}` : t(w.fail)}
      </Title>
      <div className="sh-table-wrap">
        <table className="sh-table sh-level-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.criterion)}</th>
              <th scope="col">{t(w.grade)}</th>
              <th scope="col" className="num">
                {t(w.worth)}
              </th>
            </tr>
          </thead>
          <tbody>
            {step.criteria.map((criterion) => (
              <tr key={criterion.id}>
                <td data-label={t(w.criterion)}>
                  <span className="sh-muted">{criterion.id}</span> {criterion.text}
                </td>
                <td data-label={t(w.grade)} className="sh-nowrap">
                  {t(criterion.grade ?? w.unanswered)}
                </td>
                <td data-label={t(w.worth)} className="num">
                  {criterion.worth ?? '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="sh-formula">
        {t(w.share)}：{share}
      </div>
    </>
  );
}
