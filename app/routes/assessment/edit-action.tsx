import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { ActionSchema } from '../../domain/assessment/action.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { useText } from '../../i18n/language.tsx';
import { changeAction } from '../../services/action/change-action.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { actionFormFacts, requirePlanner } from './action-form.server.ts';
import { ActionForm } from './action-form.tsx';
import { actionsOf } from './result-view.server.ts';

export const meta: MetaFunction = () => [{ title: '修改改进行动 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requirePlanner(incoming, incoming.params);
  const all = await actionsOf(incoming, house, incoming.params.assessmentId ?? '');
  const found = all.find(({ id, state }) => id === incoming.params.actionId && state === 'open');
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { head, facts } = await actionFormFacts(
    incoming,
    house,
    incoming.params.assessmentId,
    found.criterionId ?? '',
  );
  const { ownerId } = found;
  const isListed = facts.members.some(({ accountId }) => accountId === ownerId);
  return {
    client: house.client,
    back: `${house.base}/assessments/${head.assessment.id}/actions`,
    assessmentTitle: head.assessment.title,
    facts: {
      ...facts,
      // Who owns it already stays to choose, also when he has left or the visitor isn't shown the members.
      members:
        ownerId !== null && !isListed
          ? [...facts.members, { accountId: ownerId, name: found.ownerName }]
          : facts.members,
      initial: {
        title: found.title,
        note: found.note,
        cellId: found.cellId,
        criterionId: found.criterionId ?? '',
        expectedLevel: String(found.expectedLevel),
        ownerId: ownerId ?? '',
        ownerName: ownerId === null ? found.ownerName : '',
        dueOn: found.dueOn,
        effort: String(found.effort),
      },
    },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requirePlanner(incoming, incoming.params);
  const form = await readForm(incoming, ActionSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { assessmentId = '', actionId: id = '' } = incoming.params;
  const { actor, moment } = house.visit;
  const result = await changeAction(incoming.context.ports, actor, moment, { assessmentId, id }, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${house.base}/assessments/${assessmentId}/actions`, w.saved, {
    isSecure: incoming.context.isSecure,
  });
}

export default function EditAction() {
  const t = useText();
  const { client, back, assessmentTitle, facts } = useLoaderData<typeof loader>();
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w.editAction)} lead={assessmentTitle}>
        <ActionForm facts={facts} refused={refusedIn(useActionData())} submit={t(w.save)} back={back} />
      </NarrowPage>
    </>
  );
}
