import '../../components/list/list.css';
import { Alert, Button, Radio } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getAssessmentImport } from '#db/queries/assessment-import.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { criteriaOf } from '../../domain/assessment/model.ts';
import type { AnswerContent } from '../../domain/assessment/answer.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reportWords as w } from '../../i18n/report.ts';
import { applyWorkbook } from '../../services/workbook/apply-workbook.server.ts';
import {
  readStoredChanges,
  readStoredProblems,
} from '../../services/workbook/questionnaire-subject.step.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { loadAssessment } from '../assessment/load-assessment.server.ts';
import { ClientBar } from '../client/client-bar.tsx';

export const meta: MetaFunction = () => [{ title: '导入预览 · 数衡 Shuheng' }];

/** Rows that are drawn; the file has the rest. */
const DRAWN = 200;

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, model, scheme, intents } = await loadAssessment(
    incoming,
    house,
    incoming.params.assessmentId,
  );
  const run = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    getAssessmentImport(trx, house.organisationId, assessment.id, incoming.params.importId ?? ''),
  );
  if (!run) throw refusalResponse(refuse('not_found').refusal);
  const texts = new Map(criteriaOf(model).map(({ id, text }) => [id, text]));
  const names = new Map(scheme.grades.map(({ grade, name }) => [grade, name]));
  const show = ({ grade, note }: AnswerContent) => ({
    grade: grade === null ? null : (names.get(grade) ?? null),
    note,
  });
  // Conflicts first: they ask for a decision.
  const changes = [...readStoredChanges(run.changes)].sort((a, b) =>
    a.kind > b.kind ? -1 : a.kind < b.kind ? 1 : 0,
  );
  const problems = readStoredProblems(run.problems);
  return {
    client: house.client,
    here: `${house.base}/assessments/${assessment.id}`,
    id: run.id,
    fileName: run.fileName,
    state: run.state,
    mayApply: intents.includes('answer') && run.state === 'previewed' && problems.length === 0,
    mayDiscard: intents.includes('edit') && run.state === 'previewed',
    changeCount: changes.length,
    conflictCount: changes.filter(({ kind }) => kind === 'conflict').length,
    problemCount: problems.length,
    problems: problems.slice(0, DRAWN),
    changes: changes.slice(0, DRAWN).map(({ criterionId, kind, stored, filed }) => ({
      criterionId,
      kind,
      text: texts.get(criterionId) ?? '',
      stored: show(stored),
      filed: show(filed),
    })),
  };
}

/** Applies the import, all of it or nothing. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const choice = (await readPosted(incoming)).get('conflicts');
  const assessmentId = incoming.params.assessmentId ?? '';
  const result = await applyWorkbook(incoming.context.ports, visit.actor, visit.moment, {
    assessmentId,
    importId: incoming.params.importId ?? '',
    conflicts: choice === 'keep' || choice === 'file' ? choice : null,
  });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`${base}/assessments/${assessmentId}`, w.applied(result.value.count), {
    isSecure: incoming.context.isSecure,
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Answer({ answer }: { answer: Page['changes'][number]['stored'] }) {
  const t = useText();
  return (
    <>
      <strong>{t(answer.grade ?? w.empty)}</strong>
      {answer.note !== '' && <div style={{ whiteSpace: 'pre-wrap' }}>{answer.note}</div>}
    </>
  );
}

function Changes({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush" style={{ marginTop: 16 }}>
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.criterion)}</th>
              <th scope="col">{t(w.kind)}</th>
              <th scope="col">{t(w.now)}</th>
              <th scope="col">{t(w.file_)}</th>
            </tr>
          </thead>
          <tbody>
            {page.changes.map((change) => (
              <tr key={change.criterionId}>
                <td>
                  <strong>{change.criterionId}</strong>
                  <div className="sh-muted">{change.text}</div>
                </td>
                <td data-label={t(w.kind)}>
                  <Sign tone={change.kind === 'conflict' ? 'amber' : 'blue'}>{t(w[change.kind])}</Sign>
                </td>
                <td data-label={t(w.now)}>
                  <Answer answer={change.stored} />
                </td>
                <td data-label={t(w.file_)}>
                  <Answer answer={change.filed} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {page.changeCount > page.changes.length && (
        <p className="sh-muted">{t(w.more(page.changeCount - page.changes.length))}</p>
      )}
    </>
  );
}

function Problems({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <Alert color="red" variant="light" mb="md" title={`${page.problemCount} ${t(w.problems)}`} />
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.place)}</th>
              <th scope="col">{t(w.problem)}</th>
            </tr>
          </thead>
          <tbody>
            {page.problems.map(({ place, message }) => (
              <tr key={place}>
                <td>{place}</td>
                <td data-label={t(w.problem)}>{t(message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export default function ImportPreview() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const answer = refusedIn(useActionData<typeof action>());
  const problem = answer?.refusal.fields.conflicts;
  return (
    <>
      {page.client && <ClientBar client={page.client} />}
      <PageHeader
        title={t(w.previewTitle)}
        signs={<Sign tone={page.state === 'applied' ? 'green' : 'grey'}>{t(w[`state_${page.state}`])}</Sign>}
        lead={page.fileName}
        actions={
          <>
            {page.mayDiscard && (
              <PostForm action={`${page.here}/workbook/${page.id}/discard`}>
                <Button type="submit" variant="subtle">
                  {t(w.discard)}
                </Button>
              </PostForm>
            )}
            <Button component={Link} to={`${page.here}/workbook`} variant="default">
              {t(w.again)}
            </Button>
          </>
        }
      />
      <ErrorSummary refused={answer} labels={{ conflicts: t(w.conflicts) }} />
      {page.problemCount > 0 && <Problems page={page} />}
      {page.state === 'previewed' && page.problemCount === 0 && page.changeCount === 0 && (
        <p className="sh-card">{t(w.noChange)}</p>
      )}
      {page.mayApply && page.changeCount > 0 && (
        <PostForm className="sh-card">
          <p style={{ marginTop: 0 }}>
            <strong>{t(w.counts(page.changeCount - page.conflictCount, page.conflictCount))}</strong>
          </p>
          {page.conflictCount > 0 && (
            <fieldset id="conflicts" style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
              <legend style={{ fontWeight: 500, padding: 0, marginBottom: 8 }}>{t(w.conflicts)}</legend>
              <Radio name="conflicts" value="keep" label={t(w.keepTheirs)} mb="xs" />
              <Radio name="conflicts" value="file" label={t(w.takeFile)} />
              {problem && <p style={{ color: '#9b1c1c', margin: '4px 0 0' }}>{t(problem)}</p>}
            </fieldset>
          )}
          <Button type="submit">{t(w.apply)}</Button>
        </PostForm>
      )}
      {page.changeCount > 0 && <Changes page={page} />}
    </>
  );
}
