import '../../components/filing/filing.css';
import { Alert, Button } from '@mantine/core';
import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { VOLUNTARY_LABEL } from '#app/domain/filing/applicability.ts';
import { normaliseVerificationCode } from '#app/domain/filing/receipt.ts';
import { displayState } from '#app/domain/filing/state.ts';
import { getVerifiedFiling } from '#db/queries/filing.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { withinLimit } from '../../http/limit.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [
  { title: '备案核验 · 数衡 Shuheng' },
  { name: 'robots', content: 'noindex' },
];

/** What anybody may know of a filing by its code; look-ups are counted by address. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const code = normaliseVerificationCode(params['code'] ?? '');
  if (code === null) throw redirect(`/verify?code=${encodeURIComponent(params['code'] ?? '')}`);
  const limit = await withinLimit(context.limiter, 'verify-address', context.address);
  if (!limit.ok) throw refusalResponse({ code: 'rate_limited', words: w.verifyLimit });
  const filing = await context.ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getVerifiedFiling(trx, code),
  );
  return { code, filing: filing ?? null };
}

type Verified = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['filing']>;

function Facts({ filing, code }: { filing: Verified; code: string }) {
  const t = useText();
  const facts = [
    { label: w.enterprise, value: filing.enterpriseName },
    { label: w.colSerial, value: filing.serialNo },
    { label: w.verifyCode, value: code },
    { label: w.firstSubmitted, value: filing.firstSubmittedOn },
    { label: w.lastSubmitted, value: t(instantText(filing.submittedAt)) },
    { label: w.recordedAt, value: filing.recordedAt ? t(instantText(filing.recordedAt)) : t(w.none) },
    { label: w.version, value: String(filing.versionNo) },
  ];
  return (
    <dl className="sh-facts">
      {facts.map(({ label, value }) => (
        <div key={label.en} style={{ display: 'contents' }}>
          <dt>{t(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <dt>{t(w.digest)}</dt>
      <dd className="sh-digest">{filing.digest}</dd>
    </dl>
  );
}

export default function VerifyCode() {
  const t = useText();
  const { code, filing } = useLoaderData<typeof loader>();
  if (!filing) {
    return (
      <EmptyState
        isPage
        title={t(w.verifyTitle)}
        action={
          <Button component={Link} to="/verify">
            {t(w.verifyButton)}
          </Button>
        }
      >
        <p>{t(w.verifyNone)}</p>
        <p className="sh-digest">{code}</p>
      </EmptyState>
    );
  }
  const state = displayState(filing.status, 'editing');
  return (
    <div style={{ maxWidth: 760 }}>
      <PageHeader
        title={t(w.verifyResult)}
        signs={
          <>
            <Sign tone={state.tone}>{t(state.label)}</Sign>
            {filing.isVoluntary && <Tag>{t(VOLUNTARY_LABEL)}</Tag>}
            {filing.isDemo && <Tag>{t(w.sample)}</Tag>}
          </>
        }
        lead={t(w.notLicence)}
      />
      {filing.status === 'superseded' && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.verifySuperseded)}
        </Alert>
      )}
      {filing.status === 'withdrawn' && (
        <Alert color="red" variant="light" mb="md">
          {t(w.verifyWithdrawn)}
        </Alert>
      )}
      <div className="sh-card">
        <Facts filing={filing} code={code} />
        <p className="sh-muted">{t(w.verifyDigest)}</p>
      </div>
    </div>
  );
}
