import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { ATTACHMENT_SLOTS } from '../../domain/filing/option.ts';
import { words, type Words } from '../../domain/words.ts';
import { bundleWords } from '../../i18n/bundle.ts';
import { useText } from '../../i18n/language.tsx';
import { eventWords } from '../../i18n/filing-event.ts';
import { reviewWords as w } from '../../i18n/review.ts';
import { InstantText } from './instant-text.tsx';
import { reviewSearch } from './review-search.ts';
import { elementId } from './review-sections.tsx';
import type { ReviewPage } from './review.tsx';

const SLOTS: Readonly<Record<string, Words>> = {
  ...ATTACHMENT_SLOTS,
  printed_form: words('备案表（PDF）', 'Printed form (PDF)'),
};

/** Bytes as people read them. */
function sizeText(bytes: number): string {
  return bytes >= 1_048_576
    ? `${(bytes / 1_048_576).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function Facts({ page }: { page: ReviewPage }) {
  const t = useText();
  const { filing } = page;
  const facts: [Words, React.ReactNode][] = [
    [w.uscc, filing.uscc],
    [w.region, t(filing.regionName)],
    [w.firstSubmittedOn, filing.firstSubmittedOn ?? '–'],
    [w.submittedAt, <InstantText key="at" at={page.version.submittedAt} />],
    ...(filing.dueOn === null ? [] : [[w.dueOn, filing.dueOn] as [Words, React.ReactNode]]),
    ...(filing.changeReportId === null
      ? []
      : [
          [
            w.change,
            <Link key="change" to={`/changes/${filing.changeReportId}`}>
              {t(w.explain)}
            </Link>,
          ] as [Words, React.ReactNode],
        ]),
    [w.assignee, filing.assigneeName ?? t(w.nobody)],
    ...(filing.recordedByName === null
      ? []
      : [[w.recordedBy, filing.recordedByName] as [Words, React.ReactNode]]),
    [w.digest, <code key="digest">{page.version.digest}</code>],
  ];
  return (
    <dl className="sh-facts" style={{ gridTemplateColumns: '110px minmax(0, 1fr)' }}>
      {facts.map(([label, value]) => (
        <div key={label.en} style={{ display: 'contents' }}>
          <dt>{t(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Assign({ page }: { page: ReviewPage }) {
  const t = useText();
  return (
    <PostForm action={`/review/${page.filing.id}/assign`} className="sh-batch-part" style={{ marginTop: 8 }}>
      <NativeSelect
        name="assignee"
        size="xs"
        aria-label={t(w.assignTo)}
        defaultValue={page.filing.assigneeId ?? ''}
        data={[
          { value: '', label: t(w.assignTo) },
          ...page.colleagues.map((one) => ({ value: one.accountId, label: one.name })),
        ]}
      />
      <Button type="submit" variant="default" size="compact-md">
        {t(w.assign)}
      </Button>
    </PostForm>
  );
}

function Threads({ page }: { page: ReviewPage }) {
  const t = useText();
  if (page.threads.length === 0)
    return <p className="sh-muted">{t(page.rights.comment ? w.noThreads : w.waitingForClaim)}</p>;
  const tones = { open: 'amber', answered: 'blue', resolved: 'grey' } as const;
  return (
    <ul>
      {page.threads.map((thread) => (
        <li key={thread.id}>
          <a href={`#${elementId(thread.anchor)}`}>{thread.label ? t(thread.label) : thread.anchor}</a>{' '}
          <Sign tone={tones[thread.state]} dashed={thread.publishedAt === null}>
            {t(w[thread.state])}
          </Sign>
        </li>
      ))}
    </ul>
  );
}

function Files({ page }: { page: ReviewPage }) {
  const t = useText();
  if (page.files.length === 0) return <p className="sh-muted">{t(w.noFiles)}</p>;
  return (
    <ul>
      {page.files.map((file) => (
        <li key={file.id}>
          {file.isErased || file.id === page.openedFileId ? (
            <strong>{file.fileName}</strong>
          ) : (
            <Link to={`${reviewSearch(page, { file: file.id })}#file`}>{file.fileName}</Link>
          )}{' '}
          {file.isErased ? (
            <Sign tone="grey">{t(w.erasedFile)}</Sign>
          ) : (
            <a
              href={`/filings/${page.filing.id}/attachments/${file.id}`}
              aria-label={`${t(w.download)} ${file.fileName}`}
            >
              {t(w.download)}
            </a>
          )}{' '}
          <span className="sh-muted">
            {t(SLOTS[file.slot] ?? words(file.slot, file.slot))} · {sizeText(file.byteSize)}
          </span>{' '}
          {file.scanState !== 'clean' && file.slot !== 'printed_form' && (
            <Sign tone="grey" dashed>
              {t(w.unscanned)}
            </Sign>
          )}{' '}
          {file.isVoided && <Sign tone="red">{t(w.voided)}</Sign>}
        </li>
      ))}
    </ul>
  );
}

