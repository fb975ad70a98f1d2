import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { ActionSchema } from '../../domain/assessment/action.ts';
import { addDays } from '../../domain/calendar/plain-date.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { useText } from '../../i18n/language.tsx';
import { createAction } from '../../services/action/create-action.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { actionFormFacts, requirePlanner } from './action-form.server.ts';
import { ActionForm } from './action-form.tsx';

export const meta: MetaFunction = () => [{ title: '安排改进行动 · 数衡 Shuheng' }];

/** The term that the form proposes, in days. */
const PROPOSED_DAYS = 90;

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requirePlanner(incoming, incoming.params);
  const wanted = new URL(incoming.request.url).searchParams.get('criterion') ?? '';
  const { head, facts, found } = await actionFormFacts(incoming, house, incoming.params.assessmentId, wanted);
  return {
    client: house.client,
    back: `${house.base}/assessments/${head.assessment.id}/actions`,
    assessmentTitle: head.assessment.title,
    facts: {
      ...facts,
      initial: {
        title: found?.criterion.improve.slice(0, 120) ?? '',
        cellId: found?.cell.id ?? '',
        criterionId: found?.criterion.id ?? '',
        expectedLevel: String(found?.criterion.level ?? head.assessment.targetLevel ?? 3),
        ownerId: house.client ? '' : house.visit.session.accountId,
        dueOn: addDays(house.visit.moment.today, PROPOSED_DAYS),
      },
    },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requirePlanner(incoming, incoming.params);
  const form = await readForm(incoming, ActionSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const assessmentId = incoming.params.assessmentId ?? '';
  const { actor, moment } = house.visit;
  const result = await onceOnly(incoming, form.value, () =>
    createAction(incoming.context.ports, actor, moment, assessmentId, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${house.base}/assessments/${assessmentId}/actions`, w.created, {
    isSecure: incoming.context.isSecure,
  });
}

export default function NewAction() {
  const t = useText();
  const { client, back, assessmentTitle, facts } = useLoaderData<typeof loader>();
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w.newAction)} lead={assessmentTitle}>
        <ActionForm facts={facts} refused={refusedIn(useActionData())} submit={t(w.create)} back={back} />
      </NarrowPage>
    </>
  );
}
