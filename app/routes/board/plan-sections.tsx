import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import type { PlanContent } from '../../domain/target/plan.ts';
import type { DeliverableStanding } from '../../domain/target/standing.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';

function DeliverableSign({ doneOn, isLate, isOverdue }: DeliverableStanding) {
  const t = useText();
  if (doneOn !== null) {
    return (
      <Sign tone={isLate ? 'amber' : 'green'}>
        {t(isLate ? w.doneLate : w.doneOn)} {doneOn}
      </Sign>
    );
  }
  return <Sign tone={isOverdue ? 'red' : 'grey'}>{t(isOverdue ? w.overdue : w.open)}</Sign>;
}

/** What is to be done that has no number, as a checklist with its days. */
export function DeliverableList({ deliverables }: { deliverables: readonly DeliverableStanding[] }) {
  const t = useText();
  if (deliverables.length === 0) return null;
  const done = deliverables.filter(({ doneOn }) => doneOn !== null).length;
  const overdue = deliverables.filter(({ isOverdue }) => isOverdue).length;
  return (
    <section className="sh-board-section sh-board-whole" aria-labelledby="deliverables">
      <h2 id="deliverables" className="sh-h2">
        {t(w.deliverablesFinding(done, deliverables.length, overdue))}
      </h2>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.deliverables)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.state)}</th>
              <th scope="col">{t(w.task)}</th>
              <th scope="col">{t(w.clause)}</th>
              <th scope="col">{t(w.deadline)}</th>
            </tr>
          </thead>
          <tbody>
            {deliverables.map((one) => (
              <tr key={one.deliverable.id}>
                <td>
                  <DeliverableSign {...one} />
                </td>
                <td>
                  {t(one.deliverable.text)}
                  {one.source !== '' && (
                    <div className="sh-muted">
                      {t(w.source)}：{one.source}
                    </div>
                  )}
                </td>
                <td data-label={t(w.clause)} className="sh-nowrap">
                  {one.deliverable.clause}
                </td>
                <td data-label={t(w.deadline)} className="sh-nowrap">
                  {one.deliverable.deadline ?? t(w.notStated)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Published figures beside the targets, never as their actual values. */
export function ContextFigures({ context }: { context: PlanContent['context'] }) {
  const t = useText();
  if (context.length === 0) return null;
  return (
    <section className="sh-board-section" aria-labelledby="context">
      <h2 id="context" className="sh-h2">
        {t(w.context)}
      </h2>
      <p className="sh-muted sh-board-lead">{t(w.contextLead)}</p>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.figure)}</th>
              <th scope="col">{t(w.date)}</th>
              <th scope="col">{t(w.source)}</th>
              <th scope="col">{t(w.confidence)}</th>
            </tr>
          </thead>
          <tbody>
            {context.map((figure) => (
              <tr key={figure.text.zh}>
                <td>{t(figure.text)}</td>
                <td data-label={t(w.date)} className="sh-nowrap">
                  {figure.date}
                </td>
                <td data-label={t(w.source)}>{figure.source}</td>
                <td data-label={t(w.confidence)}>
                  <ConfidenceTag of={figure.confidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
