import { Button, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { OrderSchema } from '#app/domain/assessment/start.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { assessmentWords, maturityWords as w } from '../../i18n/assessment.ts';
import { useText } from '../../i18n/language.tsx';
import { orderAssessment } from '../../services/assessment/order-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '新增双评估部署 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'orderAssessment');
  const uscc = new URL(incoming.request.url).searchParams.get('uscc') ?? '';
  return { today: visit.moment.today, uscc };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'orderAssessment');
  const form = await readForm(incoming, OrderSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await onceOnly(incoming, form.value, () =>
    orderAssessment(incoming.context.ports, visit.actor, visit.moment, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/maturity/orders', w.ordered, { isSecure: incoming.context.isSecure });
}

export default function NewOrder() {
  const t = useText();
  const { today, uscc } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <NarrowPage title={t(w.newOrder)} lead={t(w.ordersLead)}>
      <ErrorSummary
        refused={answer}
        labels={{ uscc: t(w.uscc), basis: t(assessmentWords.basis), dueOn: t(assessmentWords.due) }}
      />
      <PostForm className="sh-card">
        <TextInput {...field('uscc', uscc)} label={t(w.uscc)} required mb="md" autoComplete="off" />
        <Textarea
          {...field('basis')}
          label={t(assessmentWords.basis)}
          description={t(w.basisHelp)}
          rows={3}
          maxLength={500}
          required
          mb="md"
        />
        <TextInput
          {...field('dueOn')}
          type="date"
          min={today}
          label={t(assessmentWords.due)}
          mb="md"
          style={{ maxWidth: 240 }}
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.orderSubmit)}</Button>
          <Link to="/maturity/orders">{t(w.back)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
