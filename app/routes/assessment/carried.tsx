import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { carryOver } from '#app/domain/assessment/carry-over.ts';
import { criteriaOf, itemsOf, modelName, type MaturityModel } from '#app/domain/assessment/model.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { getAssessment, listExclusions, listLinkedEvidence } from '#db/queries/assessment.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords as w } from '../../i18n/assessment.ts';
import { itemWords } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import { confirmCarried } from '../../services/answer/confirm-carried.server.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '沿用情况 · 数衡 Shuheng' }];

/** Items by their ids with names, for reading; ids that the model doesn't have stand for themselves. */
function named(model: MaturityModel, ids: readonly string[]) {
  const items = new Map(itemsOf(model).map(({ id, name }) => [id, name]));
  return ids.map((id) => ({ id, name: items.get(id) ?? { zh: '', en: '' } }));
}

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const loaded = await loadAssessment(incoming, house, incoming.params['assessmentId']);
  const { assessment, model, answers } = loaded;
  const { organisationId, visit } = house;
  const before = await incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const previous = await getAssessment(trx, organisationId, assessment.previousId ?? '');
    const from = previous && (await findModel(trx, previous.modelId));
    const crosswalk = from && crosswalkFor(from, model);
    if (!previous || !from || !crosswalk) return null;
    const exclusions = await listExclusions(trx, organisationId, previous.id);
    const links = await listLinkedEvidence(trx, organisationId, previous.id);
    const carried = carryOver(from, model, crosswalk, {
      answers: await listAnswers(trx, organisationId, previous.id),
      exclusions: Object.fromEntries(exclusions.map(({ cellId, reason }) => [cellId, reason])),
      evidence: links.map(({ cellId, id }) => ({ cellId, evidenceId: id })),
    });
    return { previous, from, carried };
  });
  if (!before) throw refusalResponse(refuse('not_found').refusal);
  const { previous, from, carried } = before;
  const excluded = new Set(loaded.exclusions.map(({ cellId }) => cellId));
  const waiting = answers.filter(({ isCarried, cellId }) => isCarried && !excluded.has(cellId));
  const texts = new Map(criteriaOf(from).map(({ id, text }) => [id, text]));
  return {
    client: house.client,
    base: house.base,
    title: assessment.title,
    place: `${house.base}/assessments/${assessment.id}`,
    previous: { id: previous.id, title: previous.title, name: modelName(from) },
    standard: model.standard,
    pending: model.domains.flatMap(({ id, name }) => {
      const count = waiting.filter((answer) => answer.domainId === id).length;
      return count === 0 ? [] : [{ id, name, count }];
    }),
    mayConfirm: house.mayEdit && loaded.intents.includes('answer'),
    carried: carried.answers.length,
    changes: carried.changes.map((change) => ({
      relation: change.relation,
      from: named(from, change.from),
      to: named(model, change.to),
      note: change.note,
      criteria: change.criteria,
      unchanged: change.unchanged,
    })),
    left: carried.left.answers.map(({ criterionId }) => ({
      criterionId,
      text: texts.get(criterionId) ?? '',
    })),
  };
}

const ConfirmSchema = z.object({ domainId: z.string().max(200) });

/** Confirms everything that was carried over into one domain. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const assessmentId = incoming.params['assessmentId'] ?? '';
  const form = await readForm(incoming, ConfirmSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const place = { domainId: form.value.domainId };
  const { ports, isSecure } = incoming.context;
  const result = await confirmCarried(ports, visit.actor, visit.moment, { assessmentId, place });
  if (!result.ok) return refused(result.refusal, form.values);
  const address = `${base}/assessments/${assessmentId}/carried`;
  return redirectWith(address, itemWords.confirmed(result.value.confirmed), { isSecure });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What waits to be confirmed, domain by domain. */
function Pending({ pending, mayConfirm }: Pick<Loaded, 'pending' | 'mayConfirm'>) {
  const t = useText();
  if (pending.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="pending" style={{ marginBottom: 16 }}>
      <h2 id="pending" className="sh-h2">
        {t(w.carried)}
      </h2>
      <p className="sh-muted">{t(w.confirmDomainHelp)}</p>
      <ul className="sh-list">
        {pending.map(({ id, name, count }) => (
          <li key={id} style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
            <span style={{ flex: 1 }}>
              {t(name)} ({count})
            </span>
            {mayConfirm && (
              <PostForm>
                <input type="hidden" name="domainId" value={id} />
                <Button type="submit" variant="default" size="xs">
                  {t(w.confirmDomain)}：{t(name)}
                </Button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const TONES = {
  same: 'green',
  renamed: 'green',
  split: 'amber',
  merged: 'amber',
  new: 'blue',
  gone: 'grey',
} as const;

export default function Carried() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { client, base, title, place, previous } = loaded;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={`${t(w.carriedList)}：${title}`}
        lead={
          <>
            {t(w.carriedLead)} <Link to={place}>{t(w.back)}</Link>
          </>
        }
      />
      <section className="sh-card" style={{ marginBottom: 16 }}>
        <dl className="sh-facts">
          <dt>{t(w.carriedFrom)}</dt>
          <dd>
            <Link to={`${base}/assessments/${previous.id}`}>{previous.title}</Link> {t(previous.name)}
          </dd>
          <dt>{t(w.carriedCount)}</dt>
          <dd>{loaded.carried}</dd>
          <dt>{t(w.carried)}</dt>
          <dd>{loaded.pending.reduce((sum, { count }) => sum + count, 0)}</dd>
        </dl>
      </section>
      <ErrorSummary refused={refusedIn(useActionData())} labels={{}} />
      <Pending pending={loaded.pending} mayConfirm={loaded.mayConfirm} />
      <section className="sh-card sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.relation)}</th>
              <th scope="col">{t(w.before)}</th>
              <th scope="col">{t(w.after)}</th>
              <th scope="col">{t(w.sameCriteria)}</th>
            </tr>
          </thead>
          <tbody>
            {loaded.changes.map((change) => (
              <tr key={`${change.relation} ${change.from[0]?.id ?? ''} ${change.to[0]?.id ?? ''}`}>
                <td data-label={t(w.relation)}>
                  <Sign tone={TONES[change.relation]}>{t(w.relations[change.relation] ?? w.relation)}</Sign>
                  {change.note && <div className="sh-muted">{change.note}</div>}
                </td>
                <td data-label={t(w.before)}>
                  {change.from.map(({ id, name }) => (
                    <div key={id}>
                      {id} {t(name)}
                    </div>
                  ))}
                  {change.from.length === 0 && '—'}
                </td>
                <td data-label={t(w.after)}>
                  {change.to.map(({ id, name }) => (
                    <div key={id}>
                      <Link to={`${place}/items/${id}`}>
                        {id} {t(name)}
                      </Link>
                    </div>
                  ))}
                  {change.to.length === 0 && '—'}
                </td>
                <td data-label={t(w.sameCriteria)}>
                  {change.criteria > 0 ? `${change.unchanged}/${change.criteria}` : '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {loaded.left.length > 0 && (
        <details className="sh-card" style={{ marginTop: 16 }}>
          <summary>
            {t(w.leftAnswers)}（{loaded.left.length}）
          </summary>
          <ul className="sh-list">
            {loaded.left.map(({ criterionId, text }) => (
              <li key={criterionId}>
                <span className="sh-muted">{criterionId}</span> {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
