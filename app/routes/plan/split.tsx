import '../../components/list/list.css';
import './plan.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listSplits } from '#db/queries/plan.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { formatAmount, targetText } from '../../domain/target/amount.ts';
import { citiesOf, readSplitForm, splitFields, splitSum, splitTargets } from '../../domain/target/split.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { markOfSplits, saveSplits } from '../../services/plan/save-splits.server.ts';
import { loadOwnPlan } from './load-plan.server.ts';
import { readPostedFields } from './posted-plan.server.ts';
import { shownFields } from './shown-fields.ts';

export const meta: MetaFunction = () => [{ title: '分解到市 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, content } = await loadOwnPlan(incoming, incoming.params);
  const splits = await incoming.context.ports.db.transaction(visit.scope, (trx) => listSplits(trx, plan));
  return {
    planId: plan.id,
    title: content.title,
    isDraft: plan.state === 'draft',
    cities: citiesOf(content.region),
    targets: splitTargets(content).map((target) => ({
      id: target.id,
      indicator: target.indicator,
      goal: targetText(target),
      sum: splitSum(target, splits),
    })),
    initial: { ...splitFields(splits), mark: markOfSplits(splits) },
  };
}

/** Saves the whole matrix. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan, content } = await loadOwnPlan(incoming, incoming.params);
  const values = await readPostedFields(incoming);
  const reading = readSplitForm(values, content);
  if (!reading.ok) return refused(refuse('invalid', { fields: reading.fields }).refusal, values);
  const { isSecure, ports } = incoming.context;
  const result = await saveSplits(ports, visit.actor, visit.moment, {
    planId: plan.id,
    splits: reading.value,
    mark: values.mark ?? '',
  });
  if (result.ok) return redirectWith(`/plans/${plan.id}/split`, w.splitSaved, { isSecure });
  if (result.refusal.code !== 'conflict') return refused(result.refusal, values);
  const now = await ports.db.transaction(visit.scope, (trx) => listSplits(trx, plan));
  return refused(result.refusal, { ...values, mark: markOfSplits(now) });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Matrix({ page, shown }: { page: Page; shown: ReturnType<typeof shownFields> }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table sh-split" data-cards aria-label={t(w.split)}>
        <thead>
          <tr>
            <th scope="col">{t(w.indicator)}</th>
            <th scope="col" className="num">
              {t(w.splitSum)}
            </th>
            {page.cities.map(({ code, name }) => (
              <th key={code} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.targets.map(({ id, indicator, goal, sum }) => (
            <tr key={id}>
              <th scope="row">
                {id} {t(indicator)}
                <div className="sh-muted">
                  {t(w.target)} {t(goal)}
                </div>
              </th>
              <td className="num" data-label={t(w.splitSum)}>
                {formatAmount(sum.sum)}
                <div
                  className={
                    sum.difference === 0 || sum.difference === null ? 'sh-muted' : 'sh-split-differs'
                  }
                >
                  {t(sum.text)}
                </div>
              </td>
              {page.cities.map(({ code, name }) => {
                const { error, ...field } = shown.field(`${id}.${code}`);
                return (
                  <td key={code} data-label={t(name)}>
                    <input
                      {...field}
                      inputMode="decimal"
                      size={6}
                      aria-label={`${id} ${t(name)}`}
                      aria-invalid={error ? true : undefined}
                      aria-describedby={error ? `${field.id}-wrong` : undefined}
                    />
                    {error && (
                      <div id={`${field.id}-wrong`} className="sh-split-wrong">
                        {error}
                      </div>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function SplitPlan() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const cityOf = (name: string) => {
    const [id = '', code = ''] = name.split('.');
    const city = page.cities.find((one) => one.code === code);
    return city ? `${id} ${t(city.name)}` : name;
  };
  const answer = useActionData<typeof action>();
  const shown = shownFields(page.initial, answer, t, cityOf);
  const back = <Link to={`/plans/${page.planId}`}>{t(w.backToPlan)}</Link>;
  const lacking = page.cities.length === 0 ? w.noCities : w.nothingToSplit;
  const cannot = page.isDraft ? w.splitLater : lacking;
  return (
    <>
      <PageHeader
        title={t(w.split)}
        lead={
          <>
            {t(page.title)} · {back}
          </>
        }
      />
      {page.isDraft || page.cities.length === 0 || page.targets.length === 0 ? (
        <EmptyState title={t(cannot)} action={back} />
      ) : (
        <>
          <ErrorSummary refused={refusedIn(answer)} labels={{ ...shown.labels }} />
          <PostForm key={page.initial.mark}>
            <input type="hidden" name="mark" value={shown.fields.mark ?? ''} />
            <p className="sh-muted">{t(w.splitNote)}</p>
            <Matrix page={page} shown={shown} />
            <div className="sh-batch" style={{ marginTop: 12 }}>
              <Button type="submit">{t(w.saveSplit)}</Button>
            </div>
          </PostForm>
        </>
      )}
    </>
  );
}
