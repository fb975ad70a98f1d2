import { Button, Checkbox, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { countSuperseded } from '#db/queries/retention.read.ts';
import { listSettings } from '#db/queries/setting.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { FooterSettingsSchema } from '../../domain/organisation/regulator-house.ts';
import { RetentionFormSchema, retentionMonths } from '../../domain/retention/retention.ts';
import type { Incoming } from '../../http/context.server.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { type Acting, requireOperator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { operatorWords as w } from '../../i18n/operator.ts';
import { saveFooter } from '../../services/operator/save-footer.server.ts';
import { saveRetention } from '../../services/operator/save-retention.server.ts';

export const meta: MetaFunction = () => [{ title: '平台设置 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  const { db, site } = incoming.context.ports;
  const { settings, months, dueCount } = await db.transaction(visit.scope, async (trx) => {
    const stored = await listSettings(trx);
    const kept = retentionMonths(stored.retention_months);
    const due = kept === null ? 0 : await countSuperseded(trx, kept, visit.moment.now);
    return { settings: stored, months: kept, dueCount: due };
  });
  return {
    retentionMonths: months,
    dueCount,
    icpNumber: settings.icp_number ?? site.icpNumber,
    policeNumber: settings.police_number ?? site.policeNumber,
    idleMinutes: site.idleMinutes,
    absoluteMinutes: site.absoluteMinutes,
    mailConfigured: site.mailConfigured,
  };
}

async function setRetention(incoming: Incoming, visit: Acting<'operator'>) {
  const form = await readForm(incoming, RetentionFormSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await saveRetention(incoming.context.ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/operator/settings', w.retentionSaved, { isSecure: incoming.context.isSecure });
}

/** Saves the form that the address names: the retention, or the footer. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireOperator(incoming);
  if (new URL(incoming.request.url).searchParams.get('form') === 'retention') {
    return setRetention(incoming, visit);
  }
  const form = await readForm(incoming, FooterSettingsSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await saveFooter(incoming.context.ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/operator/settings', w.footerSaved, { isSecure: incoming.context.isSecure });
}

type Field = ReturnType<typeof postedFields>;

function Retention({ months, dueCount, field }: { months: number | null; dueCount: number; field: Field }) {
  const t = useText();
  const { defaultValue: confirmed, ...confirm } = field('confirm');
  return (
    <PostForm className="sh-card" action="/operator/settings?form=retention">
      <Title order={2}>
        {t(w.retention)} <LawMark id="cybersecurity-logs" />
      </Title>
      <p>{t(w.retentionLead)}</p>
      <p>{t(w.logLead)}</p>
      <TextInput
        {...field('retentionMonths', months === null ? '' : String(months))}
        label={t(w.retentionMonths)}
        description={t(w.retentionHelp)}
        inputMode="numeric"
        maxLength={3}
        mb="sm"
      />
      <p className="sh-muted">{t(w.retentionErases)}</p>
      <p>
        <strong>{t(months === null ? w.retentionUnset : w.retentionNow(dueCount))}</strong>
      </p>
      <Checkbox
        {...confirm}
        value="yes"
        defaultChecked={confirmed === 'yes'}
        label={t(w.retentionConfirm)}
        mb="md"
      />
      <Button type="submit">{t(w.saveRetention)}</Button>
    </PostForm>
  );
}

export default function Settings() {
  const t = useText();
  const facts = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  const labels = {
    icpNumber: t(w.icp),
    policeNumber: t(w.police),
    retentionMonths: t(w.retentionMonths),
    confirm: t(w.retentionConfirm),
  };
  return (
    <>
      <PageHeader title={t(w.settingsTitle)} />
      <div style={{ display: 'grid', gap: 16, maxWidth: 640 }}>
        <ErrorSummary refused={answer} labels={labels} />
        <PostForm className="sh-card">
          <Title order={2}>{t(w.footer)}</Title>
          <p className="sh-muted">{t(w.footerLead)}</p>
          <TextInput {...field('icpNumber', facts.icpNumber)} label={t(w.icp)} mb="md" />
          <TextInput {...field('policeNumber', facts.policeNumber)} label={t(w.police)} mb="md" />
          <Button type="submit">{t(w.saveFooter)}</Button>
        </PostForm>
        <Retention months={facts.retentionMonths} dueCount={facts.dueCount} field={field} />
        <section className="sh-card">
          <Title order={2}>{t(w.sessions)}</Title>
          <p className="sh-muted">{t(w.sessionsLead)}</p>
          <dl className="sh-facts">
            <dt>{t(w.idle)}</dt>
            <dd>
              {facts.idleMinutes} {t(w.minutes)}
            </dd>
            <dt>{t(w.absolute)}</dt>
            <dd>
              {facts.absoluteMinutes} {t(w.minutes)}
            </dd>
            <dt>{t(w.mail)}</dt>
            <dd>{t(facts.mailConfigured ? w.mailOn : w.mailOff)}</dd>
          </dl>
        </section>
      </div>
    </>
  );
}
