import { Button, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listSettings } from '#db/queries/setting.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { FooterSettingsSchema } from '../../domain/organisation/regulator-house.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { operatorWords as w } from '../../i18n/operator.ts';
import { saveFooter } from '../../services/operator/save-footer.server.ts';

export const meta: MetaFunction = () => [{ title: '平台设置 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  const { db, site } = incoming.context.ports;
  const settings = await db.transaction(visit.scope, (trx) => listSettings(trx));
  return {
    icpNumber: settings.icp_number ?? site.icpNumber,
    policeNumber: settings.police_number ?? site.policeNumber,
    idleMinutes: site.idleMinutes,
    absoluteMinutes: site.absoluteMinutes,
    mailConfigured: site.mailConfigured,
  };
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireOperator(incoming);
  const form = await readForm(incoming, FooterSettingsSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const result = await saveFooter(incoming.context.ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith('/operator/settings', w.footerSaved, { isSecure: incoming.context.isSecure });
}

export default function Settings() {
  const t = useText();
  const facts = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData());
  const field = postedFields(answer, t);
  return (
    <>
      <PageHeader title={t(w.settingsTitle)} />
      <div style={{ display: 'grid', gap: 16, maxWidth: 640 }}>
        <ErrorSummary refused={answer} labels={{ icpNumber: t(w.icp), policeNumber: t(w.police) }} />
        <PostForm className="sh-card">
          <Title order={2}>{t(w.footer)}</Title>
          <p className="sh-muted">{t(w.footerLead)}</p>
          <TextInput {...field('icpNumber', facts.icpNumber)} label={t(w.icp)} mb="md" />
          <TextInput {...field('policeNumber', facts.policeNumber)} label={t(w.police)} mb="md" />
          <Button type="submit">{t(w.saveFooter)}</Button>
        </PostForm>
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
