import '../../components/list/list.css';
import { Button, TextInput } from '@mantine/core';
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { postedFields } from '../../components/form/posted-field.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { refuse, type Refusal } from '../../domain/refusal/refusal.ts';
import { words } from '../../domain/words.ts';
import { readPosted, textEntries } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import { importModel } from '../../services/model/import-model.server.ts';
import { MODEL_FILE_BYTES, type ModelProblem } from '../../services/model/read-model-file.step.server.ts';

export const meta: MetaFunction = () => [{ title: '导入模型 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireHouse(incoming, 'edit');
  return null;
}

/** Room for the form around the file, in bytes. */
const FORM_ROOM = 100_000;
/** What a person mends at once; the rest shows when the file comes again. */
const MOST_SHOWN = 100;

function answer(
  refusal: Refusal,
  values: Readonly<Record<string, string>>,
  problems: readonly ModelProblem[] = [],
) {
  const { data: body, init } = refused(refusal, values);
  return data(
    { ...body, problems: problems.slice(0, MOST_SHOWN), hidden: Math.max(0, problems.length - MOST_SHOWN) },
    init ?? {},
  );
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'edit');
  const announced = Number(incoming.request.headers.get('content-length') ?? '0');
  if (announced > MODEL_FILE_BYTES + FORM_ROOM) {
    return answer(refuse('too_large', { words: w.tooLarge, fields: { file: w.tooLarge } }).refusal, {});
  }
  const form = await readPosted(incoming);
  const values = Object.fromEntries(textEntries(form));
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) {
    return answer(refuse('invalid', { fields: { file: w.chooseFile } }).refusal, values);
  }
  const result = await importModel(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    fileName: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    facts: {
      key: values.key ?? '',
      title: words(values.titleZh ?? '', values.titleEn ?? ''),
      source: values.source ?? '',
    },
  });
  if (!result.ok) return answer(result.refusal, values, result.problems);
  return redirectWith(`/models/own:${result.value.id}`, w.imported, { isSecure: incoming.context.isSecure });
}

export default function ImportModel() {
  const t = useText();
  const answered = useActionData<typeof action>();
  const refusal = refusedIn(answered);
  const field = postedFields(refusal, t);
  const problem = refusal?.refusal.fields.file;
  return (
    <div className="sh-form" style={{ margin: '0 auto' }}>
      <PageHeader
        title={t(w.import)}
        lead={t(w.importLead)}
        actions={
          <>
            <Button component="a" href="/models/template" variant="default">
              {t(w.templateXlsx)}
            </Button>
            <Button component="a" href="/models/template?format=yaml" variant="default">
              {t(w.templateYaml)}
            </Button>
          </>
        }
      />
      <ErrorSummary refused={refusal} labels={{ file: t(w.file) }} />
      {answered && answered.problems.length > 0 && (
        <Problems problems={answered.problems} hidden={answered.hidden} />
      )}
      <PostForm encType="multipart/form-data" className="sh-card">
        <label htmlFor="file" style={{ display: 'block', fontWeight: 500 }}>
          {t(w.file)}
        </label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".yaml,.yml,.xlsx,application/yaml,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        <fieldset style={{ border: 0, padding: 0, margin: '12px 0', display: 'grid', gap: 12 }}>
          <legend className="sh-muted" style={{ padding: 0, marginBottom: 8 }}>
            {t(w.workbookFacts)}
          </legend>
          <TextInput {...field('key')} label={t(w.key)} description={t(w.keyHelp)} maxLength={40} />
          <TextInput {...field('titleZh')} label={t(w.titleZh)} maxLength={100} />
          <TextInput {...field('titleEn')} label={t(w.titleEn)} maxLength={160} />
          <TextInput
            {...field('source')}
            label={t(w.sourceText)}
            description={t(w.sourceHelp)}
            maxLength={1000}
          />
        </fieldset>
        <div className="sh-batch">
          <Button type="submit">{t(w.check)}</Button>
          <Button component={Link} to="/models" variant="subtle">
            {t(w.back)}
          </Button>
        </div>
      </PostForm>
    </div>
  );
}

function Problems({ problems, hidden }: { problems: readonly ModelProblem[]; hidden: number }) {
  const t = useText();
  return (
    <section className="sh-card sh-table-wrap" style={{ marginBottom: 16 }}>
      <h2 className="sh-h2" style={{ marginTop: 0 }}>
        {t(w.problems)}
      </h2>
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.place)}</th>
            <th>{t(w.problem)}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ place, message }, index) => (
            <tr key={index}>
              <td data-label={t(w.place)} className="sh-nowrap">
                {t(place ?? w.wholeFile)}
              </td>
              <td data-label={t(w.problem)}>{t(message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <p className="sh-muted">
          {t(w.more)} {hidden}
        </p>
      )}
    </section>
  );
}
