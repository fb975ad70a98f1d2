import { Link } from '@remix-run/react';
import type { BarFacts } from '../../components/chart/bar-drawing.tsx';
import { BARS } from '../../components/chart/palette.ts';
import { BOARD, Figures, type FigureView } from '../../components/layout/figure.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { percentOf } from '../../domain/register/share.ts';
import { REGISTER_CLASSES } from '../../domain/register/tally.ts';
import { QUEUE_LICENCES } from '../../domain/review/queue-filter.ts';
import { words, type Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { overviewWords as w } from '../../i18n/register.ts';
import { OverviewChart } from './overview-chart.tsx';
import { NumbersTable, type NumbersRow } from './overview-table.tsx';
import type { OverviewPage } from './overview.tsx';

type Filing = NonNullable<OverviewPage['filing']>;

const number = (value: number) => value.toLocaleString('en-US');

/** “80.0%”, and its fraction below. */
function shareFigure(count: number, of: number, label: Words, to: string, tone: FigureView['tone']) {
  const percent = percentOf({ count, of });
  return {
    label,
    value: percent ?? w.none.zh,
    to,
    tone,
    note: words(`${number(count)}/${number(of)}`, `${number(count)}/${number(of)}`),
  } satisfies FigureView;
}

function figuresOf({ total, underWay }: Filing, at: string): FigureView[] {
  const register = `/cdo-register${at}`;
  const missing = percentOf({ count: total.missing, of: total.listed });
  const missingShare = missing === null ? '' : `${missing} · `;
  return [
    { label: w.listed, value: number(total.listed), to: '/roster', tone: 'grey', note: w.listedNote },
    shareFigure(total.filed, total.listed, w.filedShare, register, 'blue'),
    {
      label: w.missing,
      value: number(total.missing),
      to: '/roster?state=missing',
      tone: total.missing === 0 ? 'grey' : 'amber',
      note: words(`${missingShare}${w.missingNote.zh}`, `${missingShare}${w.missingNote.en}`),
    },
    { label: w.underWay, value: number(underWay), to: '/queue', tone: 'blue', note: w.underWayNote },
    shareFigure(total.onTime, total.due, w.onTimeShare, '/changes?filter=all', 'blue'),
    {
      label: w.overdue,
      value: number(total.overdue),
      to: '/changes?filter=overdue',
      tone: total.overdue === 0 ? 'grey' : 'red',
      note: w.overdueNote,
    },
  ];
}

/** Bars of those on record and those who aren't, for rows of one kind. */
function useFiledBars(rows: readonly NumbersRow[]): BarFacts {
  const t = useText();
  return {
    layout: 'rows',
    isStacked: true,
    unit: t(w.unit),
    series: [
      { key: 'filed', label: t(w.filed), ...BARS.filed },
      { key: 'missing', label: t(w.missing), ...BARS.missing },
    ],
    bars: rows.map((row) => ({ name: t(row.name), values: { filed: row.filed, missing: row.missing } })),
  };
}

function useMonthBars(filing: Filing): BarFacts {
  const t = useText();
  return {
    layout: 'columns',
    unit: t(w.unitFiling),
    series: [
      { key: 'submitted', label: t(w.submitted), ...BARS.submitted },
      { key: 'recorded', label: t(w.recorded), ...BARS.recorded },
      { key: 'returned', label: t(w.returned), ...BARS.returned },
    ],
    bars: filing.byMonth.map(({ month, submitted, recorded, returned }) => ({
      name: month,
      values: { submitted, recorded, returned },
    })),
  };
}

function useTimelinessBars(filing: Filing): BarFacts {
  const t = useText();
  return {
    layout: 'columns',
    unit: '%',
    most: 100,
    series: [{ key: 'share', label: t(w.onTimeShare), ...BARS.onTime }],
    bars: filing.byMonth
      .filter(({ due }) => due > 0)
      .map(({ month, due, onTime }) => ({
        name: month,
        values: { share: Math.round((onTime / due) * 1000) / 10 },
      })),
  };
}

type Month = Filing['byMonth'][number];

/** The months in rows, with three figures each. */
function MonthTable({
  filing,
  columns,
}: {
  filing: Filing;
  columns: readonly { readonly label: Words; readonly of: (row: Month) => string }[];
}) {
  const t = useText();
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.month)}</th>
          {columns.map(({ label }) => (
            <th key={label.zh} scope="col" className="num">
              {t(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {filing.byMonth.map((row) => (
          <tr key={row.month}>
            <th scope="row" className="sh-nowrap">
              {row.month}
            </th>
            {columns.map(({ label, of }) => (
              <td key={label.zh} className="num">
                {of(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HANDLED = [
  { label: w.submitted, of: (row: Month) => number(row.submitted) },
  { label: w.recorded, of: (row: Month) => number(row.recorded) },
  { label: w.returned, of: (row: Month) => number(row.returned) },
];

function TimelinessTable({ filing }: { filing: Filing }) {
  const t = useText();
  const columns = [
    { label: w.due, of: (row: Month) => number(row.due) },
    { label: w.onTime, of: (row: Month) => number(row.onTime) },
    {
      label: w.onTimeShare,
      of: (row: Month) => percentOf({ count: row.onTime, of: row.due }) ?? t(w.none),
    },
  ];
  return <MonthTable filing={filing} columns={columns} />;
}

function Charts({ filing }: { filing: Filing }) {
  const t = useText();
  const classes = filing.byClass.map((row) => ({ ...row, name: REGISTER_CLASSES[row.key] }));
  const classBars = useFiledBars(classes.map((row) => ({ ...row, name: QUEUE_LICENCES[row.key] })));
  const regionBars = useFiledBars(filing.byRegion);
  const monthBars = useMonthBars(filing);
  const timelinessBars = useTimelinessBars(filing);
  const total = { ...filing.total, key: 'all', name: w.total };
  return (
    <>
      <OverviewChart
        title={
          <>
            {t(w.byMonth)}：{t(filing.findings.months)}
          </>
        }
        drawing={monthBars}
        table={<MonthTable filing={filing} columns={HANDLED} />}
      />
      <OverviewChart
        title={
          <>
            {t(w.onTimeShare)}：{t(filing.findings.monthTimeliness)}
          </>
        }
        drawing={timelinessBars}
        table={<TimelinessTable filing={filing} />}
        note={t(w.timeNote)}
      />
      <OverviewChart
        title={
          <>
            {t(w.byClass)}：{t(filing.findings.classes)}
          </>
        }
        drawing={classBars}
        table={<NumbersTable head={w.licenceClass} rows={classes} total={total} />}
        note={t(w.classNote)}
      />
      <OverviewChart
        title={
          <>
            {t(w.byRegion)}：{t(filing.findings.regions)}
          </>
        }
        drawing={regionBars}
        table={<NumbersTable head={w.region} rows={filing.byRegion} total={total} />}
      />
    </>
  );
}

/** The CDO filing: figures, charts and how they are counted. */
export function FilingPart({ filing, at, mayImport }: { filing: Filing; at: string; mayImport: boolean }) {
  const t = useText();
  return (
    <section aria-labelledby="filed">
      <h2 id="filed" className="sh-overview-part">
        {t(w.filedTitle)} <LawMark id="guideline-refiling" />
      </h2>
      <Figures title={BOARD} figures={figuresOf(filing, at)} />
      <p>
        {t(filing.findings.filed)} {t(filing.findings.timeliness)}{' '}
        {filing.total.listed === 0 && mayImport && <Link to="/roster/import">{t(w.emptyRoster)}</Link>}
      </p>
      <Charts filing={filing} />
      <h3 className="sh-h2">{t(w.voluntaryTitle)}</h3>
      <p>{t(w.voluntaryText(filing.voluntary.onRecord, filing.voluntary.underWay))}</p>
      <p className="sh-muted">{t(w.rosterNote)}</p>
    </section>
  );
}
