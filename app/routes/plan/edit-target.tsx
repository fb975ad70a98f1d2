import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readTargetForm, targetFields, withoutTarget } from '../../domain/target/target-form.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as f } from '../../i18n/plan-form.ts';
import { loadDraft } from './load-plan.server.ts';
import { readPostedFields, saveDraftPart } from './posted-plan.server.ts';
import { targetChoices } from './target-inputs.tsx';
import { TargetPageForm } from './target-page-form.tsx';

export const meta: MetaFunction = () => [{ title: '修改指标 · 数衡 Shuheng' }];

interface Params {
  readonly planId?: string | undefined;
  readonly targetId?: string | undefined;
}

/** The draft with the target that the address names; 404 where the draft has none such. */
async function loadTarget(incoming: Incoming, params: Params) {
  const loaded = await loadDraft(incoming, params);
  const target = loaded.draftContent.targets.find(({ id }) => id === params.targetId);
  if (!target) throw refusalResponse(refuse('not_found').refusal);
  return { loaded, target };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { loaded, target } = await loadTarget(incoming, incoming.params);
  const { plan, draft, draftContent } = loaded;
  return {
    planId: plan.id,
    id: target.id,
    indicator: target.indicator,
    choices: targetChoices(draftContent, target.id),
    initial: { ...targetFields(draftContent, target), revision: String(draft.revision) },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const { loaded, target } = await loadTarget(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  const to = `/plans/${loaded.plan.id}/edit`;
  if (values.step === 'remove') {
    const remove = (content: typeof loaded.draftContent) => withoutTarget(content, target.id);
    return saveDraftPart(incoming, loaded, values, remove, { to, message: f.targetRemoved });
  }
  return saveDraftPart(incoming, loaded, values, (content) => readTargetForm(values, content, target.id), {
    to,
    message: f.targetSaved,
  });
}

export default function EditTarget() {
  const t = useText();
  const { planId, id, indicator, choices, initial } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={`${id} ${t(indicator)}`} lead={t(f.targetLead)} />
      <TargetPageForm
        key={id}
        initial={initial}
        answer={useActionData<typeof action>()}
        choices={choices}
        isNew={false}
        back={`/plans/${planId}/edit`}
      />
    </>
  );
}
