import '../../components/filing/filing.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listLinesByIds } from '#db/queries/batch.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { lineOfAnchor, SeenSchema } from '../../domain/target/batch.ts';
import { words } from '../../domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import { returnBatch } from '../../services/batch/return-batch.server.ts';
import { batchKeyOf, batchPath, loadBatchFor } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '退回补正 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { batch, visit } = await loadBatchFor(incoming, 'returnFiling');
  const { threads, lines } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const all = await listThreads(trx, batch.organisationId, batch.id, 'batch_id');
    const open = all.filter(({ state }) => state === 'open');
    const ids = open.flatMap(({ anchor }) => lineOfAnchor(anchor) ?? []);
    return { threads: open, lines: await listLinesByIds(trx, batch, ids) };
  });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    title: batch.title,
    houseName: batch.houseName,
    revision: batch.revision,
    back: batchPath(batch),
    threads: threads.map(({ id, anchor, comments }) => {
      const line = byId.get(lineOfAnchor(anchor) ?? '');
      const place = line
        ? words(`第 ${line.position} 条 ${line.name}`, `Line ${line.position} ${line.name}`)
        : w.onWhole;
      return { id, place, text: comments.at(-1)?.body ?? '' };
    }),
  };
}

/** 退回补正. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'returnFiling');
  const form = await readForm(incoming, SeenSchema);
  if (!form.ok) return refused(form.refusal);
  const batch = batchKeyOf(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await returnBatch(ports, visit.actor, visit.moment, { ...form.value, batch });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal);
  return redirectWith(batchPath(batch), w.returned, { isSecure });
}

export default function ReturnPage() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.returnTitle)} lead={page.title}>
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      {page.threads.length === 0 ? (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.returnNone)}
        </Alert>
      ) : (
        <>
          <p>{t(w.returnLead(page.houseName))}</p>
          {page.threads.map((thread) => (
            <div key={thread.id} className="sh-thread">
              <strong>{t(thread.place)}</strong>
              <p>{thread.text}</p>
            </div>
          ))}
        </>
      )}
      <div style={{ display: 'flex', gap: 16, alignItems: 'center', marginTop: 16 }}>
        {page.threads.length > 0 && (
          <PostForm>
            <input type="hidden" name="revision" value={page.revision} />
            <Button type="submit" color="orange.9">
              {t(w.returnAction)}
            </Button>
          </PostForm>
        )}
        <Link to={page.back}>{t(w.backToBatch)}</Link>
      </div>
    </NarrowPage>
  );
}
