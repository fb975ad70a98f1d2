import { Button, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { EndSchema } from '../../domain/designation/designation.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { designationWords as w } from '../../i18n/designation.ts';
import { useText } from '../../i18n/language.tsx';
import { endDesignation } from '../../services/designation/end-designation.server.ts';
import { designationKey, loadDesignation } from './load-designation.server.ts';

export const meta: MetaFunction = () => [{ title: '终止称号 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, designation } = await loadDesignation(incoming);
  const { enterpriseName: name, kind, sinceOn } = designation;
  return { name, kind, sinceOn, today: visit.moment.today };
}

/** 终止称号. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'designate');
  const form = await readForm(incoming, EndSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const result = await endDesignation(ports, visit.actor, visit.moment, {
    key: designationKey(incoming),
    endedOn: form.value.endedOn,
  });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/designations', w.ended(result.value.name), { isSecure });
}

export default function EndDesignation() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const field = postedFields(refusal, t);
  return (
    <NarrowPage title={t(w.endTitle)} lead={`${page.name} · ${t(DESIGNATIONS[page.kind])}`}>
      <ErrorSummary refused={refusal} labels={{ endedOn: t(w.endedOn) }} />
      <PostForm className="sh-card">
        <p style={{ marginTop: 0 }}>
          {t(w.sinceOn)} {page.sinceOn}。{t(w.endLead)}
        </p>
        <TextInput
          {...field('endedOn')}
          type="date"
          min={page.sinceOn}
          max={page.today}
          label={t(w.endedOn)}
          required
          mb="md"
        />
        <Button type="submit">{t(w.end)}</Button>
      </PostForm>
      <p>
        <Link to="/designations">{t(w.back)}</Link>
      </p>
    </NarrowPage>
  );
}
