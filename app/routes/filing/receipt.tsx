import '../../components/filing/filing.css';
import { Alert, Button } from '@mantine/core';
import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { FILING_KINDS, SUBMISSION_CHANNELS } from '#app/domain/filing/option.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { loadFiling } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '报送回执 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { filing, versions } = await loadFiling(incoming, incoming.params['filingId']);
  const version = versions.find(({ submittedAt }) => submittedAt !== null);
  if (!version?.submittedAt || !filing.serialNo) throw redirect(`/filings/${filing.id}`);
  const { site } = incoming.context.ports;
  return {
    filingId: filing.id,
    enterpriseName: filing.enterpriseName,
    kind: filing.kind,
    isVoluntary: filing.isVoluntary,
    state: displayState(filing.status, filing.stage),
    serialNo: filing.serialNo,
    submittedAt: version.submittedAt,
    firstSubmittedOn: filing.firstSubmittedOn,
    no: version.no,
    digest: version.digest,
    code: filing.verificationCode ?? '',
    channel: filing.channel,
    paperSubmittedOn: filing.paperSubmittedOn,
    paperConfirmedOn: filing.paperConfirmedOn,
    origin: site.origin,
    regulatorOnBoard: site.regulatorOnBoard,
  };
}

export default function Receipt() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const address = `/filings/${loaded.filingId}`;
  const facts = [
    { label: w.enterprise, value: loaded.enterpriseName },
    { label: w.colKind, value: t(FILING_KINDS[loaded.kind]) },
    { label: w.submittedOn, value: t(instantText(loaded.submittedAt)) },
    { label: w.firstSubmitted, value: loaded.firstSubmittedOn ?? t(w.none) },
    { label: w.channel, value: t(SUBMISSION_CHANNELS[loaded.channel]) },
    ...(loaded.channel === 'paper'
      ? [{ label: w.paperDate, value: loaded.paperSubmittedOn ?? t(w.none) }]
      : []),
    { label: w.version, value: String(loaded.no) },
    { label: w.verifyCode, value: loaded.code },
  ];
  return (
    <div style={{ maxWidth: 760 }}>
      <PageHeader
        title={t(w.receiptTitle)}
        signs={
          <>
            <Sign tone={loaded.state.tone}>{t(loaded.state.label)}</Sign>
            {loaded.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
          </>
        }
        actions={
          <>
            <Button component={Link} to={address} variant="default">
              {t(w.view)}
            </Button>
            <Button component="a" href={`${address}/receipt.pdf`}>
              {t(w.receiptPdf)}
            </Button>
          </>
        }
      />
      {!loaded.regulatorOnBoard && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.notOfficial)}
        </Alert>
      )}
      {loaded.channel === 'paper' && loaded.paperConfirmedOn === null && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.paperWaits)}
        </Alert>
      )}
      <div className="sh-card">
        <div className="sh-muted">{t(w.colSerial)}</div>
        <div style={{ fontSize: 22, fontWeight: 600, marginBottom: 12 }}>{loaded.serialNo}</div>
        <dl className="sh-facts">
          {facts.map(({ label, value }) => (
            <div key={label.en} style={{ display: 'contents' }}>
              <dt>{t(label)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <dt>{t(w.digest)}</dt>
          <dd className="sh-digest">{loaded.digest}</dd>
          <dt>{t(w.verifyAddress)}</dt>
          <dd>
            <Link to={`/verify/${loaded.code}`}>
              {loaded.origin}/verify/{loaded.code}
            </Link>
          </dd>
        </dl>
        <p className="sh-muted">{t(w.notLicence)}</p>
      </div>
    </div>
  );
}
