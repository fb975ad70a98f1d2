import { Button, NativeSelect, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { CANCEL_REASONS, CancelChangeSchema } from '../../domain/filing/change-form.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';
import { cancelChange } from '../../services/change/cancel-change.server.ts';
import { loadAmendable } from './amendable.server.ts';
import { requireChangeHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '撤销变更报告 · 数衡 Shuheng' }];

export function loader(incoming: LoaderFunctionArgs) {
  return loadAmendable(incoming, incoming.params.changeId ?? '');
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit } = await requireChangeHouse(incoming);
  const form = await readForm(incoming, CancelChangeSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const id = incoming.params.changeId ?? '';
  const { ports, isSecure } = incoming.context;
  const result = await cancelChange(ports, visit.actor, visit.moment, { ...form.value, id });
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/changes/${id}`, w.cancelledDone, { isSecure });
}

export default function CancelChange() {
  const t = useText();
  const change = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.cancel)}
        lead={
          <>
            {change.enterpriseName} · {t(CHANGE_KINDS[change.kind])} · {t(w.happenedOn)} {change.happenedOn}
          </>
        }
      />
      <ErrorSummary refused={answer} labels={{ reason: t(w.reason), explanation: t(w.explanation) }} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          <strong>{t(w.cancelLead)}</strong> {t(w.cancelWhat)}
        </p>
        <NativeSelect {...field('reason')} label={t(w.reason)} required mb="md">
          <option value="">{t(w.choose)}</option>
          {Object.entries(CANCEL_REASONS).map(([code, name]) => (
            <option key={code} value={code}>
              {t(name)}
            </option>
          ))}
        </NativeSelect>
        <Textarea {...field('explanation')} label={t(w.explanation)} description={t(w.noteHelp)} mb="md" />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit" color="red">
            {t(w.cancel)}
          </Button>
          <Link to={`/changes/${change.id}`}>{t(w.toChange)}</Link>
        </div>
      </PostForm>
    </div>
  );
}
