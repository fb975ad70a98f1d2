import type { ReactNode } from 'react';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { targetText } from '../../domain/target/amount.ts';
import { COUNTINGS, type PlanContent, type Target } from '../../domain/target/plan.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';

/** Facts of a plan's document. */
export function PlanFacts({ plan, region }: { plan: PlanContent; region: string }) {
  const t = useText();
  return (
    <dl className="sh-card sh-facts">
      <dt>{t(w.number)}</dt>
      <dd>{plan.number === '' ? t(w.unstated) : plan.number}</dd>
      <dt>{t(w.issuer)}</dt>
      <dd>{t(plan.issuer)}</dd>
      <dt>{t(w.issuedOn)}</dt>
      <dd>{plan.issuedOn ?? t(w.unstated)}</dd>
      <dt>{t(w.region)}</dt>
      <dd>{region}</dd>
      <dt>{t(w.period)}</dt>
      <dd>
        {plan.from} – {plan.until}
      </dd>
      <dt>{t(w.source)}</dt>
      <dd>{t(plan.source)}</dd>
    </dl>
  );
}

/** Defects of the text at hand, where there are any. */
export function PlanDefects({ plan }: { plan: Pick<PlanContent, 'defects'> }) {
  const t = useText();
  if (plan.defects.length === 0) return null;
  return (
    <>
      <h2 className="sh-h2">{t(w.defects)}</h2>
      <p className="sh-muted">{t(w.defectsNote)}</p>
      <ul className="sh-card" style={{ paddingLeft: 36 }}>
        {plan.defects.map((defect, index) => (
          <li key={index}>{t(defect)}</li>
        ))}
      </ul>
    </>
  );
}

/** The targets of a part, with their clauses. */
export function TargetTable({
  targets,
  label,
  titleOf,
}: {
  targets: readonly Target[];
  label: string;
  /** What stands for the indicator: a link in a draft. */
  titleOf?: (target: Target) => ReactNode;
}) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table" data-cards aria-label={label}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '6%' }}>
              {t(w.id)}
            </th>
            <th scope="col" style={{ width: '22%' }}>
              {t(w.indicator)}
            </th>
            <th scope="col" style={{ width: '12%' }}>
              {t(w.target)}
            </th>
            <th scope="col" style={{ width: '9%' }}>
              {t(w.deadline)}
            </th>
            <th scope="col" style={{ width: '8%' }}>
              {t(w.clause)}
            </th>
            <th scope="col">{t(w.summary)}</th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={target.id}>
              <td data-label={t(w.id)}>{target.id}</td>
              <td data-label={t(w.indicator)}>{titleOf ? titleOf(target) : t(target.indicator)}</td>
              <td data-label={t(w.target)} className="sh-nowrap">
                {t(targetText(target))} {target.isAspiration && <Tag>{t(w.aspiration)}</Tag>}
                {target.counting !== 'unstated' && (
                  <div className="sh-muted">{t(COUNTINGS[target.counting])}</div>
                )}
              </td>
              <td data-label={t(w.deadline)} className="sh-nowrap">
                {target.deadline ?? t(w.unstated)}
              </td>
              <td data-label={t(w.clause)} className="sh-nowrap">
                {target.clause}
              </td>
              <td data-label={t(w.summary)}>
                {t(target.summary)}
                {target.note && <div className="sh-muted">{t(target.note)}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All targets under the titles of their parts. */
export function PlanTargets({
  plan,
  titleOf,
}: {
  plan: Pick<PlanContent, 'parts' | 'targets'>;
  titleOf?: (target: Target) => ReactNode;
}) {
  const t = useText();
  if (plan.targets.length === 0) return <p className="sh-muted">{t(w.noTargets)}</p>;
  return plan.parts.map((part) => {
    const targets = plan.targets.filter((target) => target.part === part.id);
    if (targets.length === 0) return null;
    return (
      <section key={part.id} aria-labelledby={`part-${part.id}`} style={{ marginBottom: 24 }}>
        <h3 id={`part-${part.id}`} style={{ margin: '16px 0 8px', fontSize: 15 }}>
          {t(part.title)}
        </h3>
        <TargetTable targets={targets} label={t(part.title)} {...(titleOf ? { titleOf } : {})} />
      </section>
    );
  });
}

/** What is to be done without a number. */
export function PlanDeliverables({ plan }: { plan: Pick<PlanContent, 'deliverables'> }) {
  const t = useText();
  if (plan.deliverables.length === 0) return <p className="sh-muted">{t(w.noDeliverables)}</p>;
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table" data-cards aria-label={t(w.deliverables)}>
        <thead>
          <tr>
            <th scope="col">{t(w.id)}</th>
            <th scope="col">{t(w.task)}</th>
            <th scope="col">{t(w.deadline)}</th>
            <th scope="col">{t(w.clause)}</th>
          </tr>
        </thead>
        <tbody>
          {plan.deliverables.map(({ id, text, deadline, clause }) => (
            <tr key={id}>
              <td data-label={t(w.id)}>{id}</td>
              <td data-label={t(w.task)}>{t(text)}</td>
              <td data-label={t(w.deadline)} className="sh-nowrap">
                {deadline ?? t(w.unstated)}
              </td>
              <td data-label={t(w.clause)} className="sh-nowrap">
                {clause}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Published figures beside the targets, with their source and how sure they are. */
export function PlanContext({ plan }: { plan: Pick<PlanContent, 'context'> }) {
  const t = useText();
  if (plan.context.length === 0) return null;
  return (
    <>
      <h2 className="sh-h2">{t(w.context)}</h2>
      <p className="sh-muted">{t(w.contextNote)}</p>
      <ul className="sh-card sh-list">
        {plan.context.map(({ text, date, source, confidence }, index) => (
          <li key={index}>
            {t(text)} <ConfidenceTag of={confidence} />
            <div className="sh-muted">
              {date} · {source}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
