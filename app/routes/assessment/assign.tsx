import { Button, NativeSelect } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { listDomainAssignments } from '#db/queries/assessment.read.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { readPosted, textEntries } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { assignDomains, isAssignable } from '../../services/assessment/assign-domains.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '分工 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const head = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  if (!head.intents.includes('assign')) throw refusalResponse(refuse('not_allowed_now').refusal);
  const { assessment, model } = head;
  const { visit } = house;
  const { members, assignments } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    members: await listMembers(trx, visit.scope.organisationId),
    assignments: await listDomainAssignments(trx, house.organisationId, assessment.id),
  }));
  return {
    client: house.client,
    title: assessment.title,
    place: `${house.base}/assessments/${assessment.id}`,
    mayInvite: can(visit.acting.role, 'manageMembers'),
    people: members.filter(isAssignable).map(({ accountId, name }) => ({ accountId, name })),
    domains: model.domains.map(({ id, name }) => {
      const assigned = assignments.find(({ domainId }) => domainId === id);
      return {
        id,
        name,
        evaluatorId: assigned?.evaluatorId ?? '',
        validatorId: assigned?.validatorId ?? '',
      };
    }),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const values = Object.fromEntries(textEntries(await readPosted(incoming)));
  const assessmentId = incoming.params['assessmentId'] ?? '';
  const domainIds = Object.keys(values).flatMap((name) =>
    name.startsWith('evaluator.') ? [name.slice('evaluator.'.length)] : [],
  );
  const chosen = (name: string) => {
    const value = values[name];
    return value === undefined || value === '' ? null : value;
  };
  const result = await assignDomains(incoming.context.ports, house.visit.actor, house.visit.moment, {
    assessmentId,
    choices: domainIds.map((domainId) => ({
      domainId,
      evaluatorId: chosen(`evaluator.${domainId}`),
      validatorId: chosen(`validator.${domainId}`),
    })),
  });
  if (!result.ok) return refused(result.refusal, values);
  return redirectWith(`${house.base}/assessments/${assessmentId}`, w.assigned, {
    isSecure: incoming.context.isSecure,
  });
}

export default function Assign() {
  const t = useText();
  const { client, title, place, mayInvite, people, domains } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const data = [
    { value: '', label: t(w.nobody) },
    ...people.map(({ accountId, name }) => ({ value: accountId, label: name })),
  ];
  const labels = Object.fromEntries(
    domains.flatMap(({ id, name }) => [
      [`evaluator.${id}`, `${t(name)} ${t(w.evaluator)}`],
      [`validator.${id}`, `${t(name)} ${t(w.validator)}`],
    ]),
  );
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={`${t(w.assign)}：${title}`}
        lead={
          <>
            {t(w.assignLead)} <Link to={place}>{t(w.back)}</Link>
          </>
        }
        actions={
          mayInvite && (
            <Button component={Link} to="/members/invite" variant="default">
              {t(w.invite)}
            </Button>
          )
        }
      />
      <ErrorSummary refused={answer} labels={labels} />
      <PostForm className="sh-card">
        {domains.map((domain) => (
          <fieldset key={domain.id} style={{ border: 0, margin: '0 0 20px', padding: 0 }}>
            <legend style={{ fontWeight: 600, padding: 0, marginBottom: 4 }}>
              {domain.id} {t(domain.name)}
            </legend>
            <div className="sh-halves">
              <NativeSelect
                {...field(`evaluator.${domain.id}`, domain.evaluatorId)}
                label={t(w.evaluator)}
                data={data}
              />
              <NativeSelect
                {...field(`validator.${domain.id}`, domain.validatorId)}
                label={t(w.validator)}
                data={data}
              />
            </div>
          </fieldset>
        ))}
        <Button type="submit">{t(w.save)}</Button>
      </PostForm>
    </>
  );
}
