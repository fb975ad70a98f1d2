import { Link } from '@remix-run/react';
import type { BarFacts } from '../../components/chart/bar-drawing.tsx';
import { BARS, LEVELS } from '../../components/chart/palette.ts';
import { Tag } from '../../components/layout/sign.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { MATURITY_LEVELS } from '../../domain/register/maturity.ts';
import { useText } from '../../i18n/language.tsx';
import { overviewWords as w } from '../../i18n/register.ts';
import { OverviewChart } from './overview-chart.tsx';
import type { OverviewPage } from './overview.tsx';

type Table = OverviewPage['maturity'][number];

function MaturityTableView({ table }: { table: Table }) {
  const t = useText();
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.industry)}</th>
          {MATURITY_LEVELS.map((level) => (
            <th key={level} scope="col" className="num">
              {t(w.level(level))}
            </th>
          ))}
          <th scope="col" className="num">
            {t(w.total)}
          </th>
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.section}>
            <th scope="row">{t(row.name)}</th>
            {MATURITY_LEVELS.map((level) => (
              <td key={level} className="num">
                {row.byLevel[level] ?? 0}
              </td>
            ))}
            <td className="num">{row.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MaturityChart({ table }: { table: Table }) {
  const t = useText();
  const drawing: BarFacts = {
    layout: 'rows',
    isStacked: true,
    unit: t(w.unit),
    series: MATURITY_LEVELS.map((level) => ({
      key: `level${level}`,
      label: t(w.level(level)),
      colour: LEVELS[level],
      outline: LEVELS[5],
    })),
    bars: table.rows.map((row) => ({
      name: t(row.name),
      values: Object.fromEntries(MATURITY_LEVELS.map((level) => [`level${level}`, row.byLevel[level] ?? 0])),
    })),
  };
  return (
    <OverviewChart
      title={
        <>
          {t(w.maturityTitle(table.name, table.side))}：{t(table.finding)}
        </>
      }
      drawing={drawing}
      table={<MaturityTableView table={table} />}
    />
  );
}

/** Maturity by industry, one chart for each model and side. */
export function MaturityPart({ tables }: { tables: OverviewPage['maturity'] }) {
  const t = useText();
  return (
    <section aria-labelledby="maturity">
      <h2 id="maturity" className="sh-overview-part">
        {t(w.maturity)}
      </h2>
      {tables.length === 0 ? (
        <p className="sh-muted">{t(w.maturityNone)}</p>
      ) : (
        tables.map((table) => <MaturityChart key={`${table.modelId} ${table.side}`} table={table} />)
      )}
      <p className="sh-muted">
        {t(w.maturityNote)} <Link to="/maturity">{t(w.toMaturity)}</Link>
      </p>
    </section>
  );
}

type Certificates = OverviewPage['certificates'];
type CertificateRow = Certificates['rows'][number];

function useCertificateName() {
  const t = useText();
  return ({ kind, level }: CertificateRow) =>
    `${kind.toUpperCase()} ${level === null ? '' : t(w.level(level))}`.trim();
}

function CertificateTable({ certificates }: { certificates: Certificates }) {
  const t = useText();
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.kindOfCertificate)}</th>
          <th scope="col">{t(w.levelOfCertificate)}</th>
          <th scope="col" className="num">
            {t(w.total)}
          </th>
          {certificates.regions.map(({ code, name }) => (
            <th key={code} scope="col" className="num">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {certificates.rows.map((row) => (
          <tr key={`${row.kind} ${row.level ?? ''}`}>
            <th scope="row">{t(CERTIFICATE_KINDS[row.kind].name)}</th>
            <td>{row.level === null ? t(w.noLevel) : t(w.level(row.level))}</td>
            <td className="num">{row.total}</td>
            {row.byRegion.map((count, index) => (
              <td key={certificates.regions[index]?.code} className="num">
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Certificates that hold on the day, by level and region. */
export function CertificatePart({ certificates }: { certificates: Certificates }) {
  const t = useText();
  const nameOf = useCertificateName();
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates" className="sh-overview-part">
        {t(w.certificates)}
      </h2>
      {certificates.rows.length === 0 ? (
        <p className="sh-muted">{t(w.certificatesNone)}</p>
      ) : (
        <OverviewChart
          title={t(certificates.finding)}
          drawing={{
            layout: 'rows',
            unit: t(w.unit),
            series: [{ key: 'held', label: t(w.enterprises), ...BARS.held }],
            bars: certificates.rows.map((row) => ({ name: nameOf(row), values: { held: row.total } })),
          }}
          table={<CertificateTable certificates={certificates} />}
        />
      )}
      <p className="sh-muted">
        {t(w.certificatesNote)} <Link to="/maturity/certificates">{t(w.toCertificates)}</Link>
      </p>
    </section>
  );
}

/** The programme's plans in one sentence each. */
export function PlanPart({ plans }: { plans: OverviewPage['plans'] }) {
  const t = useText();
  return (
    <section aria-labelledby="plans">
      <h2 id="plans" className="sh-overview-part">
        {t(w.plans)}
      </h2>
      <div className="sh-card sh-table-wrap sh-flush sh-overview-table">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.plan)}</th>
              <th scope="col">{t(w.standing)}</th>
              <th scope="col">{t(w.asAt)}</th>
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <tr key={plan.id}>
                <td>
                  <Link to={`/plans/${plan.id}${plan.at}`}>{t(plan.title)}</Link>{' '}
                  {plan.isDemo && <Tag>{t(w.sampleData)}</Tag>}
                </td>
                <td data-label={t(w.standing)}>{t(plan.finding)}</td>
                <td data-label={t(w.asAt)} className="sh-nowrap">
                  {plan.asAt}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sh-muted">{t(w.plansNote)}</p>
    </section>
  );
}
