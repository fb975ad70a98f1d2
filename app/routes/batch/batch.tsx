import '../../components/filing/filing.css';
import '../../components/list/list.css';
import './batch.css';
import { Button, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Timeline } from '../../components/filing/timeline.tsx';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { BatchCommentSchema } from '../../domain/target/batch.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { entryImportWords } from '../../i18n/entry-import.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { commentBatch } from '../../services/batch/comment-batch.server.ts';
import { AddLine } from './add-line.tsx';
import { BatchThread, CommentForm } from './batch-thread.tsx';
import { readBatchPage } from './batch-view.server.ts';
import { LineTable } from './line-table.tsx';
import { batchKeyOf, batchPath, loadBatch } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '报送批次 · 数衡 Shuheng' }];

const Search = z.object({
  after: z.coerce.number().int().min(0).max(2_000_000_000).catch(0),
  comment: z.string().max(60).catch(''),
});

export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadBatch(incoming);
  return readBatchPage(incoming, loaded, readSearch(incoming.request, Search));
}

/** 提出意见. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'comment');
  const form = await readForm(incoming, BatchCommentSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const batch = batchKeyOf(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await commentBatch(ports, visit.actor, visit.moment, { ...form.value, batch });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${batchPath(batch)}#thread-${result.value.id}`, w.commented, { isSecure });
}

/** What the page of a batch shows. */
export type BatchPage = ReturnType<typeof useLoaderData<typeof loader>>;

/** A button that posts, with what was seen when it was pressed. */
function Press({
  to,
  label,
  revision,
  takeOver = false,
  isMain = false,
}: {
  to: string;
  label: string;
  revision?: number;
  takeOver?: boolean;
  isMain?: boolean;
}) {
  return (
    <PostForm action={to}>
      {revision !== undefined && <input type="hidden" name="revision" value={revision} />}
      {takeOver && <input type="hidden" name="takeOver" value="yes" />}
      <Button type="submit" variant={isMain ? 'filled' : 'default'}>
        {label}
      </Button>
    </PostForm>
  );
}

function Actions({ page, at }: { page: BatchPage; at: string }) {
  const t = useText();
  const { rights, batch } = page;
  return (
    <>
      {rights.release && <Press to={`${at}/release`} label={t(w.releaseButton)} />}
      {rights.claim && (
        <Press
          to={`${at}/claim`}
          label={t(rights.isTakeOver ? w.takeOver : w.claimButton)}
          takeOver={rights.isTakeOver}
          isMain={!rights.isTakeOver}
        />
      )}
      {rights.withdraw && (
        <Button component={Link} to={`${at}/withdraw`} variant="default">
          {t(w.withdrawTitle)}
        </Button>
      )}
      {rights.returnFiling && (
        <Button component={Link} to={`${at}/return`} variant={page.openCount > 0 ? 'filled' : 'default'}>
          {t(w.returnTitle)}
        </Button>
      )}
      {rights.submit && page.count > 0 && (
        <Press
          to={`${at}/submit`}
          label={t(rights.submit)}
          revision={batch.revision}
          isMain={rights.record === null}
        />
      )}
      {rights.record && page.count > 0 && (
        <Button
          component={Link}
          to={`${at}/record`}
          variant={page.openCount === 0 && (rights.isMine || batch.status === 'draft') ? 'filled' : 'default'}
        >
          {t(rights.record)}
        </Button>
      )}
      {rights.undoImport && (
        <Button component={Link} to={`${at}/undo-import`} variant="default">
          {t(entryImportWords.undo)}
        </Button>
      )}
    </>
  );
}

