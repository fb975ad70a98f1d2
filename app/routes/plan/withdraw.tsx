import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { withdrawPlan } from '../../services/plan/withdraw-plan.server.ts';
import { loadOwnPlan } from './load-plan.server.ts';

export const meta: MetaFunction = () => [{ title: '撤下计划 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { plan, content } = await loadOwnPlan(incoming, incoming.params);
  if (plan.state !== 'published') throw refusalResponse(refuse('not_allowed_now').refusal);
  return { planId: plan.id, title: content.title };
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan } = await loadOwnPlan(incoming, incoming.params);
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await withdrawPlan(ports, visit.actor, visit.moment, { planId: plan.id });
  if (!result.ok) return refused(result.refusal);
  return redirectWith('/plans', w.withdrawn, { isSecure });
}

export default function WithdrawPlan() {
  const t = useText();
  const { planId, title } = useLoaderData<typeof loader>();
  return (
    <NarrowPage title={t(w.withdrawTitle)}>
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{t(title)}</strong>
        </p>
        <p className="sh-muted">{t(w.withdrawNote)}</p>
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red">
            {t(w.withdraw)}
          </Button>
          <Link to={`/plans/${planId}/settings`}>{t(w.backToSettings)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
