import '../../components/filing/filing.css';
import { Alert, Button, Textarea, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { filesOfVersion } from '#app/domain/attachment/attachment.ts';
import { flattenBody } from '#app/domain/filing/body-text.ts';
import { timeliness } from '#app/domain/filing/deadline.ts';
import { changedPaths } from '#app/domain/filing/diff.ts';
import { FILING_KINDS } from '#app/domain/filing/option.ts';
import { displayState, isEditable, stageLabel } from '#app/domain/filing/state.ts';
import { AttachmentList } from '../../components/filing/attachment-list.tsx';
import { BodyView } from '../../components/filing/body-view.tsx';
import { ThreadBox, type ThreadFacts } from '../../components/filing/thread-box.tsx';
import { Timeline } from '../../components/filing/timeline.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { bundleWords } from '../../i18n/bundle.ts';
import { filingWords as w } from '../../i18n/filing.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { fileView, loadFiling, versionView } from './load-filing.server.ts';

export const meta: MetaFunction = () => [{ title: '首席数据官备案 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadFiling(incoming, incoming.params['filingId']);
  const { filing, versions, attachments, files, threads, timeline, intents, open, recorded, draft, visit } =
    loaded;
  const isAtWork = filing.status === 'draft' || filing.status === 'returned';
  const submitted = versions.find(({ submittedAt }) => submittedAt !== null);
  const shownBody = !isAtWork && submitted ? open(submitted.body) : loaded.body;
  const shownFiles = !isAtWork && submitted ? filesOfVersion(attachments, submitted) : files;
  return {
    filingId: filing.id,
    kind: filing.kind,
    isVoluntary: filing.isVoluntary,
    status: filing.status,
    serialNo: filing.serialNo,
    createdAt: filing.createdAt,
    state: displayState(filing.status, filing.stage),
    stage: filing.status === 'returned' && filing.stage !== 'editing' ? stageLabel(filing.stage) : null,
    stageName: filing.stage,
    stageNote: draft.stageNote,
    mayEditNow: isEditable(filing),
    dueOn: filing.dueOn,
    isDueProvisional: filing.isDueProvisional,
    changeReportId: filing.changeReportId,
    due: timeliness({
      dueOn: filing.dueOn,
      firstSubmittedOn: filing.firstSubmittedOn,
      paperConfirmedOn: filing.paperConfirmedOn,
      today: visit.moment.today,
      calendar: await incoming.context.calendar(),
      voluntary: filing.isVoluntary,
    }),
    body: shownBody,
    recorded,
    files: shownFiles.map(fileView),
    versions: versions.map(versionView),
    threads,
    timeline: timeline.map(({ payload: _, ...event }) => event),
    intents,
    isSubmitted: submitted !== undefined,
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** The one thing to do next, and the quiet rest. */
function Actions({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  const can = (intent: Loaded['intents'][number]) => loaded.intents.includes(intent);
  return (
    <>
      {loaded.isSubmitted && (
        <Button component={Link} to={`${address}/receipt`} variant="default">
          {t(w.receipt)}
        </Button>
      )}
      {!loaded.isSubmitted && loaded.mayEditNow && (
        <Button component="a" href={`${address}/print.pdf`} variant="default">
          {t(w.printPage)}
        </Button>
      )}
      {can('edit') && (
        <Button component={Link} to={`${address}/edit`}>
          {t(w.edit)}
        </Button>
      )}
      {can('uploadScan') && (
        <Button component={Link} to={`${address}/seal`}>
          {t(w.seal)}
        </Button>
      )}
      {loaded.status === 'on_record' && can('reportChange') && (
        <Button component={Link} to="/changes/new">
          {t(w.reportChange)}
        </Button>
      )}
    </>
  );
}

function Signs({ loaded }: { loaded: Loaded }) {
  const t = useText();
  return (
    <>
      <Sign tone={loaded.state.tone}>{t(loaded.state.label)}</Sign>
      {loaded.stage && <Sign tone="grey">{t(loaded.stage)}</Sign>}
      {loaded.dueOn && <Sign tone={loaded.due.tone}>{t(loaded.due.words)}</Sign>}
      {loaded.isDueProvisional && (
        <Sign tone="grey" dashed>
          {t(w.provisional)}
        </Sign>
      )}
      {loaded.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
    </>
  );
}

/** What may be done about one comment: answer it, accept its value, go to its field. */
function ThreadActions({
  thread,
  loaded,
  address,
}: {
  thread: ThreadFacts;
  loaded: Loaded;
  address: string;
}) {
  const t = useText();
  const mayAnswer = loaded.intents.includes('answerComment') && thread.state !== 'resolved';
  const mayAccept = loaded.intents.includes('acceptProposal') && thread.proposalState === 'open';
  const place = `${address}/threads/${thread.id}`;
  return (
    <div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
        {mayAccept && (
          <PostForm action={`${place}/accept`}>
            <Button type="submit" size="compact-sm">
              {t(w.accept)}
            </Button>
          </PostForm>
        )}
        {loaded.intents.includes('edit') && thread.state !== 'resolved' && (
          <Link to={`${address}/edit#${encodeURIComponent(thread.anchor)}`}>{t(w.goToField)}</Link>
        )}
      </div>
      {mayAnswer && (
        <PostForm action={`${place}/answer`} style={{ marginTop: 6 }}>
          <Textarea
            name="body"
            id={`answer-${thread.id}`}
            label={t(w.answerLabel)}
            rows={2}
            maxLength={2000}
            required
            mb={6}
          />
          <Button type="submit" size="compact-sm" variant="default">
            {t(w.answer)}
          </Button>
        </PostForm>
      )}
    </div>
  );
}

function Versions({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  if (loaded.versions.length === 0) return null;
  return (
    <section className="sh-card" style={{ marginBottom: 16 }}>
      <Title order={2}>{t(w.versions)}</Title>
      <ul style={{ listStyle: 'none', margin: '8px 0', padding: 0 }}>
        {loaded.versions.map((version) => (
          <li key={version.id} style={{ marginBottom: 8 }}>
            {t(w.version)} {version.no} ·{' '}
            {version.submittedAt
              ? `${t(w.submittedOn)} ${t(instantText(version.submittedAt))}`
              : t(version.voidedAt ? w.voided : w.notSubmitted)}
            {version.erasedAt && (
              <>
                {' '}
                <Sign tone="grey">{t(w.erasedVersion)}</Sign>
              </>
            )}
            <div className="sh-digest sh-muted">SM3 {version.digest.slice(0, 24)}…</div>
          </li>
        ))}
      </ul>
      {loaded.isSubmitted && <Link to={`${address}/compare`}>{t(w.compare)}</Link>}
      <Button component="a" href={`${address}/bundle.zip`} variant="default" size="compact-md" mt="sm">
        {t(bundleWords.export)}
      </Button>
      <p className="sh-muted">{t(bundleWords.hint)}</p>
    </section>
  );
}

function InternalCheck({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  const intent = (['requestCheck', 'endCheck'] as const).find((one) => loaded.intents.includes(one));
  if (!intent) return null;
  return (
    <details className="sh-field" open={intent === 'endCheck'}>
      <summary>{t(w[intent])}</summary>
      {loaded.stageNote && <p>{loaded.stageNote}</p>}
      <PostForm action={`${address}/check`}>
        <input type="hidden" name="intent" value={intent} />
        <Textarea name="note" label={t(w.checkNote)} rows={2} maxLength={500} mb={6} />
        <Button type="submit" size="compact-md" variant="default">
          {t(w[intent])}
        </Button>
      </PostForm>
    </details>
  );
}

function Endings({ loaded, address }: { loaded: Loaded; address: string }) {
  const t = useText();
  return (
    <>
      {loaded.intents.includes('withdraw') && (
        <details className="sh-confirm">
          <summary>{t(w.withdraw)}</summary>
          <p>
            {loaded.serialNo}：{t(w.withdrawConfirm)}
          </p>
          <PostForm action={`${address}/withdraw`}>
            <Textarea name="reason" label={t(w.withdrawReason)} rows={2} maxLength={500} mb="sm" />
            <Button type="submit" color="red" variant="light">
              {t(w.withdrawYes)}
            </Button>
          </PostForm>
        </details>
      )}
      {loaded.intents.includes('deleteDraft') && (
        <details className="sh-confirm">
          <summary>{t(w.deleteDraft)}</summary>
          <p>{t(w.deleteConfirm)}</p>
          <PostForm action={`${address}/delete`}>
            <Button type="submit" color="red" variant="light">
              {t(w.deleteYes)}
            </Button>
          </PostForm>
        </details>
      )}
    </>
  );
}

export default function FilingRecord() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { body, recorded, threads } = loaded;
  const address = `/filings/${loaded.filingId}`;
  const before = recorded && {
    texts: new Map(flattenBody(recorded).map(({ path, text }) => [path, text])),
    changed: changedPaths(recorded, body),
  };
  const beside = (anchor: string) => {
    const here = threads.filter((thread) => thread.anchor === anchor);
    if (here.length === 0) return null;
    return here.map((thread) => (
      <ThreadBox key={thread.id} thread={thread}>
        <ThreadActions thread={thread} loaded={loaded} address={address} />
      </ThreadBox>
    ));
  };
  const lead = [t(FILING_KINDS[loaded.kind]), loaded.serialNo].filter(Boolean).join(' · ');
  return (
    <>
      <PageHeader
        title={t(w.title)}
        signs={<Signs loaded={loaded} />}
        lead={
          <>
            {lead}
            {loaded.dueOn && (
              <>
                {' · '}
                {t(w.colDue)} {loaded.dueOn} {loaded.changeReportId && <LawMark id="guideline-refiling" />}
              </>
            )}
            {loaded.state.note && ` · ${t(loaded.state.note)}`}
          </>
        }
        actions={<Actions loaded={loaded} address={address} />}
      />
      {loaded.status === 'returned' && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.returnedLead)}
        </Alert>
      )}
      <div className="sh-two">
        <div>
          <BodyView body={body} before={before} beside={beside} />
        </div>
        <aside>
          <section className="sh-card" style={{ marginBottom: 16 }}>
            <Title order={2}>{t(w.attachments)}</Title>
            <AttachmentList files={loaded.files} address={`${address}/attachments`} showSlot />
          </section>
          <Versions loaded={loaded} address={address} />
          <section className="sh-card" style={{ marginBottom: 16 }}>
            <Title order={2} mb="sm">
              {t(w.history)}
            </Title>
            <Timeline events={loaded.timeline} />
          </section>
          <InternalCheck loaded={loaded} address={address} />
          <Endings loaded={loaded} address={address} />
        </aside>
      </div>
    </>
  );
}
