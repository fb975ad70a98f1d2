import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { NATION, REGION_CHOICES, regionContains, regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPlanForm } from '../../domain/target/plan-form.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planFormWords as f } from '../../i18n/plan-form.ts';
import { planWords as w } from '../../i18n/plan.ts';
import { createPlan } from '../../services/plan/create-plan.server.ts';
import { PlanInputs, planLabel } from './plan-inputs.tsx';
import { moreRows, readPostedFields } from './posted-plan.server.ts';
import { shownFields } from './shown-fields.ts';

export const meta: MetaFunction = () => [{ title: '新建计划 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'managePlans');
  const inside = REGION_CHOICES.filter(
    ({ code }) => code !== scope.regionCode && regionContains(scope.regionCode, code),
  );
  const own = { code: scope.regionCode, name: regionName(scope.regionCode) };
  return {
    // A national house has every region inside; those of provinces are enough.
    regions: [own, ...inside.filter(({ code }) => scope.regionCode !== NATION || code.endsWith('0000'))],
    initial: { region: scope.regionCode, 'parts.0.id': 'p1' },
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'managePlans');
  const values = await readPostedFields(incoming);
  if (values.more === 'yes') return moreRows(values);
  const reading = readPlanForm(values, null);
  if (!reading.ok) return refused(refuse('invalid', { fields: reading.fields }).refusal, values);
  const { isSecure, ports } = incoming.context;
  const result = await createPlan(ports, visit.actor, visit.moment, { content: reading.value });
  if (!result.ok) return refused(result.refusal, values);
  return redirectWith(`/plans/${result.value.id}/edit`, f.created, { isSecure });
}

export default function NewPlan() {
  const t = useText();
  const { initial, regions } = useLoaderData<typeof loader>();
  const shown = shownFields(initial, useActionData<typeof action>(), t, planLabel);
  return (
    <>
      <PageHeader title={t(f.newTitle)} lead={t(f.newLead)} />
      <ErrorSummary refused={shown.refused} labels={{ ...shown.labels }} />
      <PostForm>
        <PlanInputs
          field={shown.field}
          fields={shown.fields}
          regions={regions.map(({ code, name }) => ({ value: code, label: t(name) }))}
        />
        <div className="sh-batch" style={{ gap: 16 }}>
          <Button type="submit">{t(f.save)}</Button>
          <Button type="submit" name="more" value="yes" variant="default">
            {t(f.moreRows)}
          </Button>
          <Link to="/plans">{t(w.back)}</Link>
        </div>
      </PostForm>
    </>
  );
}
