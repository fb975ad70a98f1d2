import '../../components/list/list.css';
import { Alert, Button, Checkbox } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation, useSubmit } from '@remix-run/react';
import { useEffect } from 'react';
import { z } from 'zod';
import { countLines, getBatch } from '#db/queries/batch.read.ts';
import { type EntryImport, getEntryImport } from '#db/queries/entry-import.read.ts';
import type { Trx } from '#db/client.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { ErrorSummary, refusedIn, type Refused } from '../../components/form/error-summary.tsx';
import { PostForm, useFormToken } from '../../components/form/post-form.tsx';
import { FindingTable } from '../../components/list/finding-table.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { entryImportWords as w } from '../../i18n/entry-import.ts';
import { useText } from '../../i18n/language.tsx';
import { readFindings } from '../../services/entry/import-problem.step.server.ts';
import { writeEntryImport } from '../../services/entry/write-entry-import.server.ts';
import { IMPORT_TONES, importState } from './import-state.ts';

export const meta: MetaFunction = () => [{ title: '导入预检与写入 · 数衡 Shuheng' }];

/** Findings that are drawn; the file has the rest. */
const DRAWN = 100;

/** The batch of an import as it is now, and how many lines it has; null when there is none (any more). */
async function batchOf(trx: Trx, scope: RegulatorScope, run: EntryImport) {
  if (run.batchId === null) return null;
  const key = { organisationId: scope.organisationId, id: run.batchId };
  const batch = await getBatch(trx, scope, key);
  if (!batch) return null;
  return {
    to: `/batches/${batch.organisationId}/${batch.id}`,
    lineCount: (await countLines(trx, key)).count,
    isUndone: batch.undoneAt !== null,
    mayRecord: batch.status === 'draft' && batch.planHouseId === scope.organisationId,
    mayUndo:
      batch.undoneAt === null &&
      (batch.status === 'draft' ||
        (batch.status === 'on_record' && batch.planHouseId === scope.organisationId)),
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'enterRecords');
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const run = await getEntryImport(trx, scope, incoming.params.runId ?? '');
    return run && { run, batch: await batchOf(trx, scope, run) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { run, batch } = found;
  const findings = readFindings(run.problems);
  return {
    id: run.id,
    fileName: run.fileName,
    planId: run.planId,
    state: importState({ ...run, errorCount: findings.errorCount }),
    batch,
    ...findings,
    errors: findings.errors.slice(0, DRAWN),
    doubts: findings.doubts.slice(0, DRAWN),
  };
}

const Write = z.object({ checked: z.literal('yes').optional().catch(undefined) });

/** 写入: the next rows of the import; the page comes back until the last one is in. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const form = await readForm(incoming, Write);
  if (!form.ok) return refused(form.refusal, form.values);
  const { ports, isSecure } = incoming.context;
  const runId = incoming.params.runId ?? '';
  const result = await writeEntryImport(ports, visit.actor, visit.moment, {
    runId,
    isChecked: form.value.checked === 'yes',
  });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  const at = `/entry-imports/${runId}`;
  return result.value.isDone ? redirectWith(at, w.written(result.value.total), { isSecure }) : redirect(at);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Failed({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <Alert color="red" variant="light" mb="md" title={t(w.errors(page.errorCount))}>
        {t(w.errorLead)}
      </Alert>
      <FindingTable label={t(w.errors(page.errorCount))} findings={page.errors} count={page.errorCount} />
    </>
  );
}

function Ready({ page, refusal }: { page: Page; refusal: Refused | null }) {
  const t = useText();
  const problem = refusal?.refusal.fields.checked;
  return (
    <PostForm>
      <p>{t(w.readyLead(page.rowCount))}</p>
      {page.doubtCount > 0 && (
        <>
          <Alert color="yellow" variant="light" mb="md" title={t(w.doubts(page.doubtCount))}>
            {t(w.doubtLead)}
          </Alert>
          <FindingTable label={t(w.doubts(page.doubtCount))} findings={page.doubts} count={page.doubtCount} />
          <Checkbox
            id="checked"
            name="checked"
            value="yes"
            label={t(w.checked)}
            error={problem && t(problem)}
            my="md"
          />
        </>
      )}
      <Button type="submit">{t(w.write)}</Button>
    </PostForm>
  );
}

/** Goes on by itself where scripts run; without them a button does. */
function Writing({ page, isStopped }: { page: Page; isStopped: boolean }) {
  const t = useText();
  const submit = useSubmit();
  const token = useFormToken();
  const navigation = useNavigation();
  const written = page.batch?.lineCount ?? 0;
  const isIdle = navigation.state === 'idle';
  useEffect(() => {
    if (isIdle && !isStopped) submit({ _csrf: token }, { method: 'post', replace: true });
  }, [isIdle, isStopped, submit, token, written]);
  return (
    <div className="sh-card">
      <p style={{ marginTop: 0 }} role="status">
        <strong>{t(w.progress(written, page.rowCount))}</strong>
      </p>
      <progress value={written} max={page.rowCount} style={{ width: '100%' }}>
        {t(w.progress(written, page.rowCount))}
      </progress>
      <p className="sh-muted">{t(w.progressLead)}</p>
      <PostForm>
        <Button type="submit" variant="default" disabled={!isIdle}>
          {t(w.continue)}
        </Button>
      </PostForm>
    </div>
  );
}

function Applied({ page }: { page: Page }) {
  const t = useText();
  const { batch } = page;
  if (!batch) return <p className="sh-muted">{t(w.states.undone)}</p>;
  return (
    <>
      <p>
        {t(w.rows(page.rowCount))} · {t(w.appliedLead)}
      </p>
      <div className="sh-batch">
        <Button component={Link} to={batch.to}>
          {t(w.openBatch)}
        </Button>
        {batch.mayRecord && (
          <Button component={Link} to={`${batch.to}/record`} variant="default">
            {t(w.recordNow)}
          </Button>
        )}
        {batch.mayUndo && (
          <Button component={Link} to={`/entry-imports/${page.id}/undo`} variant="subtle" color="red">
            {t(w.undo)}
          </Button>
        )}
      </div>
    </>
  );
}

export default function ImportRun() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const isOpen = page.state === 'ready' || page.state === 'writing' || page.state === 'failed';
  const isUndone = page.state === 'applied' && (page.batch?.isUndone ?? true);
  return (
    <>
      <PageHeader
        title={t(w.runTitle)}
        signs={
          <Sign tone={isUndone ? 'grey' : IMPORT_TONES[page.state]}>
            {t(isUndone ? w.states.undone : w.states[page.state])}
          </Sign>
        }
        lead={page.fileName}
        actions={
          <>
            {isOpen && (
              <PostForm action={`/entry-imports/${page.id}/discard`}>
                <Button type="submit" variant="subtle">
                  {t(w.discard)}
                </Button>
              </PostForm>
            )}
            <Button
              component={Link}
              to={`/plans/${page.planId}/import`}
              variant={page.state === 'failed' ? 'filled' : 'default'}
            >
              {t(page.state === 'failed' ? w.again : w.back)}
            </Button>
          </>
        }
      />
      <ErrorSummary refused={refusal} labels={{ checked: t(w.checked) }} />
      {page.state === 'failed' && <Failed page={page} />}
      {page.state === 'ready' && <Ready page={page} refusal={refusal} />}
      {page.state === 'writing' && <Writing page={page} isStopped={refusal !== null} />}
      {page.state === 'applied' && <Applied page={page} />}
    </>
  );
}
