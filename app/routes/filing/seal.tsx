import '../../components/filing/filing.css';
import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { randomUUID } from 'node:crypto';
import { filledSlots } from '#app/domain/attachment/attachment.ts';
import { missingFor } from '#app/domain/filing/completeness.ts';
import { labelOf } from '#app/domain/filing/condition.ts';
import { FORM_ITEMS } from '#app/domain/filing/form.ts';
import { SUBMISSION_CHANNELS } from '#app/domain/filing/option.ts';
import { readSignatureReport } from '#app/domain/filing/signature-report.ts';
import { displayState, mayDo } from '#app/domain/filing/state.ts';
import { words } from '#app/domain/words.ts';
import {
  AttachmentList,
  RemovalForms,
  UploadControls,
  UploadForm,
} from '../../components/filing/attachment-list.tsx';
import { SignaturePoints } from '../../components/filing/signature-points.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { saveSealing, SealingSchema } from '../../services/filing/save-sealing.server.ts';
import { submitFiling } from '../../services/filing/submit-filing.server.ts';
import { z } from 'zod';
import { fileView, loadFiling } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '签字盖章与报送 · 数衡 Shuheng' }];

const SUBMITTED = words('已报送，请留存回执。', 'Submitted. Keep the receipt.');
const SubmitSchema = SealingSchema.extend({ submit_key: z.uuid() });

