import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { type BatchKey, getBatch } from '#db/queries/batch.read.ts';
import { getEntryImport, getUndoPreview } from '#db/queries/entry-import.read.ts';
import type { Trx } from '#db/client.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { entryImportWords as w } from '../../i18n/entry-import.ts';
import { useText } from '../../i18n/language.tsx';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { checkUndo, undoImport } from '../../services/entry/undo-import.server.ts';

export const meta: MetaFunction = () => [{ title: '撤销导入 · 数衡 Shuheng' }];

type Params = Readonly<Record<string, string | undefined>>;

/** The batch that the address names: by its import, or by itself. */
async function keyOf(trx: Trx, scope: RegulatorScope, params: Params): Promise<BatchKey | undefined> {
  const { runId, organisationId = '', batchId = '' } = params;
  if (runId === undefined) return { organisationId, id: batchId };
  const run = await getEntryImport(trx, scope, runId);
  if (!run || run.batchId === null) return undefined;
  return { organisationId: scope.organisationId, id: run.batchId };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'enterRecords');
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const key = await keyOf(trx, scope, incoming.params);
    const batch = key && (await getBatch(trx, scope, key));
    return batch && { batch, preview: await getUndoPreview(trx, batch) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { batch, preview } = found;
  const check = checkUndo(batch, preview, scope.organisationId);
  return {
    title: batch.title,
    planId: batch.planId,
    back: `/batches/${batch.organisationId}/${batch.id}`,
    isDraft: batch.status === 'draft',
    count: preview.entryCount,
    refusal: check.ok ? null : (check.refusal.words ?? REFUSAL_WORDS[check.refusal.code]),
  };
}

/** 撤销导入. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const key = await ports.db.transaction(visit.scope, (trx) => keyOf(trx, visit.scope, incoming.params));
  if (!key) throw refusalResponse(refuse('not_found').refusal);
  const result = await undoImport(ports, visit.actor, visit.moment, { batch: key });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal);
  const { count, isRecorded } = result.value;
  const at = isRecorded ? `/batches/${key.organisationId}/${key.id}` : '/batches';
  return redirectWith(at, w.undone(count), { isSecure });
}

export default function UndoImport() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  return (
    <NarrowPage title={t(w.undoTitle)} lead={page.title}>
      <ErrorSummary refused={refusal} />
      {page.refusal !== null ? (
        <Alert color="yellow" variant="light" mb="md" title={t(w.cannotUndo)}>
          {t(page.refusal)}
        </Alert>
      ) : (
        <PostForm className="sh-card">
          <p style={{ marginTop: 0 }}>
            <strong>{page.title}</strong>：
            {t(page.isDraft ? w.undoDraft(page.count) : w.undoRecorded(page.count))}
          </p>
          <Button type="submit" color="red.9">
            {t(w.undoAction(page.count))}
          </Button>
        </PostForm>
      )}
      <p>
        <Link to={page.back}>{t(w.openBatch)}</Link>
      </p>
    </NarrowPage>
  );
}
