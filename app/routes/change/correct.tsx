import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { CorrectChangeSchema, CORRECTION_REASONS } from '../../domain/filing/change-form.ts';
import { CHANGE_KINDS } from '../../domain/filing/option.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { useText } from '../../i18n/language.tsx';
import { correctChange } from '../../services/change/correct-change.server.ts';
import { loadAmendable } from './amendable.server.ts';
import { requireChangeHouse } from './house.server.ts';

export const meta: MetaFunction = () => [{ title: '更正变更日期 · 数衡 Shuheng' }];

export function loader(incoming: LoaderFunctionArgs) {
  return loadAmendable(incoming, incoming.params.changeId ?? '');
}

export async function action(incoming: ActionFunctionArgs) {
  const { visit } = await requireChangeHouse(incoming);
  const form = await readForm(incoming, CorrectChangeSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const id = incoming.params.changeId ?? '';
  const { ports, isSecure } = incoming.context;
  const calendar = await incoming.context.calendar();
  const result = await correctChange(ports, visit.actor, visit.moment, { ...form.value, id }, calendar);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`/changes/${id}`, w.corrected, { isSecure });
}

export default function CorrectChange() {
  const t = useText();
  const change = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const labels = {
    happenedOn: t(w.happenedOn),
    decidedOn: t(w.decidedOn),
    reason: t(w.reason),
    explanation: t(w.explanation),
  };
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.correct)}
        lead={
          <>
            {change.enterpriseName} · {t(CHANGE_KINDS[change.kind])} · {t(w.due)} {change.dueOn}{' '}
            <LawMark id="guideline-refiling" />
          </>
        }
      />
      <ErrorSummary refused={answer} labels={labels} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>{t(w.correctLead)}</p>
        <TextInput
          {...field('happenedOn', change.happenedOn)}
          type="date"
          label={t(w.happenedOn)}
          description={t(w.happenedHelp)}
          required
          mb="md"
        />
        <TextInput
          {...field('decidedOn', change.decidedOn ?? '')}
          type="date"
          label={t(w.decidedOn)}
          description={t(w.decidedHelp)}
          mb="md"
        />
        <NativeSelect {...field('reason')} label={t(w.reason)} required mb="md">
          <option value="">{t(w.choose)}</option>
          {Object.entries(CORRECTION_REASONS).map(([code, name]) => (
            <option key={code} value={code}>
              {t(name)}
            </option>
          ))}
        </NativeSelect>
        <Textarea {...field('explanation')} label={t(w.explanation)} description={t(w.noteHelp)} mb="md" />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit">{t(w.correct)}</Button>
          <Link to={`/changes/${change.id}`}>{t(w.toChange)}</Link>
        </div>
      </PostForm>
    </div>
  );
}
