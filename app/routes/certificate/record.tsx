import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '#db/queries/filing.read.ts';
import { Timeline } from '../../components/filing/timeline.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { FileInput } from '../../components/form/file-input.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { CERTIFICATE_KINDS } from '../../domain/certificate/certificate.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { readUpload } from '../../http/upload.server.ts';
import { certificateWords as w } from '../../i18n/certificate.ts';
import { useText } from '../../i18n/language.tsx';
import { addScan } from '../../services/certificate/add-scan.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { CertificateFacts, CertificateSign } from './certificate-facts.tsx';
import { certificateView, requireCertificate } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { organisationId, base, client } = house;
  const { scope, moment } = house.visit;
  const certificate = await requireCertificate(incoming, scope, organisationId, incoming.params['id']);
  const timeline = await incoming.context.ports.db.transaction(scope, (trx) =>
    listTimeline(trx, organisationId, certificate.id),
  );
  const isLive = client === null && certificate.withdrawnAt === null;
  const isOpen = isLive && certificate.submittedAt === null;
  return {
    client,
    base,
    certificate: certificateView(certificate, moment.today),
    mayScan: isOpen && house.mayEdit,
    maySubmit: isOpen && house.maySign,
    mayWithdraw: isLive && (isOpen ? house.mayEdit : house.maySign),
    timeline: timeline.map(({ seq, type, actorName, actorSide, at }) => ({
      seq,
      type,
      actorName,
      actorSide,
      at,
    })),
  };
}

/** Takes a scan of the certificate. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'assess');
  const id = incoming.params['id'] ?? '';
  const { ports, isSecure } = incoming.context;
  const { result } = await readUpload(incoming, visit.session.accountId, async (_fields, file) => {
    if (!file) return refuse('invalid', { fields: { file: w.chooseFirst } });
    return addScan(ports, visit.actor, visit.moment, { id, ...file });
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/certificates/${id}`, w.scanAdded, { isSecure });
}

function ScanForm({ hasScan }: { hasScan: boolean }) {
  const t = useText();
  const answer = refusedIn(useActionData());
  return (
    <section className="sh-card" aria-labelledby="scan">
      <h2 id="scan" className="sh-h2">
        {t(hasScan ? w.replaceScan : w.uploadScan)}
      </h2>
      <ErrorSummary refused={answer} labels={{ file: t(w.scan) }} />
      <PostForm encType="multipart/form-data">
        <FileInput field={postedFields(answer, t)('file')} label={t(w.scan)} wasRefused={answer !== null} />
        <Button type="submit" variant="default">
          {t(w.uploadScan)}
        </Button>
      </PostForm>
    </section>
  );
}

export default function CertificateRecord() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { client, base, certificate, timeline } = page;
  const address = `${base}/certificates/${certificate.id}`;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(CERTIFICATE_KINDS[certificate.kind].name)}
        signs={<CertificateSign state={certificate.state} />}
        lead={
          <>
            {certificate.number} · <Link to={`${base}/certificates`}>{t(w.back)}</Link>
          </>
        }
        actions={
          <>
            {page.mayWithdraw && (
              <Button component={Link} to={`${address}/withdraw`} variant="default">
                {t(w.withdraw)}
              </Button>
            )}
            {page.maySubmit && (
              <Button component={Link} to={`${address}/submit`}>
                {t(w.submit)}
              </Button>
            )}
          </>
        }
      />
      <div className="sh-two">
        <div>
          <section className="sh-card" aria-labelledby="facts" style={{ marginBottom: 12 }}>
            <h2 id="facts" className="sh-h2">
              {t(w.facts)}
            </h2>
            <CertificateFacts certificate={certificate} view={`${address}/view`} scan={`${address}/scan`} />
          </section>
          {page.mayScan && <ScanForm hasScan={certificate.fileName !== null} />}
        </div>
        <aside className="sh-card" aria-labelledby="history">
          <h2 id="history" className="sh-h2">
            {t(w.history)}
          </h2>
          {timeline.length > 0 && <Timeline events={timeline} />}
          <p className="sh-muted">{t(w.remindersText)}</p>
        </aside>
      </div>
    </>
  );
}
