import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { deletePlanDraft } from '../../services/plan/delete-plan-draft.server.ts';
import { loadDraft } from './load-plan.server.ts';

export const meta: MetaFunction = () => [{ title: '删除计划草稿 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { plan, draft, draftContent } = await loadDraft(incoming, incoming.params);
  return { planId: plan.id, title: draftContent.title, no: draft.no, isPlanGone: plan.state === 'draft' };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan } = await loadDraft(incoming, incoming.params);
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await deletePlanDraft(ports, visit.actor, visit.moment, { planId: plan.id });
  if (!result.ok) return refused(result.refusal);
  const to = result.value.isPlanGone ? '/plans' : `/plans/${plan.id}/versions`;
  return redirectWith(to, w.draftDeleted, { isSecure });
}

export default function DeleteDraft() {
  const t = useText();
  const { planId, title, no, isPlanGone } = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.deleteDraft)}>
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{t(title)}</strong>（{t(w.versionNo(no))}）
        </p>
        <p className="sh-muted">{t(isPlanGone ? w.deletePlanNote : w.deleteDraftNote)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.deleteDraft)}
          </Button>
          <Link to={`/plans/${planId}/edit`}>{t(w.backToDraft)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
