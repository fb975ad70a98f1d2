import { Button, Checkbox, Textarea } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { LOGO_MAX_BYTES } from '../../domain/assessment/report-logo.ts';
import { ReportStyleSchema } from '../../domain/assessment/report-style.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { fieldWords, plainWords, readPosted, textEntries } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireConsultancy } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reportWords as w } from '../../i18n/report.ts';
import { saveReportStyle } from '../../services/report/save-report-style.server.ts';

export const meta: MetaFunction = () => [{ title: '报告样式 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireConsultancy(incoming);
  const style = await incoming.context.ports.db.transaction(scope, (trx) =>
    getReportStyle(trx, scope.organisationId),
  );
  return { opening: style?.opening ?? '', hasLogo: style?.logoKey != null };
}

/** Room for the form around the picture, in bytes. */
const FORM_ROOM = 100_000;

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireConsultancy(incoming);
  const announced = Number(incoming.request.headers.get('content-length') ?? '0');
  if (announced > LOGO_MAX_BYTES + FORM_ROOM) {
    return refused(refuse('too_large', { fields: { logo: w.logoHelp } }).refusal);
  }
  const form = await readPosted(incoming);
  const values = Object.fromEntries(textEntries(form));
  const parsed = ReportStyleSchema.safeParse(values, { error: plainWords });
  if (!parsed.success) {
    return refused(refuse('invalid', { fields: fieldWords(parsed.error) }).refusal, values);
  }
  const file = form.get('logo');
  const logo = file instanceof File && file.size > 0 ? Buffer.from(await file.arrayBuffer()) : null;
  const result = await saveReportStyle(incoming.context.ports, visit.actor, visit.moment, {
    ...parsed.data,
    logo,
  });
  if (!result.ok) return refused(result.refusal, values);
  return redirectWith('/report-style', w.saved, { isSecure: incoming.context.isSecure });
}

export default function ReportStyle() {
  const t = useText();
  const { opening, hasLogo } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData<typeof action>());
  const field = postedFields(answer, t);
  const problem = answer?.refusal.fields.logo;
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.styleTitle)}
        lead={t(w.styleLead)}
        actions={
          <Button component="a" href="/report-style/preview" variant="default">
            {t(w.preview)}
          </Button>
        }
      />
      <ErrorSummary refused={answer} labels={{ opening: t(w.opening), logo: t(w.logo) }} />
      <PostForm encType="multipart/form-data" className="sh-card">
        <Textarea
          {...field('opening', opening)}
          label={t(w.opening)}
          description={t(w.openingHelp)}
          rows={6}
          mb="md"
        />
        <label htmlFor="logo" style={{ display: 'block', fontWeight: 500 }}>
          {t(w.logo)}
        </label>
        <p id="logo-help" className="sh-muted" style={{ margin: '2px 0' }}>
          {t(w.logoHelp)} {hasLogo && t(w.hasLogo)}
        </p>
        <input
          id="logo"
          name="logo"
          type="file"
          accept="image/png,image/jpeg"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'logo-help logo-problem' : 'logo-help'}
          style={{ margin: '6px 0', maxWidth: '100%' }}
        />
        {problem && (
          <p id="logo-problem" style={{ color: '#9b1c1c', margin: '0 0 8px' }}>
            {t(problem)}
          </p>
        )}
        {hasLogo && <Checkbox name="removeLogo" value="yes" label={t(w.removeLogo)} mt="xs" />}
        <div style={{ marginTop: 16 }}>
          <Button type="submit">{t(w.save)}</Button>
        </div>
      </PostForm>
    </div>
  );
}
