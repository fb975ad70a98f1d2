import '../../components/filing/filing.css';
import { Link } from '@remix-run/react';
import { ScanSign, sizeText } from '../../components/filing/attachment-list.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import {
  CERTIFICATE_EDITIONS,
  CERTIFICATE_KINDS,
  CERTIFICATE_STATES,
  isEdition,
  type CertificateState,
} from '../../domain/certificate/certificate.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { filingWords } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import type { CertificateView } from './certificate-view.server.ts';

/** How a certificate stands. */
export function CertificateSign({ state }: { state: CertificateState }) {
  const t = useText();
  const { name, tone } = CERTIFICATE_STATES[state];
  return <Sign tone={tone}>{t(name)}</Sign>;
}

/** The level that the certificate states. */
export function CertifiedLevel({ level }: { level: number | null }) {
  const t = useText();
  if (level === null) return <span className="sh-muted">{t(w.noLevel)}</span>;
  return (
    <>
      {level}
      {t(w.levelOf) && ` ${t(w.levelOf)}`}
    </>
  );
}

function Scan({
  certificate,
  view,
  scan,
}: {
  certificate: CertificateView;
  view: string | null;
  scan: string;
}) {
  const t = useText();
  if (certificate.fileName === null) return <span className="sh-muted">{t(w.noScan)}</span>;
  return (
    <>
      {certificate.fileName} <span className="sh-muted">{sizeText(certificate.byteSize ?? 0)}</span>{' '}
      <ScanSign state={certificate.scanState ?? 'unscanned'} />
      <div style={{ display: 'flex', gap: 12 }}>
        {view && <Link to={view}>{t(filingWords.preview)}</Link>}
        <a href={scan}>{t(filingWords.download)}</a>
      </div>
      <div className="sh-digest sh-muted">SHA-256 {certificate.sha256}</div>
    </>
  );
}

/** Everything that is recorded of a certificate. */
export function CertificateFacts({
  certificate,
  view,
  scan,
}: {
  certificate: CertificateView;
  /** Address of the scan's page; null where there is none. */
  view: string | null;
  /** Address of the scan's download. */
  scan: string;
}) {
  const t = useText();
  const { kind, edition } = certificate;
  return (
    <dl className="sh-facts">
      <dt>{t(w.kind)}</dt>
      <dd>{t(CERTIFICATE_KINDS[kind].name)}</dd>
      <dt>{t(w.level)}</dt>
      <dd>
        <CertifiedLevel level={certificate.level} />
      </dd>
      <dt>{t(w.number)}</dt>
      <dd>{certificate.number}</dd>
      <dt>{t(w.agency)}</dt>
      <dd>{certificate.agency}</dd>
      <dt>{t(w.edition)}</dt>
      <dd>{isEdition(edition) ? t(CERTIFICATE_EDITIONS[edition].name) : t(w.noEdition)}</dd>
      <dt>{t(w.issuedOn)}</dt>
      <dd>{certificate.issuedOn}</dd>
      <dt>{t(w.expiresOn)}</dt>
      <dd>
        {certificate.expiresOn} <LawMark id={CERTIFICATE_KINDS[kind].validity} />
        {certificate.isUnusual && <div className="sh-muted">{t(w.unusual)}</div>}
      </dd>
      {certificate.renewalFrom && (
        <>
          <dt>{t(w.renewal)}</dt>
          <dd>
            {t(w.renewalFrom)}
            {certificate.renewalFrom} <LawMark id="certificate-dsm-validity" />
          </dd>
        </>
      )}
      <dt>{t(w.scan)}</dt>
      <dd>
        <Scan certificate={certificate} view={view} scan={scan} />
      </dd>
      <dt>{t(w.submission)}</dt>
      <dd>
        {certificate.submittedAt
          ? `${t(w.submitted)} · ${t(instantText(certificate.submittedAt))}`
          : t(w.notSubmitted)}
      </dd>
      {certificate.withdrawnAt && (
        <>
          <dt>{t(w.withdrawn)}</dt>
          <dd>
            {t(instantText(certificate.withdrawnAt))} · {certificate.withdrawReason}
          </dd>
        </>
      )}
      <dt>{t(w.recorded)}</dt>
      <dd>
        {t(instantText(certificate.createdAt))} · {certificate.createdByName}
      </dd>
    </dl>
  );
}
