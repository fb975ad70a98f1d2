import './calendar.css';
import { Alert, Button, TextInput } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { listCalendarYears } from '#db/queries/calendar.read.ts';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { dayReasonWords } from '../../domain/calendar/day-reason.ts';
import { monthGrid } from '../../domain/calendar/month.ts';
import {
  formatDateEn,
  formatDateZh,
  partsOf,
  yearOf,
  type PlainDate,
} from '../../domain/calendar/plain-date.ts';
import { readCalendarQuestion } from '../../domain/calendar/question.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import {
  addWorkingDays,
  subtractWorkingDays,
  type WorkingDayCount,
} from '../../domain/calendar/working-day.ts';
import { words } from '../../domain/words.ts';
import { calendarWords as w } from '../../i18n/calendar.ts';
import { useText } from '../../i18n/language.tsx';
import { MonthTable, type MonthView } from './month-table.tsx';

export const meta: MetaFunction = () => [{ title: '工作日计算 · 数衡 Shuheng' }];

function monthsOf(count: WorkingDayCount, calendar: Calendar): MonthView[] {
  const views: MonthView[] = [];
  let { year, month } = partsOf(count.from);
  const last = partsOf(count.dueOn);
  while (year < last.year || (year === last.year && month <= last.month)) {
    views.push({ year, month, weeks: monthGrid(year, month, calendar, count.counted) });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return views;
}

/** Public: anybody may ask, and the whole question stands in the address. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { today } = context.clock.moment();
  const { typed, faults, question } = readCalendarQuestion(new URL(request.url).searchParams, today);
  const calendar = await context.calendar();
  const origin =
    question?.kind === 'backward' ? subtractWorkingDays(question.until, question.days, calendar) : null;
  const from = question?.kind === 'forward' ? question.from : (origin?.latestFrom ?? null);
  const count = question && from ? addWorkingDays(from, question.days, calendar) : null;
  const years = await context.ports.db.transaction({ kind: 'anonymous' }, (trx) => listCalendarYears(trx));
  const { version, officialThrough } = calendar;
  return {
    typed,
    faults,
    today,
    count,
    origin,
    months: count ? monthsOf(count, calendar) : [],
    notices: years
      .filter((year) => count && year.year >= yearOf(count.from) && year.year <= yearOf(count.dueOn))
      .map(({ year, title, notice, source }) => ({ year, title, source, ...notice })),
    version,
    officialThrough,
  };
}

type View = ReturnType<typeof useLoaderData<typeof loader>>;

function DateText({ on }: { on: PlainDate }) {
  const t = useText();
  return <time dateTime={on}>{t(words(formatDateZh(on), formatDateEn(on)))}</time>;
}

function QuestionForm({ kind, view }: { kind: 'from' | 'until'; view: View }) {
  const t = useText();
  const { typed, faults } = view;
  // Each form has a `days` of its own; the fault belongs to the one that was used.
  const isUsed = (kind === 'until') === (typed.until !== '');
  const dateFault = faults[kind];
  return (
    <section className="sh-card" aria-labelledby={`title-${kind}`}>
      <h2 id={`title-${kind}`} style={{ fontSize: 16, margin: '0 0 8px' }}>
        {t(kind === 'from' ? w.forward : w.backward)}
      </h2>
      <Form method="get" className="sh-calendar-form" noValidate>
        <TextInput
          key={`date-${kind}-${typed[kind]}`}
          id={kind}
          name={kind}
          type="date"
          label={t(kind === 'from' ? w.from : w.until)}
          defaultValue={typed[kind]}
          error={dateFault && t(dateFault)}
          required
          withAsterisk={false}
        />
        <TextInput
          key={`days-${kind}-${typed.days}`}
          id={`days-${kind}`}
          name="days"
          inputMode="numeric"
          label={t(w.days)}
          defaultValue={typed.days}
          error={isUsed && faults.days && t(faults.days)}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant={kind === 'from' ? 'filled' : 'default'}>
          {t(w.count)}
        </Button>
      </Form>
    </section>
  );
}

function Answer({ view, count }: { view: View; count: WorkingDayCount }) {
  const t = useText();
  const { origin, officialThrough } = view;
  const isLater = yearOf(count.dueOn) > officialThrough;
  return (
    <section className="sh-card" aria-labelledby="answer" style={{ marginBottom: 16 }}>
      <h2 id="answer" style={{ fontSize: 16, margin: 0 }}>
        {t(
          words(
            `${formatDateZh(count.from)}起 ${count.counted.length} 个工作日`,
            `${count.counted.length} working days after ${formatDateEn(count.from)}`,
          ),
        )}{' '}
        <LawMark id="count-start" />
      </h2>
      <p style={{ fontSize: 22, fontWeight: 600, margin: '4px 0' }}>
        {t(w.due)}：<DateText on={count.dueOn} />{' '}
        {count.provisional && (
          <Sign tone="grey" dashed>
            {t(w.provisional)}
          </Sign>
        )}
      </p>
      {count.provisional && (
        <Alert color="yellow" variant="light" my={8}>
          {t(isLater ? w.provisionalWhy : w.uncovered)} {isLater && <LawMark id="calendar-2027" />}
        </Alert>
      )}
      {origin && (
        <p style={{ margin: '4px 0' }}>
          {t(w.originTitle)}：<DateText on={origin.earliestFrom} />
          {origin.latestFrom === origin.earliestFrom ? (
            `（${t(w.originOne)}）`
          ) : (
            <>
              {' — '}
              <DateText on={origin.latestFrom} />
            </>
          )}
        </p>
      )}
    </section>
  );
}

function DayList({ count }: { count: WorkingDayCount }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="list" style={{ marginTop: 16 }}>
      <h2 id="list" style={{ fontSize: 16, margin: 0 }}>
        {t(w.listView)}
      </h2>
      <p className="sh-muted" style={{ margin: '0 0 8px' }}>
        {t(w.listLead)}
      </p>
      <div className="sh-calendar-forms" style={{ margin: 0 }}>
        <div>
          <h3 style={{ fontSize: 14, margin: '0 0 4px' }}>
            {t(w.countedDays)}（{count.counted.length}）
          </h3>
          <ol style={{ margin: 0, paddingLeft: 28 }}>
            {count.counted.map((day) => (
              <li key={day.on}>
                <DateText on={day.on} />
                {day.reason.code !== 'weekday' && ` ${t(dayReasonWords(day.reason))}`}
                {!day.official && ` · ${t(w.provisional)}`}
              </li>
            ))}
          </ol>
        </div>
        <div>
          <h3 style={{ fontSize: 14, margin: '0 0 4px' }}>
            {t(w.skippedDays)}（{count.skipped.length}）
          </h3>
          {count.skipped.length === 0 && <p style={{ margin: 0 }}>{t(w.nothingSkipped)}</p>}
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {count.skipped.map((day) => (
              <li key={day.on}>
                <DateText on={day.on} /> {t(dayReasonWords(day.why))}
                {!day.official && ` · ${t(w.provisional)}`}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

function Sources({ view }: { view: View }) {
  const t = useText();
  return (
    <section className="sh-card" aria-labelledby="sources" style={{ marginTop: 16 }}>
      <h2 id="sources" style={{ fontSize: 16, margin: '0 0 8px' }}>
        {t(w.sources)} <LawMark id="count-swapped" />
      </h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {view.notices.map((notice) => (
          <li key={notice.year}>
            {notice.title}（{notice.number ?? t(w.noNumber)}，{notice.issuedOn}）
          </li>
        ))}
      </ul>
      <p className="sh-muted" style={{ margin: '8px 0 0', overflowWrap: 'anywhere' }}>
        {t(w.through)} {view.officialThrough}
        {t(w.year)} · {t(w.version)} {view.version}
      </p>
    </section>
  );
}

export default function CalendarPage() {
  const t = useText();
  const view = useLoaderData<typeof loader>();
  const { count, months, today } = view;
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      <div className="sh-calendar-forms">
        <QuestionForm kind="from" view={view} />
        <QuestionForm kind="until" view={view} />
      </div>
      {count && (
        <>
          <Answer view={view} count={count} />
          <section aria-labelledby="months">
            <h2 id="months" style={{ fontSize: 16, margin: '0 0 8px' }}>
              {t(w.monthView)}
            </h2>
            <div className="sh-months">
              {months.map((month) => (
                <MonthTable
                  key={`${month.year}-${month.month}`}
                  view={month}
                  marked={{ eventOn: count.from, dueOn: count.dueOn, today }}
                />
              ))}
            </div>
          </section>
          <DayList count={count} />
          <Sources view={view} />
        </>
      )}
    </>
  );
}
