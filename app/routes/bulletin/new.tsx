import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { beginSchema, endedPeriods, periodName, periodOf } from '../../domain/bulletin/period.ts';
import type { Words } from '../../domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { useText } from '../../i18n/language.tsx';
import { createBulletin } from '../../services/bulletin/create-bulletin.server.ts';
import { requireFilingOffice } from './load-bulletin.server.ts';

export const meta: MetaFunction = () => [{ title: '编制通报 · 数衡 Shuheng' }];

const namesOf = (codes: readonly string[]): { code: string; name: Words }[] =>
  codes.flatMap((code) => {
    const period = periodOf(code);
    return period ? [{ code, name: periodName(period) }] : [];
  });

export async function loader(incoming: LoaderFunctionArgs) {
  const { moment } = await requireFilingOffice(incoming, 'writeBulletin');
  const { months, quarters, years } = endedPeriods(moment.today);
  return {
    today: moment.today,
    months: namesOf(months),
    quarters: namesOf(quarters),
    years: namesOf(years),
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const { actor, moment } = await requireFilingOffice(incoming, 'writeBulletin');
  const reading = await readForm(incoming, beginSchema(moment.today));
  if (!reading.ok) return refused(reading.refusal, reading.values);
  const { isSecure, ports } = incoming.context;
  const result = await onceOnly(incoming, reading.value, () =>
    createBulletin(ports, actor, moment, reading.value),
  );
  if (!result.ok) return refused(result.refusal, reading.values);
  return redirectWith(`/bulletins/${result.value.id}`, w.created, { isSecure });
}

export default function NewBulletin() {
  const t = useText();
  const { today, months, quarters, years } = useLoaderData<typeof loader>();
  const wrong = refusedIn(useActionData<typeof action>());
  const field = postedFields(wrong, t);
  const group = (label: Words, periods: typeof months) => ({
    group: t(label),
    items: periods.map(({ code, name }) => ({ value: code, label: t(name) })),
  });
  return (
    <NarrowPage title={t(w.newTitle)} lead={t(w.newLead)}>
      <ErrorSummary
        refused={wrong}
        labels={{ period: t(w.period), from: t(w.from), until: t(w.until), title: t(w.name) }}
      />
      <PostForm className="sh-card">
        <NativeSelect
          {...field('period')}
          label={t(w.period)}
          required
          data={[
            { value: '', label: t(w.choose) },
            group(w.months, months),
            group(w.quarters, quarters),
            group(w.years, years),
            { group: t(w.other), items: [{ value: 'custom', label: t(w.custom) }] },
          ]}
          mb="md"
        />
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
          <TextInput
            {...field('from')}
            type="date"
            max={today}
            label={t(w.from)}
            description={t(w.customHelp)}
          />
          <TextInput
            {...field('until')}
            type="date"
            max={today}
            label={t(w.until)}
            description={t(w.customHelp)}
          />
        </div>
        <TextInput
          {...field('title')}
          label={t(w.name)}
          description={t(w.titleHelp)}
          maxLength={80}
          mt="md"
          mb="md"
        />
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button type="submit">{t(w.create)}</Button>
          <Link to="/bulletins">{t(w.back)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
