import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { newTargetFields, readTargetForm } from '../../domain/target/target-form.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as f } from '../../i18n/plan-form.ts';
import { loadDraft, loadOwnPlan } from './load-plan.server.ts';
import { readPostedFields, saveDraftPart } from './posted-plan.server.ts';
import { targetChoices } from './target-inputs.tsx';
import { TargetPageForm } from './target-page-form.tsx';

export const meta: MetaFunction = () => [{ title: '添加指标 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { plan, draft, draftContent } = await loadDraft(incoming, incoming.params);
  return {
    planId: plan.id,
    choices: targetChoices(draftContent, null),
    initial: { ...newTargetFields(draftContent), revision: String(draft.revision) },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const loaded = await loadOwnPlan(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  return saveDraftPart(incoming, loaded, values, (content) => readTargetForm(values, content, null), {
    to: `/plans/${loaded.plan.id}/edit`,
    message: f.targetAdded,
  });
}

export default function NewTarget() {
  const t = useText();
  const { planId, choices, initial } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t(f.addTarget)} lead={t(f.targetLead)} />
      <TargetPageForm
        initial={initial}
        answer={useActionData<typeof action>()}
        choices={choices}
        isNew
        back={`/plans/${planId}/edit`}
      />
    </>
  );
}
