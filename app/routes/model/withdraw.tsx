import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import { withdrawModel } from '../../services/model/withdraw-model.server.ts';
import { requireOwnModel } from './load-model.server.ts';

export const meta: MetaFunction = () => [{ title: '停用模型 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { model, row } = await requireOwnModel(incoming, incoming.params.id);
  return { id: model.id, row };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, row } = await requireOwnModel(incoming, incoming.params.id);
  await readPosted(incoming);
  const result = await withdrawModel(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    id: row.id,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/models', result.value.wasDraft ? w.discarded : w.withdrawn, {
    isSecure: incoming.context.isSecure,
  });
}

export default function WithdrawModel() {
  const t = useText();
  const { id, row } = useLoaderData<typeof loader>();
  const isDraft = row.state === 'draft';
  return (
    <NarrowPage title={t(isDraft ? w.discardTitle : w.withdrawTitle)}>
      <ErrorSummary refused={refusedIn(useActionData())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{row.title}</strong>（{row.key}，{t(w.version)} {row.version}）
        </p>
        <p className="sh-muted">{t(isDraft ? w.discardNote : w.withdrawNote)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(isDraft ? w.discard : w.withdraw)}
          </Button>
          <Link to={`/models/${id}`}>{t(w.backToModel)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
