import '../../components/list/list.css';
import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { JudgingFormSchema, markOfJudging, percentText } from '../../domain/target/judging.ts';
import { fieldWords, plainWords } from '../../http/form.server.ts';
import { redirectAfter, redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { openPlanToPublic } from '../../services/plan/open-plan-to-public.server.ts';
import { saveJudging } from '../../services/plan/save-judging.server.ts';
import { loadOwnPlan } from './load-plan.server.ts';
import { PlanSigns } from './plan-sign.tsx';
import { readPostedFields } from './posted-plan.server.ts';

export const meta: MetaFunction = () => [{ title: '计划设置 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { plan, content } = await loadOwnPlan(incoming, incoming.params);
  const { tolerance, behindBelow, farBehindBelow } = plan.judging;
  return {
    plan,
    title: content.title,
    initial: {
      tolerance: percentText(tolerance),
      behindBelow: percentText(behindBelow),
      farBehindBelow: percentText(farBehindBelow),
      mark: markOfJudging(plan.judging),
    },
  };
}

/** Saves the thresholds, or (with `reach`) opens the plan to everyone or keeps it inside. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan } = await loadOwnPlan(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  const { isSecure, ports } = incoming.context;
  const here = `/plans/${plan.id}/settings`;
  if (values.reach !== undefined) {
    const isPublic = values.reach === 'public';
    const result = await openPlanToPublic(ports, visit.actor, visit.moment, { planId: plan.id, isPublic });
    return redirectAfter(here, result, isPublic ? w.opened : w.closed, { isSecure });
  }
  const form = JudgingFormSchema.safeParse(values, { error: plainWords });
  if (!form.success) return refused(refuse('invalid', { fields: fieldWords(form.error) }).refusal, values);
  const input = { planId: plan.id, judging: form.data, mark: values.mark ?? '' };
  const result = await saveJudging(ports, visit.actor, visit.moment, input);
  if (result.ok) return redirectWith(here, w.judgingSaved, { isSecure });
  if (result.refusal.code !== 'conflict') return refused(result.refusal, values);
  // What stands now is in the words; saving again puts what was typed in its place.
  const { plan: now } = await loadOwnPlan(incoming, incoming.params);
  return refused(result.refusal, { ...values, mark: markOfJudging(now.judging) });
}

function Reach({ plan }: { plan: ReturnType<typeof useLoaderData<typeof loader>>['plan'] }) {
  const t = useText();
  return (
    <>
      <h2 className="sh-h2">{t(w.reach)}</h2>
      <div className="sh-card">
        <p style={{ marginTop: 0 }}>{t(plan.isPublic ? w.reachPublic : w.reachInside)}</p>
        {plan.isPublic && (
          <p>
            <Link to={`/open/plans/${plan.id}`}>{t(w.openPublicPage)}</Link>
          </p>
        )}
        {plan.state === 'published' ? (
          <div className="sh-batch" style={{ gap: 16 }}>
            <PostForm>
              <Button
                type="submit"
                name="reach"
                value={plan.isPublic ? 'inside' : 'public'}
                variant="default"
              >
                {t(plan.isPublic ? w.close : w.open)}
              </Button>
            </PostForm>
            <Button component={Link} to={`/plans/${plan.id}/withdraw`} variant="subtle" color="red">
              {t(w.withdraw)}
            </Button>
          </div>
        ) : (
          <p className="sh-muted">{t(plan.state === 'draft' ? w.reachDraft : w.reachWithdrawn)}</p>
        )}
      </div>
    </>
  );
}

export default function PlanSettings() {
  const t = useText();
  const { plan, title, initial } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData<typeof action>());
  const field = postedFields(answer, t);
  const percent = { inputMode: 'decimal' as const, required: true, mb: 'md' as const, maw: 360 };
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.settings)}
        signs={<PlanSigns plan={plan} />}
        lead={
          <>
            {t(title)} · <Link to={`/plans/${plan.id}`}>{t(w.backToPlan)}</Link>
          </>
        }
      />
      <ErrorSummary
        refused={answer}
        labels={{
          tolerance: t(w.tolerance),
          behindBelow: t(w.behindBelow),
          farBehindBelow: t(w.farBehindBelow),
        }}
      />
      <h2 className="sh-h2">
        {t(w.judging)} <Tag>{t(w.convention)}</Tag>
      </h2>
      <PostForm className="sh-card">
        <p className="sh-muted" style={{ marginTop: 0 }}>
          {t(w.judgingNote)}
        </p>
        <input type="hidden" name="mark" value={answer?.values.mark ?? initial.mark} />
        <TextInput
          {...field('tolerance', initial.tolerance)}
          {...percent}
          label={t(w.tolerance)}
          description={t(w.toleranceHelp)}
        />
        <TextInput
          {...field('behindBelow', initial.behindBelow)}
          {...percent}
          label={t(w.behindBelow)}
          description={t(w.behindHelp)}
        />
        <TextInput
          {...field('farBehindBelow', initial.farBehindBelow)}
          {...percent}
          label={t(w.farBehindBelow)}
          description={t(w.farBehindHelp)}
        />
        <Button type="submit">{t(w.saveJudging)}</Button>
      </PostForm>
      <Reach plan={plan} />
    </div>
  );
}
