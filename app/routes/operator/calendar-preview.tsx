import { Alert, Button } from '@mantine/core';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { formatDateEn, formatDateZh, type PlainDate } from '../../domain/calendar/plain-date.ts';
import { words } from '../../domain/words.ts';
import { upkeepWords as w } from '../../i18n/calendar.ts';
import { useText } from '../../i18n/language.tsx';
import type { CalendarPreview } from '../../services/calendar/preview-calendar-year.server.ts';

function useDateText() {
  const t = useText();
  return (on: PlainDate) => t(words(formatDateZh(on), formatDateEn(on)));
}

function Moves({ moves }: { moves: CalendarPreview['moves'] }) {
  const t = useText();
  const date = useDateText();
  if (moves.length === 0) return <p>{t(w.noMoves)}</p>;
  return (
    <div className="sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.oldDay)}</th>
            <th scope="col">{t(w.newDay)}</th>
            <th scope="col" className="num">
              {t(w.countTitle)}
            </th>
          </tr>
        </thead>
        <tbody>
          {moves.map((move) => (
            <tr key={`${move.from}${move.to}`}>
              <td data-label={t(w.oldDay)}>{date(move.from)}</td>
              <td data-label={t(w.newDay)}>{date(move.to)}</td>
              <td data-label={t(w.countTitle)} className="num">
                {move.count}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangedDays({ days }: { days: CalendarPreview['changedDays'] }) {
  const t = useText();
  const date = useDateText();
  return (
    <details>
      <summary style={{ cursor: 'pointer' }}>
        {t(w.changedDays)}（{days.length}）
      </summary>
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {days.map((day) => (
          <li key={day.on}>
            {date(day.on)} {day.name} {t(day.isWorking ? w.becomesWork : w.becomesRest)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What loading a year would change, and the button that does it. */
export function CalendarPreviewCard({ preview, text }: { preview: CalendarPreview; text: string }) {
  const t = useText();
  const isSame = preview.versionBefore === preview.versionAfter;
  const movedCount = preview.moves.reduce((sum, move) => sum + move.count, 0);
  return (
    <section className="sh-card" aria-labelledby="preview" style={{ marginBottom: 16 }}>
      <h2
        id="preview"
        style={{ fontSize: 16, margin: '0 0 8px', display: 'flex', flexWrap: 'wrap', gap: '4px 10px' }}
      >
        {preview.year.title} <Sign tone="amber">{t(w.previewTitle)}</Sign>
      </h2>
      {preview.isReplacement && <p>{t(w.replaces)}</p>}
      {isSame && <p>{t(w.same)}</p>}
      <dl className="sh-facts">
        <dt>{t(w.open)}</dt>
        <dd>{preview.openDeadlines}</dd>
        <dt>{t(w.moved)}</dt>
        <dd>{movedCount}</dd>
        <dt>{t(w.settled)}</dt>
        <dd>{preview.settled}</dd>
      </dl>
      <h3 style={{ fontSize: 14, margin: '12px 0 4px' }}>{t(w.movesTitle)}</h3>
      <p className="sh-muted" style={{ margin: '0 0 4px' }}>
        {t(w.privacy)}
      </p>
      <Moves moves={preview.moves} />
      <ChangedDays days={preview.changedDays} />
      <Alert color="yellow" variant="light" my={12} title={t(w.applyTitle)}>
        {t(w.applyText)}
      </Alert>
      <PostForm action="/operator/calendar/apply">
        <input type="hidden" name="text" value={text} />
        <input type="hidden" name="versionSeen" value={preview.versionBefore} />
        <Button type="submit">
          {t(w.apply)}：{preview.year.year}
        </Button>
      </PostForm>
    </section>
  );
}
