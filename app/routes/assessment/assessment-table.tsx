import { Link } from '@remix-run/react';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { AssessmentSigns } from './assessment-sign.tsx';
import type { AssessmentCard } from './board.server.ts';

/** How far an assessment is, or the level of what was signed; nothing of what is hidden. */
function Standing({ card }: { card: AssessmentCard }) {
  const t = useText();
  if (card.isHidden) return <span className="sh-muted">{t(w.hidden)}</span>;
  if (card.level !== null) {
    return (
      <>
        {card.level} {t(w.levelOf)}（{card.overall}）
        <div className="sh-muted">{t(RESULT_NOTES[card.side])}</div>
      </>
    );
  }
  if (!card.progress || card.state === 'withdrawn') return <>—</>;
  const { answered, criteria, carried, returned } = card.progress;
  return (
    <>
      {t(w.answered)} {answered}/{criteria}
      {carried > 0 && (
        <div className="sh-muted">
          {t(w.carried)} {carried}
        </div>
      )}
      {returned > 0 && (
        <div className="sh-muted">
          {t(w.returned)} {returned}
        </div>
      )}
    </>
  );
}

/** Assessments of one house as a table. */
export function AssessmentTable({ cards, base }: { cards: readonly AssessmentCard[]; base: string }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.name)}</th>
            <th scope="col">{t(w.model)}</th>
            <th scope="col">{t(w.state)}</th>
            <th scope="col">
              {t(w.progress)} / {t(w.level)}
            </th>
            <th scope="col">{t(w.turn)}</th>
            <th scope="col">{t(w.updated)}</th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.id}>
              <td data-label={t(w.name)}>
                <Link to={`${base}/assessments/${card.id}`}>{card.title}</Link>
                {card.unit && <div className="sh-muted">{card.unit}</div>}
              </td>
              <td data-label={t(w.model)}>
                {card.model ? t(card.model.name) : '—'}
                {card.consultancyName && <div className="sh-muted">{card.consultancyName}</div>}
              </td>
              <td data-label={t(w.state)}>
                <AssessmentSigns assessment={card} />
              </td>
              <td data-label={t(w.progress)}>
                <Standing card={card} />
              </td>
              <td data-label={t(w.turn)}>{card.turn ? t(card.turn) : '—'}</td>
              <td data-label={t(w.updated)}>{t(instantText(card.updatedAt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
