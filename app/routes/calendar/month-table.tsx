import { dayReasonWords } from '../../domain/calendar/day-reason.ts';
import type { MonthDay } from '../../domain/calendar/month.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { words, type Words } from '../../domain/words.ts';
import { calendarWords as w } from '../../i18n/calendar.ts';
import { useText } from '../../i18n/language.tsx';

/** One month of the view. */
export interface MonthView {
  readonly year: number;
  readonly month: number;
  readonly weeks: readonly (readonly MonthDay[])[];
}

/** Days that stand out. */
export interface MarkedDays {
  readonly eventOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly today: PlainDate;
}

/** What a cell says below its number: short, since a phone's column is 45 pixels wide. */
function noteOf(day: MonthDay, { eventOn, dueOn }: MarkedDays): Words | null {
  if (day.on === eventOn) return w.eventDay;
  if (day.on === dueOn) return w.dueDay;
  if (day.reason.code === 'weekday' || day.reason.code === 'weekend') return null;
  if (day.reason.code === 'make-up') return words('调休上班', 'make-up');
  return words(
    day.reason.name,
    dayReasonWords(day.reason).en.replace(/ holiday$| \(statutory holiday\)$/, ''),
  );
}

const mark = (name: string, isSet: boolean) => (isSet ? { [`data-${name}`]: true } : {});

function DayCell({ day, marked }: { day: MonthDay; marked: MarkedDays }) {
  const t = useText();
  if (!day.inMonth) return <td data-outside aria-hidden="true" />;
  const note = noteOf(day, marked);
  return (
    <td
      {...mark('rest', !day.working)}
      {...mark('counted', day.ordinal !== undefined)}
      {...mark('due', day.on === marked.dueOn)}
      {...mark('event', day.on === marked.eventOn)}
      {...mark('unofficial', !day.official)}
      {...(day.on === marked.today ? { 'aria-current': 'date' as const } : {})}
      title={`${day.on} ${t(dayReasonWords(day.reason))}`}
    >
      {day.ordinal !== undefined && <span className="sh-day-ordinal">{day.ordinal}</span>}
      <span style={day.on === marked.today ? { fontWeight: 700, textDecoration: 'underline' } : undefined}>
        {day.dayOfMonth}
      </span>
      {note && <span className="sh-day-note">{t(note)}</span>}
    </td>
  );
}

/** A month as a table, weeks from Monday. */
export function MonthTable({ view, marked }: { view: MonthView; marked: MarkedDays }) {
  const t = useText();
  const name = `${view.year}-${String(view.month).padStart(2, '0')}`;
  return (
    <table className="sh-month">
      <caption>{t(words(`${view.year}年${view.month}月`, name))}</caption>
      <thead>
        <tr>
          {w.weekdays.map((weekday) => (
            <th key={weekday.en} scope="col">
              {t(weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.weeks.map((week) => (
          <tr key={week[0]?.on}>
            {week.map((day) => (
              <DayCell key={day.on} day={day} marked={marked} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
