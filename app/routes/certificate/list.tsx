import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listCertificates } from '#db/queries/certificate.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { CertificateSign, CertifiedLevel } from './certificate-facts.tsx';
import { certificateView } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { scope, moment } = house.visit;
  const certificates = await incoming.context.ports.db.transaction(scope, (trx) =>
    listCertificates(trx, house.organisationId),
  );
  return {
    client: house.client,
    base: house.base,
    mayAdd: house.client === null && house.mayEdit,
    rows: certificates.map((certificate) => certificateView(certificate, moment.today)),
  };
}

export default function Certificates() {
  const t = useText();
  const { client, base, mayAdd, rows } = useLoaderData<typeof loader>();
  const add = mayAdd && (
    <Button component={Link} to="/certificates/new">
      {t(w.add)}
    </Button>
  );
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(w.lead)}
            {client && <div>{t(w.clientNote)}</div>}
          </>
        }
        actions={rows.length > 0 && add}
      />
      {rows.length === 0 ? (
        <EmptyState title={t(w.empty)} action={add}>
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.kind)}</th>
                <th scope="col">{t(w.level)}</th>
                <th scope="col">{t(w.agency)}</th>
                <th scope="col">{t(w.issuedOn)}</th>
                <th scope="col">{t(w.expiresOn)}</th>
                <th scope="col">{t(w.state)}</th>
                <th scope="col">{t(w.submission)}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link to={`${base}/certificates/${row.id}`}>
                      <strong>{t(CERTIFICATE_KINDS[row.kind].name)}</strong>
                    </Link>
                    <div className="sh-muted">{row.number}</div>
                  </td>
                  <td data-label={t(w.level)}>
                    <CertifiedLevel level={row.level} />
                  </td>
                  <td data-label={t(w.agency)}>{row.agency}</td>
                  <td data-label={t(w.issuedOn)}>{row.issuedOn}</td>
                  <td data-label={t(w.expiresOn)}>{row.expiresOn}</td>
                  <td data-label={t(w.state)}>
                    <CertificateSign state={row.state} />
                  </td>
                  <td data-label={t(w.submission)}>
                    <Sign tone={row.submittedAt ? 'blue' : 'grey'}>
                      {t(row.submittedAt ? w.submitted : w.notSubmitted)}
                    </Sign>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
