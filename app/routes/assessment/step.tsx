import { Button, Checkbox, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { itemsOf } from '#app/domain/assessment/model.ts';
import { readiness } from '#app/domain/assessment/readiness.ts';
import type { AssessmentIntent } from '#app/domain/assessment/state.ts';
import { refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { bilingual } from '#app/domain/words.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import type { Incoming } from '../../http/context.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { assessmentWords, stepWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { endValidation } from '../../services/assessment/end-validation.server.ts';
import { reopenAssessment } from '../../services/assessment/reopen-assessment.server.ts';
import { requestValidation } from '../../services/assessment/request-validation.server.ts';
import { submitAssessment } from '../../services/assessment/submit-assessment.server.ts';
import { withdrawAssessment } from '../../services/assessment/withdraw-assessment.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse, type AssessmentHouse } from './house.server.ts';
import { loadAssessment, loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '评估 · 数衡 Shuheng' }];

/** The step of an address, what it needs, and whether it asks for a reason or a confirmation. */
const STEPS = {
  validation: { intent: 'requestValidation', asks: 'confirmation' },
  evaluation: { intent: 'endValidation', asks: 'reason' },
  reopen: { intent: 'reopen', asks: 'reason' },
  withdraw: { intent: 'withdraw', asks: 'reason' },
  submit: { intent: 'submit', asks: 'nothing' },
} as const satisfies Record<
  string,
  { intent: AssessmentIntent; asks: 'reason' | 'confirmation' | 'nothing' }
>;
type Step = keyof typeof STEPS;

const StepSchema = z.object({
  reason: z
    .string()
    .max(500, bilingual('理由最多 500 字。', 'The reason is at most 500 characters long.'))
    .default(''),
  confirm: z.string().optional(),
});

function stepOf(name: string | undefined): Step {
  if (name === undefined || !Object.hasOwn(STEPS, name)) throw refusalResponse(refuse('not_found').refusal);
  return name as Step;
}

/** What validation would find open: criteria without an answer, and carried ones, with where the first of these is. */
async function findOpen(incoming: Incoming, house: AssessmentHouse, id: string) {
  const { model, answers, exclusions } = await loadAssessment(incoming, house, id);
  const { unanswered, carried } = readiness(model, answers, exclusions);
  const first = itemsOf(model).find(({ cells }) =>
    cells.some(({ criteria }) => criteria.some((criterion) => criterion.id === carried[0])),
  );
  return { unanswered: unanswered.length, carried: carried.length, carriedItemId: first?.id ?? null };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const step = stepOf(incoming.params['step']);
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, intents } = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  if (!intents.includes(STEPS[step].intent)) throw refusalResponse(refuse('not_allowed_now').refusal);
  const open = step === 'validation' ? await findOpen(incoming, house, assessment.id) : null;
  return {
    step,
    asks: open?.unanswered === 0 ? 'nothing' : STEPS[step].asks,
    open,
    client: house.client,
    title: assessment.title,
    place: `${house.base}/assessments/${assessment.id}`,
  };
}

async function take(
  incoming: Incoming,
  house: AssessmentHouse,
  step: Step,
  input: { assessmentId: string; reason: string; isConfirmed: boolean },
): Promise<Result<unknown>> {
  const { ports } = incoming.context;
  const { actor, moment } = house.visit;
  switch (step) {
    case 'validation':
      return requestValidation(ports, actor, moment, input);
    case 'evaluation':
      return endValidation(ports, actor, moment, input);
    case 'reopen':
      return reopenAssessment(ports, actor, moment, input);
    case 'withdraw':
      return withdrawAssessment(ports, actor, moment, input);
    case 'submit':
      return submitAssessment(ports, actor, moment, input);
  }
}

export async function action(incoming: ActionFunctionArgs) {
  const step = stepOf(incoming.params['step']);
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const form = await readForm(incoming, StepSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const assessmentId = incoming.params['assessmentId'] ?? '';
  const { reason, confirm } = form.value;
  const result = await take(incoming, house, step, { assessmentId, reason, isConfirmed: confirm === 'yes' });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${house.base}/assessments/${assessmentId}`, w[step].done, {
    isSecure: incoming.context.isSecure,
  });
}

export default function StepPage() {
  const t = useText();
  const { step, asks, open, client, title, place } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const confirm = field('confirm');
  return (
    <>
      {client && <ClientBar client={client} />}
      <NarrowPage title={t(w[step].title)} lead={title}>
        <ErrorSummary refused={answer} labels={{ reason: t(w.reason) }} />
        <PostForm className="sh-card">
          <p style={{ marginTop: 0 }}>{t(w[step].text)}</p>
          {open && open.unanswered > 0 && (
            <p>
              <Sign tone="amber">
                {t({
                  zh: `还有 ${open.unanswered} 条未作答`,
                  en: `${open.unanswered} criteria have no answer`,
                })}
              </Sign>
            </p>
          )}
          {open && open.carriedItemId !== null && (
            <p>
              <Sign tone="amber">
                {t({
                  zh: `还有 ${open.carried} 条沿用待确认`,
                  en: `${open.carried} carried grades to confirm`,
                })}
              </Sign>{' '}
              {t(assessmentWords.carriedFirst)}{' '}
              <Link to={`${place}/items/${encodeURIComponent(open.carriedItemId)}`}>
                {t(assessmentWords.confirmCarried)}
              </Link>
            </p>
          )}
          {asks === 'reason' && (
            <Textarea
              {...field('reason')}
              label={t(w.reason)}
              rows={3}
              maxLength={500}
              required={step === 'reopen'}
              mb="md"
            />
          )}
          {asks === 'confirmation' && (
            <Checkbox
              id={confirm.id}
              name="confirm"
              value="yes"
              defaultChecked={confirm.defaultValue === 'yes'}
              error={confirm.error}
              label={t(w.confirm)}
              mb="md"
            />
          )}
          <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
            <Button type="submit" {...(step === 'withdraw' ? { color: 'red' } : {})}>
              {t(w[step].button)}
            </Button>
            <Link to={place}>{t(assessmentWords.back)}</Link>
          </div>
        </PostForm>
      </NarrowPage>
    </>
  );
}
