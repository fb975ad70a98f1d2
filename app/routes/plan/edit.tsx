import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { planFields, readPlanForm } from '../../domain/target/plan-form.ts';
import { useText } from '../../i18n/language.tsx';
import { instantText } from '../../i18n/instant.ts';
import { planFormWords as f } from '../../i18n/plan-form.ts';
import { planWords as w } from '../../i18n/plan.ts';
import { loadDraft, loadOwnPlan } from './load-plan.server.ts';
import { PlanInputs, planLabel } from './plan-inputs.tsx';
import { PlanTargets } from './plan-text.tsx';
import { moreRows, readPostedFields, saveDraftPart } from './posted-plan.server.ts';
import { shownFields } from './shown-fields.ts';

export const meta: MetaFunction = () => [{ title: '计划草稿 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { plan, draft, draftContent } = await loadDraft(incoming, incoming.params);
  const { content: _, ...entry } = draft;
  return {
    planId: plan.id,
    state: plan.state,
    draft: entry,
    content: draftContent,
    initial: { ...planFields(draftContent), revision: String(draft.revision) },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const loaded = await loadOwnPlan(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  if (values.more === 'yes') return moreRows(values);
  return saveDraftPart(incoming, loaded, values, (content) => readPlanForm(values, content), {
    to: `/plans/${loaded.plan.id}/edit`,
    message: f.saved,
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Targets({ page }: { page: Page }) {
  const t = useText();
  const base = `/plans/${page.planId}/edit`;
  return (
    <section aria-labelledby="targets">
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center' }}>
        <h2 className="sh-h2" id="targets">
          {t(w.targets)}
        </h2>
        <Button component={Link} to={`${base}/new-target`} variant="default" size="xs">
          {t(f.addTarget)}
        </Button>
      </div>
      <PlanTargets
        plan={page.content}
        titleOf={({ id, indicator }) => <Link to={`${base}/targets/${id}`}>{t(indicator)}</Link>}
      />
    </section>
  );
}

export default function EditPlan() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const shown = shownFields(page.initial, useActionData<typeof action>(), t, planLabel);
  const { draft, planId } = page;
  const isNew = page.state === 'draft';
  return (
    <>
      <PageHeader
        title={t(page.content.title)}
        signs={<Sign tone="grey">{t(w.versionStates.draft)}</Sign>}
        lead={
          <>
            {t(f.editLead(draft.no))} {t(f.savedBy(draft.writtenByName, t(instantText(draft.updatedAt))))}
            {' · '}
            <Link to={isNew ? '/plans' : `/plans/${planId}`}>{t(isNew ? w.back : w.backToPlan)}</Link>
          </>
        }
        actions={
          <>
            <Button component={Link} to={`/plans/${planId}/delete-draft`} variant="subtle" color="red">
              {t(w.deleteDraft)}
            </Button>
            {!isNew && (
              <Button component={Link} to={`/plans/${planId}/versions`} variant="default">
                {t(w.versions)}
              </Button>
            )}
            <Button component={Link} to={`/plans/${planId}/publish`}>
              {t(w.publishOpen)}
            </Button>
          </>
        }
      />
      <ErrorSummary refused={shown.refused} labels={{ ...shown.labels }} />
      <Targets page={page} />
      <PostForm key={draft.revision} style={{ marginTop: 24 }}>
        <input type="hidden" name="revision" value={shown.fields.revision ?? ''} />
        <PlanInputs field={shown.field} fields={shown.fields} regions={null} />
        <div className="sh-batch" style={{ gap: 16 }}>
          <Button type="submit">{t(f.save)}</Button>
          <Button type="submit" name="more" value="yes" variant="default">
            {t(f.moreRows)}
          </Button>
        </div>
      </PostForm>
    </>
  );
}
