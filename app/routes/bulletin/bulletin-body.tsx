import { Link } from '@remix-run/react';
import { BOARD, Figures, type FigureView } from '../../components/layout/figure.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import type { BulletinContent } from '../../domain/bulletin/bulletin.ts';
import {
  COUNTING_NOTES,
  onTimeFinding,
  openingOf,
  overdueFinding,
  voluntaryFinding,
} from '../../domain/bulletin/finding.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { percentOf } from '../../domain/register/share.ts';
import { words } from '../../domain/words.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { useText } from '../../i18n/language.tsx';
import { BulletinCharts } from './bulletin-charts.tsx';

function figuresOf({ total }: BulletinContent): FigureView[] {
  const share = (count: number, of: number) => ({
    value: percentOf({ count, of }) ?? w.none.zh,
    note: words(`${count}/${of}`, `${count}/${of}`),
  });
  return [
    { label: w.filedShare, to: '#by-class', tone: 'blue', ...share(total.filed, total.listed) },
    { label: w.submitted, to: '#by-class', tone: 'grey', value: total.submitted },
    { label: w.recorded, to: '#by-class', tone: 'grey', value: total.recorded },
    { label: w.returned, to: '#reasons', tone: 'grey', value: total.returned },
    { label: w.onTimeShare, to: '#overdue', tone: 'blue', ...share(total.onTime, total.due) },
    {
      label: w.overdue,
      to: '#overdue',
      tone: total.overdue === 0 ? 'grey' : 'red',
      value: total.overdue,
    },
  ];
}

function Overdue({ content }: { content: BulletinContent }) {
  const t = useText();
  const { overdue, total } = content;
  return (
    <section className="sh-card" aria-labelledby="overdue">
      <h2 id="overdue" className="sh-h2">
        {t(w.onTimeTitle)}：{t(onTimeFinding(content))}
      </h2>
      <p>{t(overdueFinding(content))}</p>
      {overdue.length > 0 && (
        <div className="sh-table-wrap">
          <table className="sh-table" data-cards aria-label={t(w.overdueTitle)}>
            <thead>
              <tr>
                <th scope="col">{t(w.enterprise)}</th>
                <th scope="col">{t(w.region)}</th>
                <th scope="col">{t(w.changeKind)}</th>
                <th scope="col">{t(w.happenedOn)}</th>
                <th scope="col">{t(w.dueOn)}</th>
                <th scope="col" className="num">
                  {t(w.workingDays)}
                </th>
              </tr>
            </thead>
            <tbody>
              {overdue.map((row) => (
                <tr key={row.changeId}>
                  <td data-label={t(w.enterprise)}>
                    <Link to={`/changes/${row.changeId}`}>{row.enterpriseName}</Link>
                  </td>
                  <td data-label={t(w.region)}>{t(regionShortName(row.regionCode))}</td>
                  <td data-label={t(w.changeKind)}>{t(CHANGE_KINDS[row.kind])}</td>
                  <td data-label={t(w.happenedOn)}>{row.happenedOn}</td>
                  <td data-label={t(w.dueOn)}>
                    {row.dueOn}{' '}
                    {row.isProvisional && (
                      <Sign tone="grey" dashed>
                        {t(w.provisional)}
                      </Sign>
                    )}
                  </td>
                  <td data-label={t(w.workingDays)} className="num">
                    {row.workingDays}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {overdue.length < total.overdue && (
        <p className="sh-muted">{t(w.cut(total.overdue, overdue.length))}</p>
      )}
    </section>
  );
}

/** What a bulletin says: its opening, figures, charts with their tables, the overdue list, remarks, how it is counted. */
export function BulletinBody({ content }: { content: BulletinContent }) {
  const t = useText();
  return (
    <>
      <p>
        <strong>{content.issuer}</strong>
      </p>
      <p>{t(openingOf(content))}</p>
      <Figures title={BOARD} figures={figuresOf(content)} />
      <BulletinCharts content={content} />
      <Overdue content={content} />
      {content.remarks !== '' && (
        <section className="sh-card sh-bulletin-remarks" aria-labelledby="remarks-shown">
          <h2 id="remarks-shown" className="sh-h2">
            {t(w.remarks)}
          </h2>
          {content.remarks.split(/\n+/).map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </section>
      )}
      <section className="sh-muted" aria-labelledby="notes">
        <h2 id="notes" className="sh-h2">
          {t(w.notes)}
        </h2>
        <ul>
          {COUNTING_NOTES.map((note) => (
            <li key={note.zh}>{t(note)}</li>
          ))}
          <li>{t(voluntaryFinding(content))}</li>
          <li>{t(w.countedOn(content.countedOn))}</li>
        </ul>
      </section>
    </>
  );
}