function Paper({ page }: { page: ReviewPage }) {
  const t = useText();
  const { filing } = page;
  return (
    <section className="sh-card" aria-labelledby="paper">
      <Title order={2} id="paper">
        {t(w.paper)}
      </Title>
      <dl className="sh-facts">
        <dt>{t(w.paperClaimed)}</dt>
        <dd>{filing.paperSubmittedOn ?? '–'}</dd>
        <dt>{t(w.paperConfirmed)}</dt>
        <dd>{filing.paperConfirmedOn ?? '–'}</dd>
      </dl>
      {page.rights.confirmPaper && (
        <PostForm action={`/review/${filing.id}/confirm-paper`}>
          <TextInput
            type="date"
            name="submittedOn"
            label={t(w.paperDate)}
            description={t(w.paperHelp)}
            defaultValue={filing.paperConfirmedOn ?? filing.paperSubmittedOn ?? ''}
            min={page.rights.paperFrom}
            max={page.today}
            required
          />
          <Button type="submit" variant="default" mt={8}>
            {t(w.confirmPaper)}
          </Button>
        </PostForm>
      )}
    </section>
  );
}

function Versions({ page }: { page: ReviewPage }) {
  const t = useText();
  return (
    <>
      <ul>
        {page.versions.map((version) => (
          <li key={version.no}>
            {version.no === page.version.no ? (
              <strong>{t(w.versionNo(version.no))}</strong>
            ) : (
              <Link to={`?version=${version.no}`}>{t(w.versionNo(version.no))}</Link>
            )}{' '}
            <span className="sh-muted">
              <InstantText at={version.submittedAt} />
            </span>
          </li>
        ))}
      </ul>
      {(page.versions.length > 1 || page.base !== null) && (
        <Link to={`/review/${page.filing.id}/compare`}>{t(w.compare)}</Link>
      )}
      {page.rights.unmask && (
        <>
          <div>
            <Button
              component="a"
              href={`/review/${page.filing.id}/bundle.zip`}
              variant="default"
              size="compact-md"
              mt="sm"
            >
              {t(bundleWords.export)}
            </Button>
          </div>
          <p className="sh-muted">{t(bundleWords.hintReviewer)}</p>
        </>
      )}
    </>
  );
}

function Timeline({ page }: { page: ReviewPage }) {
  const t = useText();
  return (
    <ol className="sh-timeline">
      {page.events.map((event) => (
        <li key={event.seq}>
          {t(eventWords(event.type))}
          <div className="sh-muted">
            {event.actorName} · <InstantText at={event.at} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The side rail of a review: facts, comments, files, versions, history; below the form on a phone. */
export function ReviewRail({ page }: { page: ReviewPage }) {
  const t = useText();
  const parts: { id: string; title: Words; body: React.ReactNode }[] = [
    { id: 'threads', title: w.threads, body: <Threads page={page} /> },
    { id: 'files', title: w.files, body: <Files page={page} /> },
    { id: 'versions', title: w.versions, body: <Versions page={page} /> },
    { id: 'timeline', title: w.timeline, body: <Timeline page={page} /> },
  ];
  return (
    <aside className="sh-side" aria-label={t(w.rail)}>
      <section className="sh-card" aria-label={t(w.facts)}>
        <Facts page={page} />
        {page.rights.assign && <Assign page={page} />}
      </section>
      {page.filing.channel === 'paper' && <Paper page={page} />}
      {parts.map(({ id, title, body }) => (
        <section key={id} className="sh-card" aria-labelledby={`rail-${id}`}>
          <Title order={2} id={`rail-${id}`}>
            {t(title)}
          </Title>
          {body}
        </section>
      ))}
    </aside>
  );
}
