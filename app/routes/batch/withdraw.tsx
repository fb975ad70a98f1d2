import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { WithdrawBatchSchema } from '../../domain/target/batch.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { useText } from '../../i18n/language.tsx';
import { withdrawBatch } from '../../services/batch/withdraw-batch.server.ts';
import { batchKeyOf, batchPath, loadBatchFor } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '撤回报送 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { batch } = await loadBatchFor(incoming, 'withdraw');
  return { title: batch.title, back: batchPath(batch) };
}

/** 撤回报送. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const form = await readForm(incoming, WithdrawBatchSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const batch = batchKeyOf(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await withdrawBatch(ports, visit.actor, visit.moment, { ...form.value, batch });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(batchPath(batch), w.withdrawn, { isSecure });
}

export default function WithdrawPage() {
  const t = useText();
  const { title, back } = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  return (
    <NarrowPage title={t(w.withdrawTitle)} lead={title}>
      <ErrorSummary refused={refusal} labels={{ reason: t(w.reason) }} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.withdrawLead)}</p>
        <TextInput
          {...postedFields(refusal, t)('reason')}
          label={t(w.reason)}
          maxLength={500}
          required
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit" color="red.9">
            {t(w.withdrawAction)}
          </Button>
          <Link to={back}>{t(w.backToBatch)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
