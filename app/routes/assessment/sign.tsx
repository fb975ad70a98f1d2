import { Alert, Button, Checkbox, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { readiness } from '#app/domain/assessment/readiness.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { bilingual } from '#app/domain/words.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords as w, stepWords } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { signAssessment } from '../../services/assessment/sign-assessment.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '签署评估 · 数衡 Shuheng' }];

const SignSchema = z.object({
  acceptsUnvalidated: z.string().optional(),
  unvalidatedReason: z
    .string()
    .max(500, bilingual('原因最多 500 字。', 'The reason is at most 500 characters long.'))
    .default(''),
});

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'signAssessment');
  const loaded = await loadAssessment(incoming, house, incoming.params['assessmentId']);
  const { assessment, model, answers, exclusions, result, intents } = loaded;
  if (!intents.includes('sign')) throw refusalResponse(refuse('not_allowed_now').refusal);
  const ready = readiness(model, answers, exclusions);
  const texts = new Map(criteriaOf(model).map(({ id, text }) => [id, text]));
  return {
    client: house.client,
    title: assessment.title,
    side: assessment.side,
    place: `${house.base}/assessments/${assessment.id}`,
    versionNo: assessment.versionNo,
    mayGoBack: intents.includes('endValidation'),
    overall: result.overall?.shown ?? null,
    level: result.level,
    counts: {
      criteria: ready.criteria,
      answered: ready.answered,
      unanswered: ready.unanswered.length,
      excluded: exclusions.length,
      carried: ready.carried.length,
      returned: ready.returned.length,
    },
    unvalidated: ready.unvalidated.map((id) => ({ id, text: texts.get(id) ?? '' })),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'signAssessment');
  const form = await readForm(incoming, SignSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const assessmentId = incoming.params['assessmentId'] ?? '';
  const result = await signAssessment(incoming.context.ports, house.visit.actor, house.visit.moment, {
    assessmentId,
    acceptsUnvalidated: form.value.acceptsUnvalidated === 'yes',
    unvalidatedReason: form.value.unvalidatedReason,
  });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(
    `${house.base}/assessments/${assessmentId}/receipt?version=${result.value.versionNo}`,
    w.signed,
    { isSecure: incoming.context.isSecure },
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Counts({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { counts } = loaded;
  return (
    <dl className="sh-facts">
      <dt>{t(w.overall)}</dt>
      <dd>
        {loaded.level === null ? '—' : `${loaded.level} ${t(w.levelOf)}（${loaded.overall ?? ''}）`}
        <div className="sh-muted">{t(RESULT_NOTES[loaded.side])}</div>
      </dd>
      <dt>{t(w.version)}</dt>
      <dd>{loaded.versionNo}</dd>
      <dt>{t(w.answered)}</dt>
      <dd>
        {counts.answered}/{counts.criteria}
      </dd>
      <dt>{t(w.unanswered)}</dt>
      <dd>{counts.unanswered}</dd>
      <dt>{t(w.unvalidated)}</dt>
      <dd>{loaded.unvalidated.length}</dd>
      <dt>{t(w.excluded)}</dt>
      <dd>{counts.excluded}</dd>
    </dl>
  );
}

export default function SignPage() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { client, title, place, counts, unvalidated, mayGoBack } = loaded;
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const accepts = field('acceptsUnvalidated');
  const isStuck = counts.carried > 0 || counts.returned > 0;
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={`${t(w.sign)}：${title}`} lead={t(w.signLead)}>
        <ErrorSummary
          refused={answer}
          labels={{ unvalidatedReason: t(w.unvalidatedReason), acceptsUnvalidated: t(w.unvalidated) }}
        />
        {isStuck && (
          <Alert id="returned" color="yellow" variant="light" mb="md">
            <span id="carried">
              {t(w.stuck)}
              {counts.carried > 0 && `${counts.carried} ${t(w.stuckCarried)} `}
              {counts.returned > 0 && `${counts.returned} ${t(w.stuckReturned)} `}
            </span>
            <Link to={counts.carried > 0 && mayGoBack ? `${place}/step/evaluation` : place}>
              {t(counts.carried > 0 && mayGoBack ? stepWords.evaluation.title : w.back)}
            </Link>
          </Alert>
        )}
        <PostForm className="sh-card">
          <Counts loaded={loaded} />
          {unvalidated.length > 0 && (
            <>
              <details style={{ margin: '12px 0' }}>
                <summary>
                  {t(w.unvalidatedList)}（{unvalidated.length}）
                </summary>
                <ul className="sh-list">
                  {unvalidated.map(({ id, text }) => (
                    <li key={id}>
                      <span className="sh-muted">{id}</span> {text}
                    </li>
                  ))}
                </ul>
              </details>
              <Checkbox
                id={accepts.id}
                name="acceptsUnvalidated"
                value="yes"
                defaultChecked={accepts.defaultValue === 'yes'}
                error={accepts.error}
                label={t(w.acceptsUnvalidated)}
                mb="md"
              />
              <Textarea
                {...field('unvalidatedReason')}
                label={t(w.unvalidatedReason)}
                description={t(w.unvalidatedReasonHelp)}
                rows={2}
                maxLength={500}
                mb="md"
              />
            </>
          )}
          <div style={{ display: 'flex', gap: 16, alignItems: 'center', marginTop: 12 }}>
            <Button type="submit">{t(w.sign)}</Button>
            <Link to={place}>{t(w.back)}</Link>
          </div>
        </PostForm>
      </NarrowPage>
    </>
  );
}
