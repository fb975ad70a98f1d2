import '../../components/list/list.css';
import { Button, NativeSelect, Textarea, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listBatches } from '#db/queries/batch.read.ts';
import { listPlans } from '#db/queries/plan.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { regionContains } from '../../domain/organisation/region.ts';
import { NewBatchSchema } from '../../domain/target/batch.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import { openBatch } from '../../services/batch/open-batch.server.ts';
import { batchPath } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '新建报送批次 · 数衡 Shuheng' }];

/** Where the visitor comes from: a plan, a target of it, or an entry to correct or remove. */
const Search = z.object({
  plan: z.string().max(36).catch(''),
  target: z.string().max(20).catch(''),
  entry: z.string().max(36).catch(''),
  action: z.enum(['correct', 'remove', '']).catch(''),
});

/** The form of the line that the visitor came for; null when he came for none. */
function lineSearch({ target, entry, action }: z.infer<typeof Search>): string | null {
  if (entry !== '' && action !== '') return `?${new URLSearchParams({ entry, action }).toString()}`;
  return target === '' ? null : `?${new URLSearchParams({ target }).toString()}`;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'enterRecords');
  const search = readSearch(incoming.request, Search);
  const { plans, drafts } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    plans: await listPlans(trx, scope),
    drafts: await listBatches(trx, scope, 'working', null, 200),
  }));
  const line = lineSearch(search);
  return {
    plan: search.plan,
    isChange: search.entry !== '',
    plans: plans
      .filter(({ versionNo, withdrawnAt }) => versionNo !== null && withdrawnAt === null)
      .filter(
        ({ regionCode }) =>
          regionContains(regionCode, scope.regionCode) || regionContains(scope.regionCode, regionCode),
      )
      .map(({ id, titleZh, titleEn, houseName }) => ({ id, title: { zh: titleZh, en: titleEn }, houseName })),
    drafts: drafts.rows
      .filter(({ planId, channel }) => planId === search.plan && channel === 'form')
      .map((batch) => ({
        id: batch.id,
        title: batch.title,
        count: batch.lineCount,
        to: line === null ? batchPath(batch) : `${batchPath(batch)}/lines/new${line}`,
      })),
  };
}

/** Opens a batch, and leads on to the line that it was opened for. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const line = lineSearch(readSearch(incoming.request, Search));
  const form = await readForm(incoming, NewBatchSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const result = await onceOnly(incoming, form.value, () =>
    openBatch(ports, visit.actor, visit.moment, form.value),
  );
  if (!result.ok) return refused(result.refusal, form.values);
  const at = batchPath(result.value);
  return redirectWith(line === null ? at : `${at}/lines/new${line}`, w.opened, { isSecure });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Drafts({ page }: { page: Page }) {
  const t = useText();
  if (page.drafts.length === 0) return null;
  return (
    <section className="sh-card" style={{ marginBottom: 16 }}>
      <Title order={2} size="h4">
        {t(w.useDraft)}
      </Title>
      <ul>
        {page.drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={draft.to}>{draft.title}</Link>{' '}
            <span className="sh-muted">
              {t(w.lines)} {draft.count}
            </span>
          </li>
        ))}
      </ul>
      <p className="sh-muted" style={{ marginBottom: 0 }}>
        {t(w.orNew)}
      </p>
    </section>
  );
}

export default function NewBatchPage() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const field = postedFields(refusal, t);
  if (page.plans.length === 0) {
    return (
      <EmptyState title={t(w.noPlans)} isPage>
        <p>{t(w.noPlansText)}</p>
      </EmptyState>
    );
  }
  return (
    <NarrowPage title={t(w.newTitle)} lead={t(page.isChange ? w.forChange : w.newLead)}>
      <ErrorSummary refused={refusal} labels={{ plan: t(w.plan), title: t(w.name), note: t(w.note) }} />
      <Drafts page={page} />
      <PostForm className="sh-card">
        <NativeSelect
          {...field('plan', page.plan)}
          label={t(w.plan)}
          required
          mb="md"
          data={[
            { value: '', label: '–' },
            ...page.plans.map(({ id, title, houseName }) => ({
              value: id,
              label: `${t(title)}（${houseName}）`,
            })),
          ]}
        />
        <TextInput {...field('title')} label={t(w.name)} description={t(w.nameHelp)} maxLength={80} mb="md" />
        <Textarea {...field('note')} label={t(w.note)} rows={2} maxLength={500} mb="md" />
        <Button type="submit">{t(w.create)}</Button>
      </PostForm>
    </NarrowPage>
  );
}
