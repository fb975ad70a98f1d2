import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getPlanVersion, listTargetsInUse } from '#db/queries/plan.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { missingIds, planChanges } from '../../domain/target/plan-change.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { publishPlan } from '../../services/plan/publish-plan.server.ts';
import { ChangeList } from './change-list.tsx';
import { loadDraft } from './load-plan.server.ts';
import { readPostedFields } from './posted-plan.server.ts';

export const meta: MetaFunction = () => [{ title: '发布计划 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, draft, draftContent } = await loadDraft(incoming, incoming.params);
  const { scope } = visit;
  const { before, blocked } = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const row = await getPlanVersion(trx, plan, plan.versionNo ?? 0);
    const published = row ? openPlan(row.content) : null;
    const gone = published ? missingIds(published, draftContent) : [];
    return { before: published, blocked: await listTargetsInUse(trx, scope, plan.id, gone) };
  });
  return {
    planId: plan.id,
    title: draftContent.title,
    no: draft.no,
    digest: draft.digest,
    isPublic: plan.isPublic,
    isBack: plan.state === 'withdrawn',
    targetCount: draftContent.targets.length,
    deliverableCount: draftContent.deliverables.length,
    changes: before ? planChanges(before, draftContent) : null,
    blocked,
  };
}

/** 发布. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan } = await loadDraft(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await publishPlan(ports, visit.actor, visit.moment, {
    planId: plan.id,
    digest: values.digest ?? '',
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/plans/${plan.id}`, w.published(result.value.no), { isSecure });
}

export default function PublishPlan() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { planId, no, changes, blocked, targetCount, deliverableCount } = page;
  const isEmpty = targetCount + deliverableCount === 0;
  return (
    <>
      <PageHeader
        title={t(w.publishTitle)}
        lead={
          <>
            {t(page.title)} · {t(w.versionNo(no))} ·{' '}
            <Link to={`/plans/${planId}/edit`}>{t(w.backToDraft)}</Link>
          </>
        }
      />
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <PostForm className="sh-card">
        <input type="hidden" name="digest" value={page.digest} />
        <p style={{ marginTop: 0 }}>{t(w.counts(targetCount, deliverableCount))}</p>
        <p>{t(w.publishFollows)}</p>
        <ul>
          <li>{t(w.followsCities)}</li>
          <li>{t(page.isPublic ? w.followsPublic : w.followsInside)}</li>
          <li>{t(changes ? w.followsSuperseded : w.followsFirst)}</li>
          {page.isBack && <li>{t(w.followsBack)}</li>}
        </ul>
        {isEmpty && <p role="note">{t(w.emptyPlan)}</p>}
        {blocked.length > 0 && <p role="note">{t(w.blocked(blocked.join('、')))}</p>}
        <Button type="submit" disabled={isEmpty || blocked.length > 0}>
          {t(w.publish(no))}
        </Button>
      </PostForm>
      {changes && (
        <>
          <h2 className="sh-h2">{t(w.changesSince)}</h2>
          <ChangeList changes={changes} />
        </>
      )}
    </>
  );
}
