import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { countLines } from '#db/queries/batch.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { SeenSchema } from '../../domain/target/batch.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import { recordBatch } from '../../services/batch/record-batch.server.ts';
import { batchKeyOf, batchPath, loadBatchFor } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '审核入库 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { batch, side, visit } = await loadBatchFor(incoming, 'record');
  const { count, threads } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    count: (await countLines(trx, batch)).count,
    threads: await listThreads(trx, batch.organisationId, batch.id, 'batch_id'),
  }));
  return {
    title: batch.title,
    houseName: batch.houseName,
    revision: batch.revision,
    back: batchPath(batch),
    isAtOnce: side === 'own' && batch.status === 'draft',
    count,
    openCount: threads.filter(({ state }) => state === 'open').length,
  };
}

/** 审核入库. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'record');
  const form = await readForm(incoming, SeenSchema);
  if (!form.ok) return refused(form.refusal);
  const batch = batchKeyOf(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await recordBatch(ports, visit.actor, visit.moment, { ...form.value, batch });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal);
  const { added, corrected, removed } = result.value;
  return redirectWith(batchPath(batch), w.recorded(added, corrected, removed), { isSecure });
}

export default function RecordPage() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const canRecord = page.openCount === 0 && page.count > 0;
  return (
    <NarrowPage title={t(page.isAtOnce ? w.recordOwnTitle : w.recordTitle)} lead={page.title}>
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <div className="sh-card">
        <p style={{ marginTop: 0 }}>
          {t(page.isAtOnce ? w.recordOwnLead(page.count) : w.recordLead(page.count, page.houseName))}
        </p>
        <p className="sh-muted">{t(w.recordLater)}</p>
        {page.openCount > 0 && (
          <Alert color="yellow" variant="light" mb="md">
            {t(w.recordOpen(page.openCount))}
          </Alert>
        )}
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          {canRecord && (
            <PostForm>
              <input type="hidden" name="revision" value={page.revision} />
              <Button type="submit">{t(w.recordAction)}</Button>
            </PostForm>
          )}
          <Link to={page.back}>{t(w.backToBatch)}</Link>
        </div>
      </div>
    </NarrowPage>
  );
}
