import '../../components/filing/filing.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ScanSign, sizeText } from '../../components/filing/attachment-list.tsx';
import { AttachmentPreview } from '../../components/filing/attachment-preview.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { certificateView, requireCertificate } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '查看证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, organisationId, base, client } = await requireAssessmentHouse(incoming, incoming.params);
  const found = await requireCertificate(incoming, visit.scope, organisationId, incoming.params['id']);
  if (found.fileName === null) throw refusalResponse(refuse('not_found').refusal);
  return {
    client,
    address: `${base}/certificates/${found.id}`,
    certificate: certificateView(found, visit.moment.today),
  };
}

export default function ViewCertificate() {
  const t = useText();
  const { client, address, certificate } = useLoaderData<typeof loader>();
  return (
    <>
      {client && <ClientBar client={client} />}
      <div style={{ maxWidth: 960 }}>
        <PageHeader
          title={`${t(CERTIFICATE_KINDS[certificate.kind].name)} ${certificate.number}`}
          signs={<ScanSign state={certificate.scanState ?? 'unscanned'} />}
          lead={
            <>
              {certificate.fileName} · {sizeText(certificate.byteSize ?? 0)} · SHA-256{' '}
              <span className="sh-digest">{certificate.sha256}</span>
            </>
          }
          actions={<Link to={address}>{t(w.backToRecord)}</Link>}
        />
        <AttachmentPreview
          address={`${address}/scan`}
          fileName={certificate.fileName ?? certificate.number}
          contentType={certificate.contentType ?? ''}
        />
      </div>
    </>
  );
}
