import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { WORKBOOK_LIMITS } from '../../domain/assessment/questionnaire.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reportWords as w } from '../../i18n/report.ts';
import { previewWorkbook } from '../../services/workbook/preview-workbook.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { loadAssessment } from '../assessment/load-assessment.server.ts';
import { ClientBar } from '../client/client-bar.tsx';

export const meta: MetaFunction = () => [{ title: '离线问卷 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, intents } = await loadAssessment(incoming, house, incoming.params.assessmentId);
  return {
    client: house.client,
    here: `${house.base}/assessments/${assessment.id}`,
    title: assessment.title,
    mayImport: intents.includes('answer'),
  };
}

/** Room for the form around the file, in bytes. */
const FORM_ROOM = 100_000;

/** Reads a filled-in workbook; what it would change is shown on the import's own page. */
export async function action(incoming: ActionFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const announced = Number(incoming.request.headers.get('content-length') ?? '0');
  if (announced > WORKBOOK_LIMITS.bytes + FORM_ROOM) {
    return refused(refuse('too_large', { fields: { file: w.rules } }).refusal);
  }
  const file = (await readPosted(incoming)).get('file');
  if (!(file instanceof File) || file.size === 0) {
    return refused(refuse('invalid', { fields: { file: w.chooseFile } }).refusal);
  }
  const assessmentId = incoming.params.assessmentId ?? '';
  const { visit, base } = house;
  const result = await previewWorkbook(incoming.context.ports, visit.actor, visit.moment, {
    assessmentId,
    fileName: file.name,
    content: Readable.fromWeb(file.stream() as ReadableStream),
  });
  if (!result.ok) return refused(result.refusal);
  return redirect(`${base}/assessments/${assessmentId}/workbook/${result.value.id}`);
}

export default function Workbook() {
  const t = useText();
  const { client, here, title, mayImport } = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData<typeof action>());
  const problem = answer?.refusal.fields.file;
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(w.workbook)}
        lead={title}
        actions={
          <Button component={Link} to={here} variant="default">
            {t(w.back)}
          </Button>
        }
      />
      <div className="sh-form">
        <ErrorSummary refused={answer} labels={{ file: t(w.file) }} />
        <section className="sh-card" style={{ marginBottom: 16 }}>
          <p style={{ marginTop: 0 }}>{t(w.workbookLead)}</p>
          <Button component="a" href={`${here}/workbook.xlsx`} variant={mayImport ? 'default' : 'filled'}>
            {t(w.exportWorkbook)}
          </Button>
        </section>
        {mayImport ? (
          <PostForm encType="multipart/form-data" className="sh-card">
            <h2 className="sh-h2">{t(w.importWorkbook)}</h2>
            <p className="sh-muted">{t(w.rules)}</p>
            <label htmlFor="file" style={{ display: 'block', fontWeight: 500 }}>
              {t(w.file)}
            </label>
            <input
              id="file"
              name="file"
              type="file"
              accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              required
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? 'file-problem' : undefined}
              style={{ margin: '6px 0', maxWidth: '100%' }}
            />
            {problem && (
              <p id="file-problem" style={{ color: '#9b1c1c', margin: '0 0 8px' }}>
                {t(problem)}
              </p>
            )}
            <div style={{ marginTop: 12 }}>
              <Button type="submit">{t(w.check)}</Button>
            </div>
          </PostForm>
        ) : (
          <p className="sh-card sh-muted">{t(w.notOpen)}</p>
        )}
      </div>
    </>
  );
}
