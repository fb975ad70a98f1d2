import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import {
  IMPORT_LIMITS,
  REQUIRED_COLUMNS,
  ROSTER_COLUMNS,
  type RosterColumn,
} from '../../domain/roster/roster-row.ts';
import { words } from '../../domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import { previewRoster } from '../../services/roster/preview-roster.server.ts';

export const meta: MetaFunction = () => [{ title: '导入持证企业名录 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireRegulator(incoming, 'importRoster');
  return null;
}

/** Room for the form around the file, in bytes. */
const FORM_ROOM = 100_000;

/** Reads and checks a roster; what it found is shown on the import's own page. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'importRoster');
  const announced = Number(incoming.request.headers.get('content-length') ?? '0');
  if (announced > IMPORT_LIMITS.bytes + FORM_ROOM) {
    const tooLarge = words(
      '文件超过 5 MB，请分批导入。',
      'The file is larger than 5 MB; import it in parts.',
    );
    return refused(refuse('too_large', { words: tooLarge, fields: { file: tooLarge } }).refusal);
  }
  const file = (await readPosted(incoming)).get('file');
  if (!(file instanceof File) || file.size === 0) {
    return refused(refuse('invalid', { fields: { file: w.chooseFile } }).refusal);
  }
  const content = Readable.fromWeb(file.stream() as ReadableStream);
  const result = await previewRoster(incoming.context.ports, visit.actor, visit.moment, {
    fileName: file.name,
    content,
  });
  if (!result.ok) return refused(result.refusal);
  return redirect(`/roster/imports/${result.value.id}`);
}

export default function Import() {
  const t = useText();
  const refusal = refusedIn(useActionData<typeof action>());
  const problem = refusal?.refusal.fields.file;
  const columns = Object.entries(ROSTER_COLUMNS) as [RosterColumn, string][];
  return (
    <div className="sh-form">
      <PageHeader
        title={t(w.importTitle)}
        lead={t(w.importLead)}
        actions={
          <Button component="a" href="/roster/template" variant="default">
            {t(w.template)}
          </Button>
        }
      />
      <ErrorSummary refused={refusal} labels={{ file: t(w.file) }} />
      <PostForm encType="multipart/form-data" className="sh-card">
        <p style={{ marginTop: 0 }}>
          {t(w.columns)}：
          {columns.map(([column, header], index) => (
            <span key={column}>
              {index > 0 && '、'}
              {header}
              {REQUIRED_COLUMNS.includes(column) && <span className="sh-muted">（{t(w.required)}）</span>}
            </span>
          ))}
        </p>
        <p className="sh-muted">{t(w.mergeNote)}</p>
        <label htmlFor="file" style={{ display: 'block', fontWeight: 500 }}>
          {t(w.file)}
        </label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        <div className="sh-batch" style={{ marginTop: 12 }}>
          <Button type="submit">{t(w.check)}</Button>
          <Button component={Link} to="/roster" variant="subtle">
            {t(w.back)}
          </Button>
        </div>
      </PostForm>
    </div>
  );
}
