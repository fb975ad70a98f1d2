import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { registerWords as w } from '../../i18n/register.ts';
import type { HistoryPage } from './history.tsx';

/** A section with its table, or the sentence that says why there is none. */
function Section({
  id,
  title,
  none,
  columns,
  children,
}: {
  id: string;
  title: Words;
  /** Said in place of an empty table. */
  none: Words | null;
  columns: readonly Words[];
  children: ReactNode;
}) {
  const t = useText();
  return (
    <section className="sh-card sh-register-section" aria-labelledby={id}>
      <h2 id={id} className="sh-h2">
        {t(title)}
      </h2>
      {none ? (
        <p className="sh-muted">{t(none)}</p>
      ) : (
        <div className="sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.zh} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Filings, the last submitted first, each with its versions. */
export function Filings({ page }: { page: HistoryPage }) {
  const t = useText();
  return (
    <Section
      id="filings"
      title={w.filings}
      none={page.filings.length === 0 ? w.noFilings : null}
      columns={[w.serial, w.kind, w.state, w.submitted, w.timing, w.versions, w.recordedOn, w.until]}
    >
      {page.filings.map((filing) => (
        <tr key={filing.id}>
          <td>
            <Link to={`/review/${filing.id}`}>{filing.serialNo ?? filing.id}</Link>
          </td>
          <td data-label={t(w.kind)}>
            {t(FILING_KINDS[filing.kind])} {filing.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
          </td>
          <td data-label={t(w.state)}>
            <Sign tone={filing.state.tone}>{t(filing.state.words)}</Sign>
          </td>
          <td data-label={t(w.submitted)}>{filing.submittedOn ?? '–'}</td>
          <td data-label={t(w.timing)}>
            {filing.due ? <Sign tone={filing.due.tone}>{t(filing.due.words)}</Sign> : '–'}
          </td>
          <td data-label={t(w.versions)}>
            {filing.versions.map(({ no, on }) => (
              <div key={no} className="sh-nowrap">
                {t(w.versionNo(no))} <span className="sh-muted">{on}</span>
              </div>
            ))}
          </td>
          <td data-label={t(w.recordedOn)}>{filing.recordedOn ?? '–'}</td>
          <td data-label={t(w.until)}>{filing.supersededOn ?? '–'}</td>
        </tr>
      ))}
    </Section>
  );
}

/** Reported changes, the latest limit first. */
export function Changes({ page }: { page: HistoryPage }) {
  const t = useText();
  return (
    <Section
      id="changes"
      title={w.changes}
      none={page.changes.length === 0 ? w.noChanges : null}
      columns={[w.change, w.happenedOn, w.dueOn, w.submittedOn, w.timing, w.serial]}
    >
      {page.changes.map((change) => (
        <tr key={change.id}>
          <td>
            <Link to={`/changes/${change.id}`}>{t(CHANGE_KINDS[change.kind])}</Link>{' '}
            {change.isExOfficio && <Tag>{t(w.exOfficio)}</Tag>}{' '}
            {change.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
          </td>
          <td data-label={t(w.happenedOn)}>{change.happenedOn}</td>
          <td data-label={t(w.dueOn)}>{change.dueOn}</td>
          <td data-label={t(w.submittedOn)}>{change.submittedOn ?? '–'}</td>
          <td data-label={t(w.timing)}>
            <Sign tone={change.state.tone} dashed={change.isProvisional}>
              {t(change.state.words)}
            </Sign>
          </td>
          <td data-label={t(w.serial)}>
            {change.filingSerial === null || change.filingId === null ? (
              '–'
            ) : (
              <Link to={`/review/${change.filingId}`}>{change.filingSerial}</Link>
            )}
          </td>
        </tr>
      ))}
    </Section>
  );
}

/** Every return, the earliest first. */
export function Returns({ page }: { page: HistoryPage }) {
  const t = useText();
  return (
    <Section
      id="returns"
      title={w.returns}
      none={page.returns.length === 0 ? w.noReturns : null}
      columns={[w.returnedOn, w.serial, w.version, w.points, w.returnedBy]}
    >
      {page.returns.map((event) => (
        <tr key={`${event.filingId} ${event.version} ${event.on}`}>
          <td>{event.on}</td>
          <td data-label={t(w.serial)}>
            <Link to={`/review/${event.filingId}`}>{event.serialNo ?? event.filingId}</Link>
          </td>
          <td data-label={t(w.version)}>{t(w.versionNo(event.version))}</td>
          <td data-label={t(w.points)}>{event.points}</td>
          <td data-label={t(w.returnedBy)}>{event.by}</td>
        </tr>
      ))}
    </Section>
  );
}

/** Designations that the office gave. */
export function Designations({ page }: { page: HistoryPage }) {
  const t = useText();
  return (
    <Section
      id="designations"
      title={w.designations}
      none={page.designations.length === 0 ? w.noDesignations : null}
      columns={[w.designations, w.since, w.ended, w.basis]}
    >
      {page.designations.map((designation) => (
        <tr key={designation.id}>
          <td>{t(DESIGNATIONS[designation.kind])}</td>
          <td data-label={t(w.since)}>{designation.sinceOn}</td>
          <td data-label={t(w.ended)}>{designation.endedOn ?? '–'}</td>
          <td data-label={t(w.basis)}>{designation.basis}</td>
        </tr>
      ))}
    </Section>
  );
}

/** Certificates that the enterprise submitted. */
export function Certificates({ page }: { page: HistoryPage }) {
  const t = useText();
  return (
    <Section
      id="certificates"
      title={w.certificates}
      none={page.certificates.length === 0 ? w.noCertificates : null}
      columns={[w.certificate, w.level, w.agency, w.validUntil, w.state]}
    >
      {page.certificates.map((certificate) => (
        <tr key={certificate.id}>
          <td>
            <Link to={`/maturity/certificates/${page.enterprise.id}/${certificate.id}`}>
              {t(CERTIFICATE_KINDS[certificate.kind].name)}
            </Link>
            <div className="sh-muted">{certificate.number}</div>
          </td>
          <td data-label={t(w.level)}>
            {certificate.level === null ? '–' : t(w.levelOf(certificate.level))}
          </td>
          <td data-label={t(w.agency)}>{certificate.agency}</td>
          <td data-label={t(w.validUntil)}>{certificate.expiresOn}</td>
          <td data-label={t(w.state)}>
            <Sign tone={certificate.state.tone}>{t(certificate.state.name)}</Sign>
          </td>
        </tr>
      ))}
    </Section>
  );
}
