import type { BarFacts } from '../../components/chart/bar-drawing.tsx';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadBars } from '../../components/chart/load-drawing.ts';
import { BARS } from '../../components/chart/palette.ts';
import type { BulletinContent, BulletinNumbers, BulletinPart } from '../../domain/bulletin/bulletin.ts';
import {
  classFinding,
  className,
  monthFinding,
  reasonFinding,
  regionFinding,
} from '../../domain/bulletin/finding.ts';
import { placeName } from '../../domain/bulletin/reason.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { percentOf } from '../../domain/register/share.ts';
import type { Words } from '../../domain/words.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { useText } from '../../i18n/language.tsx';

const number = (value: number) => value.toLocaleString('en-US');

/** A table whose first column names and whose others count; the last line is the whole, if there is one. */
function CountTable({
  head,
  columns,
  lines,
  total = null,
}: {
  head: Words;
  columns: readonly Words[];
  lines: readonly { readonly key: string; readonly name: string; readonly cells: readonly string[] }[];
  total?: readonly string[] | null;
}) {
  const t = useText();
  const cellsOf = (cells: readonly string[]) =>
    cells.map((cell, index) => (
      <td key={columns[index]?.zh} className="num">
        {cell}
      </td>
    ));
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(head)}</th>
          {columns.map((column) => (
            <th key={column.zh} scope="col" className="num">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, name, cells }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cellsOf(cells)}
          </tr>
        ))}
      </tbody>
      {total && (
        <tfoot>
          <tr>
            <th scope="row">{t(w.total)}</th>
            {cellsOf(total)}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

const NUMBERS = [
  w.listed,
  w.filed,
  w.filedShare,
  w.missing,
  w.submittedShort,
  w.recordedShort,
  w.returnedShort,
  w.due,
  w.onTime,
  w.onTimeShare,
  w.overdueShort,
] as const;

function useNumberCells(): (row: BulletinNumbers) => string[] {
  const t = useText();
  const share = (count: number, of: number) => percentOf({ count, of }) ?? t(w.none);
  return (row) => [
    number(row.listed),
    number(row.filed),
    share(row.filed, row.listed),
    number(row.missing),
    number(row.submitted),
    number(row.recorded),
    number(row.returned),
    number(row.due),
    number(row.onTime),
    share(row.onTime, row.due),
    number(row.overdue),
  ];
}

/** Who is on record, by parts of one kind. */
function PartChart({
  head,
  title,
  rows,
  total,
  nameOf,
}: {
  head: Words;
  title: Words;
  rows: readonly BulletinPart[];
  total: BulletinNumbers;
  nameOf: (key: string) => Words;
}) {
  const t = useText();
  const cellsOf = useNumberCells();
  const bars: BarFacts = {
    layout: 'rows',
    isStacked: true,
    unit: t(w.unitHouse),
    series: [
      { key: 'filed', label: t(w.filed), ...BARS.filed },
      { key: 'missing', label: t(w.missing), ...BARS.missing },
    ],
    bars: rows.map((row) => ({
      name: t(nameOf(row.key)),
      values: { filed: row.filed, missing: row.missing },
    })),
  };
  const lines = rows.map((row) => ({ key: row.key, name: t(nameOf(row.key)), cells: cellsOf(row) }));
  return (
    <ChartFrame
      title={
        <>
          {t(head)}：{t(title)}
        </>
      }
      load={loadBars}
      drawing={bars}
      table={<CountTable head={head} columns={NUMBERS} lines={lines} total={cellsOf(total)} />}
    />
  );
}

function MonthChart({ content }: { content: BulletinContent }) {
  const t = useText();
  const { byMonth } = content;
  const bars: BarFacts = {
    layout: 'columns',
    unit: t(w.unitFiling),
    series: [
      { key: 'submitted', label: t(w.submittedShort), ...BARS.submitted },
      { key: 'recorded', label: t(w.recordedShort), ...BARS.recorded },
      { key: 'returned', label: t(w.returnedShort), ...BARS.returned },
    ],
    bars: byMonth.map(({ month, submitted, recorded, returned }) => ({
      name: month,
      values: { submitted, recorded, returned },
    })),
  };
  const lines = byMonth.map((row) => ({
    key: row.month,
    name: row.month,
    cells: [
      ...[row.submitted, row.recorded, row.returned, row.due, row.onTime].map(number),
      percentOf({ count: row.onTime, of: row.due }) ?? t(w.none),
    ],
  }));
  const columns = [w.submittedShort, w.recordedShort, w.returnedShort, w.due, w.onTime, w.onTimeShare];
  return (
    <ChartFrame
      title={
        <>
          {t(w.byMonth)}：{t(monthFinding(content))}
        </>
      }
      load={loadBars}
      drawing={bars}
      table={<CountTable head={w.month} columns={columns} lines={lines} />}
    />
  );
}

const SHOWN = 10;

function ReasonChart({ content }: { content: BulletinContent }) {
  const t = useText();
  const { reasons } = content;
  const all = reasons.reduce((sum, { comments }) => sum + comments, 0);
  const title = (
    <span id="reasons">
      {t(w.reasons)}：{t(reasonFinding(content))}
    </span>
  );
  if (reasons.length === 0) {
    return (
      <section className="sh-card">
        <h2 className="sh-h2">{title}</h2>
      </section>
    );
  }
  const bars: BarFacts = {
    layout: 'rows',
    unit: t(w.unitComment),
    series: [{ key: 'comments', label: t(w.comments), ...BARS.returned }],
    bars: reasons
      .slice(0, SHOWN)
      .map(({ place, comments }) => ({ name: t(placeName(place)), values: { comments } })),
  };
  const lines = reasons.map(({ place, comments, filings }) => ({
    key: place,
    name: t(placeName(place)),
    cells: [number(comments), percentOf({ count: comments, of: all }) ?? t(w.none), number(filings)],
  }));
  return (
    <ChartFrame
      title={title}
      load={loadBars}
      drawing={bars}
      table={<CountTable head={w.place} columns={[w.comments, w.share, w.filings]} lines={lines} />}
    />
  );
}

/** The charts of a bulletin, each with its finding and its table. */
export function BulletinCharts({ content }: { content: BulletinContent }) {
  const { byClass, byRegion, byMonth, total } = content;
  return (
    <>
      {byMonth.length > 0 && <MonthChart content={content} />}
      <div id="by-class">
        <PartChart
          head={w.licenceClass}
          title={classFinding(content)}
          rows={byClass}
          total={total}
          nameOf={className}
        />
      </div>
      {byRegion.length > 0 && (
        <PartChart
          head={w.region}
          title={regionFinding(content)}
          rows={byRegion}
          total={total}
          nameOf={regionShortName}
        />
      )}
      <ReasonChart content={content} />
    </>
  );
}
