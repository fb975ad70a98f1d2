import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { certificateWords, submittedWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { CertificateFacts, CertificateSign } from './certificate-facts.tsx';
import { certificateView, requireCertificate } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '企业证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment } = await requireRegulator(incoming);
  const { organisationId = '', id } = incoming.params;
  const certificate = await requireCertificate(incoming, scope, organisationId, id);
  return { certificate: certificateView(certificate, moment.today) };
}

export default function SubmittedCertificate() {
  const t = useText();
  const { certificate } = useLoaderData<typeof loader>();
  const address = `/maturity/certificates/${certificate.organisationId}/${certificate.id}`;
  return (
    <>
      <PageHeader
        title={certificate.enterpriseName}
        signs={<CertificateSign state={certificate.state} />}
        lead={
          <>
            {t(CERTIFICATE_KINDS[certificate.kind].name)} ·{' '}
            <Link to="/maturity/certificates">{t(certificateWords.back)}</Link>
          </>
        }
        actions={<Link to={`/enterprises/${certificate.organisationId}`}>{t(w.openEnterprise)}</Link>}
      />
      <section className="sh-card" aria-labelledby="facts">
        <h2 id="facts" className="sh-h2">
          {t(certificateWords.facts)}
        </h2>
        <CertificateFacts certificate={certificate} view={null} scan={`${address}/scan`} />
      </section>
    </>
  );
}