function Facts({ page }: { page: BatchPage }) {
  const t = useText();
  const { batch } = page;
  const moments = [
    { label: w.createdBy, at: batch.createdAt, by: batch.createdByName },
    { label: w.submittedBy, at: batch.submittedAt, by: batch.submittedByName },
    { label: w.returnedAt, at: batch.returnedAt, by: null },
    { label: w.recordedBy, at: batch.recordedAt, by: batch.recordedByName },
    { label: w.undoneBy, at: batch.undoneAt, by: batch.undoneByName },
  ];
  return (
    <section className="sh-card">
      <Title order={2} size="h4" mb="xs">
        {t(w.facts)}
      </Title>
      <dl className="sh-facts">
        <dt>{t(w.house)}</dt>
        <dd>
          {batch.houseName}（{t(batch.region)}）
        </dd>
        {batch.fileName && (
          <>
            <dt>{t(w.file)}</dt>
            <dd>{batch.fileName}</dd>
          </>
        )}
        {batch.note && (
          <>
            <dt>{t(w.note)}</dt>
            <dd>{batch.note}</dd>
          </>
        )}
        {moments.map(
          ({ label, at, by }) =>
            at !== null && (
              <div key={label.zh} className="sh-batch-moment">
                <dt>{t(label)}</dt>
                <dd>
                  {t(instantText(at))}
                  {by && ` · ${by}`}
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Rail({ page, at }: { page: BatchPage; at: string }) {
  const t = useText();
  return (
    <aside>
      <Facts page={page} />
      <section className="sh-card" style={{ marginTop: 16 }}>
        <Title order={2} size="h4" mb="xs">
          {t(w.history)}
        </Title>
        {page.events.length === 0 ? (
          <p className="sh-muted">{t(w.noHistory)}</p>
        ) : (
          <Timeline events={page.events} />
        )}
      </section>
      {page.rights.deleteDraft && (
        <details className="sh-card sh-no-print" style={{ marginTop: 16 }}>
          <summary>{t(w.deleteDraft)}</summary>
          <p>{t(w.deleteSure)}</p>
          <PostForm action={`${at}/delete`}>
            <Button type="submit" color="red.9" size="compact-md">
              {t(w.deleteDraft)}
            </Button>
          </PostForm>
        </details>
      )}
    </aside>
  );
}

function Lead({ page }: { page: BatchPage }) {
  const t = useText();
  const { batch, plan, rights } = page;
  return (
    <>
      {plan ? <Link to={`/plans/${plan.id}`}>{t(plan.title)}</Link> : t(w.planGone)}
      {batch.round > 1 && ` · ${t(w.round(batch.round))}`}
      {page.openCount > 0 && ` · ${t(w.openThreads)} ${page.openCount}`}
      {rights.isTakeOver && batch.assigneeName && ` · ${t(w.reviewedBy(batch.assigneeName))}`}
    </>
  );
}

export default function Batch() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const { batch, state } = page;
  const at = `/batches/${batch.organisationId}/${batch.id}`;
  return (
    <>
      <p className="sh-crumbs sh-no-print">
        <Link to="/batches">{t(w.back)}</Link>
      </p>
      <PageHeader
        title={batch.title}
        signs={<Sign tone={state.tone}>{t(state.label)}</Sign>}
        lead={<Lead page={page} />}
        actions={<Actions page={page} at={at} />}
      />
      <ErrorSummary refused={refusal} labels={{ body: t(w.commentOn) }} />
      <div className="sh-two">
        <div>
          {page.targets.length > 0 && <AddLine at={at} targets={page.targets} />}
          <LineTable page={page} at={at} refused={refusal} />
          <section className="sh-batch-threads">
            {page.otherThreads.length > 0 && (
              <>
                <Title order={2} size="h4">
                  {t(w.otherComments)}
                </Title>
                {page.otherThreads.map((thread) => (
                  <BatchThread key={thread.id} thread={thread} page={page} at={at} place={thread.place} />
                ))}
              </>
            )}
            {page.commentOn?.anchor === 'batch' ? (
              <CommentForm target={page.commentOn} refused={refusal} />
            ) : (
              page.rights.comment && (
                <p className="sh-no-print">
                  <Link to="?comment=batch" preventScrollReset>
                    {t(w.commentWhole)}
                  </Link>
                </p>
              )
            )}
          </section>
        </div>
        <Rail page={page} at={at} />
      </div>
    </>
  );
}