export async function loader(incoming: LoaderFunctionArgs) {
  const { filing, body, files, versions, draft, organisation, intents, visit } = await loadFiling(
    incoming,
    incoming.params['filingId'],
  );
  if (filing.stage !== 'to_seal' || !intents.includes('view')) throw redirect(`/filings/${filing.id}`);
  const version = versions.find(({ id }) => id === draft.frozenVersionId);
  const problems = missingFor('submit', body, {
    today: visit.moment.today,
    attachments: filledSlots(files),
    uscc: organisation.uscc,
  });
  const isVerified = organisation.verification === 'verified';
  const context = { role: visit.scope.role, status: filing.status, stage: filing.stage };
  return {
    filingId: filing.id,
    state: displayState(filing.status, filing.stage),
    digest: version?.digest ?? '',
    no: version?.no ?? 0,
    frozenAt: version?.frozenAt ?? draft.updatedAt,
    printed: files.filter(({ slot }) => slot === 'printed_form').map(fileView),
    scans: files.filter(({ slot }) => slot === 'signed_scan').map(fileView),
    receipts: files.filter(({ slot }) => slot === 'paper_receipt').map(fileView),
    reports: files.flatMap(({ id, fileName, signatureReport }) => {
      const report = readSignatureReport(signatureReport);
      return report ? [{ id, fileName, report }] : [];
    }),
    signedOn: body.sealing.signedOn,
    signedLabel: labelOf(FORM_ITEMS['sealing.signedOn'], body),
    channel: body.submission.channel,
    paperSubmittedOn: body.submission.paperSubmittedOn,
    missing: problems.filter(({ severity }) => severity === 'error'),
    isVerified,
    mayUpload: intents.includes('uploadScan'),
    mayUnfreeze: intents.includes('unfreeze'),
    maySubmit: mayDo('submit', context),
    regulatorOnBoard: incoming.context.ports.site.regulatorOnBoard,
    submitKey: randomUUID(),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'submit');
  const form = await readForm(incoming, SubmitSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const { submit_key: submitKey, ...sealing } = form.value;
  // What the form says is kept first; on a repeated click the filing has moved on and this changes nothing.
  await saveSealing(ports, visit.actor, visit.moment, { filingId, sealing });
  const submitted = await submitFiling(ports, visit.actor, visit.moment, { filingId, submitKey });
  if (!submitted.ok) {
    // The filing has moved on and this page is no more: drawn again, it would lead away without a word.
    if (submitted.refusal.code === 'not_allowed_now') throw refusalResponse(submitted.refusal);
    return refused(submitted.refusal, form.values);
  }
  return redirectWith(`/filings/${filingId}/receipt`, SUBMITTED, { isSecure });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function PrintStep({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  const file = loaded.printed[0];
  return (
    <section className="sh-card">
      <h2>{t(w.stepPrint)}</h2>
      {file && (
        <Button component="a" href={`${address}/attachments/${file.id}`}>
          {t(w.downloadForm)}
        </Button>
      )}{' '}
      {file && <Link to={`${address}/attachments/${file.id}/view`}>{t(w.preview)}</Link>}
      <dl className="sh-facts" style={{ marginTop: 12 }}>
        <dt>{t(w.frozenAt)}</dt>
        <dd>{t(instantText(loaded.frozenAt))}</dd>
        <dt>{t(w.digest)}</dt>
        <dd className="sh-digest">{loaded.digest}</dd>
      </dl>
      {loaded.mayUnfreeze && (
        <details className="sh-confirm" style={{ marginTop: 12 }}>
          <summary>{t(w.unfreeze)}</summary>
          <p>{t(w.unfreezeConfirm)}</p>
          <PostForm action={`${address}/unfreeze`}>
            <Button type="submit" color="red" variant="light">
              {t(w.unfreezeYes)}
            </Button>
          </PostForm>
        </details>
      )}
    </section>
  );
}

function ScanStep({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  const files = `${address}/attachments`;
  return (
    <section className="sh-card" id="attachments.signed_scan">
      <h2>{t(w.stepScan)}</h2>
      <AttachmentList files={loaded.scans} address={files} canRemove={loaded.mayUpload} />
      {loaded.mayUpload && (
        <UploadControls
          formId="upload-signed_scan"
          label={t(FORM_ITEMS['attachments.signed_scan'].label)}
          count={loaded.scans.length}
        />
      )}
      {loaded.reports.map(({ id, report }) => (
        <SignaturePoints key={id} report={report} />
      ))}
    </section>
  );
}

function Missing({ loaded }: { loaded: Loaded }) {
  const t = useText();
  if (loaded.missing.length === 0) return <p>✓ {t(w.submitReady)}</p>;
  return (
    <div>
      <strong>{t(w.submitMissing)}</strong>
      <ul style={{ margin: '4px 0 12px', paddingLeft: 18 }}>
        {loaded.missing.map((problem) => (
          <li key={problem.field}>
            <a href={`#${problem.field}`}>{t(problem.message)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SubmitStep({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  const answer = refusedIn(useActionData());
  const wrong = (name: string) => {
    const message = answer?.refusal.fields[name];
    return message ? t(message) : undefined;
  };
  return (
    <section className="sh-card" id="submit">
      <div style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
        <h2>{t(w.stepSubmit)}</h2>
        <LawMark id="guideline-channel" />
      </div>
      <Missing loaded={loaded} />
      {!loaded.isVerified && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.pending)} <Link to="/organisation">{t(w.pendingLink)}</Link>
        </Alert>
      )}
      {!loaded.regulatorOnBoard && (
        <Alert color="gray" variant="light" mb="md">
          {t(w.notOfficial)}
        </Alert>
      )}
      <PostForm action={`${address}/seal`} className="sh-form">
        <input type="hidden" name="submit_key" value={loaded.submitKey} />
        <TextInput
          id="sealing.signedOn"
          name="sealing.signedOn"
          type="date"
          label={t(loaded.signedLabel)}
          defaultValue={loaded.signedOn}
          error={wrong('sealing.signedOn')}
          withAsterisk
          mb="md"
        />
        <NativeSelect
          id="submission.channel"
          name="submission.channel"
          label={t(w.channel)}
          defaultValue={loaded.channel || 'platform'}
          data={Object.entries(SUBMISSION_CHANNELS).map(([value, label]) => ({ value, label: t(label) }))}
          mb="md"
        />
        <PaperPart loaded={loaded} error={wrong('submission.paperSubmittedOn')} />
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {loaded.maySubmit && loaded.isVerified && <Button type="submit">{t(w.submit)}</Button>}
          {loaded.mayUpload && (
            <Button type="submit" variant="default" formAction={`${address}/sealing`}>
              {t(w.saveSealing)}
            </Button>
          )}
        </div>
      </PostForm>
    </section>
  );
}

function PaperPart({ loaded, error }: { loaded: Loaded; error: string | undefined }) {
  const t = useText();
  const date = FORM_ITEMS['submission.paperSubmittedOn'];
  return (
    <details open={loaded.channel === 'paper'} className="sh-field">
      <summary>{t(SUBMISSION_CHANNELS.paper)}</summary>
      <TextInput
        id="submission.paperSubmittedOn"
        name="submission.paperSubmittedOn"
        type="date"
        label={t(date.label)}
        description={date.help ? t(date.help) : undefined}
        defaultValue={loaded.paperSubmittedOn}
        error={error}
        my="sm"
      />
      <div id="attachments.paper_receipt">
        <AttachmentList
          files={loaded.receipts}
          address={`/filings/${loaded.filingId}/attachments`}
          canRemove={loaded.mayUpload}
        />
        {loaded.mayUpload && (
          <UploadControls
            formId="upload-paper_receipt"
            label={t(FORM_ITEMS['attachments.paper_receipt'].label)}
            count={loaded.receipts.length}
          />
        )}
      </div>
    </details>
  );
}

export default function SealFiling() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const address = `/filings/${loaded.filingId}`;
  const files = `${address}/attachments`;
  return (
    <div className="sh-steps" style={{ maxWidth: 860 }}>
      <PageHeader
        title={t(w.sealTitle)}
        signs={<Sign tone={loaded.state.tone}>{t(loaded.state.label)}</Sign>}
        actions={
          <Button component={Link} to={address} variant="default">
            {t(w.view)}
          </Button>
        }
      />
      <ErrorSummary refused={answer} />
      <UploadForm
        id="upload-signed_scan"
        address={files}
        slot="signed_scan"
        back={`${address}/seal`}
        count={loaded.scans.length}
      />
      <UploadForm
        id="upload-paper_receipt"
        address={files}
        slot="paper_receipt"
        back={`${address}/seal`}
        count={loaded.receipts.length}
      />
      <RemovalForms files={[...loaded.scans, ...loaded.receipts]} address={files} back={`${address}/seal`} />
      <PrintStep loaded={loaded} address={address} />
      <section className="sh-card">
        <h2>{t(w.stepSign)}</h2>
        <p>{t(w.stepSignText)}</p>
      </section>
      <ScanStep loaded={loaded} address={address} />
      <SubmitStep loaded={loaded} address={address} />
    </div>
  );
}
