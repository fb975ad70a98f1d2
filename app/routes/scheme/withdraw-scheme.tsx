import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { withdrawScheme } from '../../services/scheme/withdraw-scheme.server.ts';
import { requireOwnScheme } from './load-scheme.server.ts';

export const meta: MetaFunction = () => [{ title: '停用计分方案 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scheme, row } = await requireOwnScheme(incoming, incoming.params.id);
  return { id: scheme.id, row };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, row } = await requireOwnScheme(incoming, incoming.params.id);
  await readPosted(incoming);
  const result = await withdrawScheme(incoming.context.ports, visit.actor, visit.moment, row.id);
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/schemes', result.value.wasDraft ? w.discarded : w.withdrawn, {
    isSecure: incoming.context.isSecure,
  });
}

export default function WithdrawScheme() {
  const t = useText();
  const { id, row } = useLoaderData<typeof loader>();
  const isDraft = row.state === 'draft';
  return (
    <NarrowPage title={t(isDraft ? w.discardTitle : w.withdrawTitle)}>
      <ErrorSummary refused={refusedIn(useActionData())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{row.title}</strong>（{t(w.version)} {row.version}）
        </p>
        <p className="sh-muted">{t(isDraft ? w.discardNote : w.withdrawNote)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(isDraft ? w.discard : w.withdraw)}
          </Button>
          <Link to={`/schemes/${id}`}>{t(w.backToScheme)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
