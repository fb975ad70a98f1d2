import '../../components/list/list.css';
import { Button, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listEntryImports } from '#db/queries/entry-import.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { TableInput } from '../../components/form/table-input.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { IMPORT_COLUMNS } from '../../domain/target/entry-import.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse, refused } from '../../http/response.server.ts';
import { readUpload } from '../../http/upload.server.ts';
import { entryImportWords as w } from '../../i18n/entry-import.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { readFindings } from '../../services/entry/import-problem.step.server.ts';
import { previewEntryImport } from '../../services/entry/preview-entry-import.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { IMPORT_TONES, importState } from './import-state.ts';

export const meta: MetaFunction = () => [{ title: '导入数据条目 · 数衡 Shuheng' }];

/** The plan of the address, while it takes reports. */
async function loadOpenPlan(incoming: Incoming & { params: { planId?: string | undefined } }) {
  const loaded = await loadPlan(incoming, incoming.params, 'enterRecords');
  if (loaded.plan.state !== 'published') {
    throw refusalResponse(refuse('not_allowed_now', { words: w.closed }).refusal);
  }
  return loaded;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan } = await loadOpenPlan(incoming);
  const runs = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listEntryImports(trx, visit.scope, plan.id),
  );
  return {
    planId: plan.id,
    planTitle: { zh: plan.titleZh, en: plan.titleEn },
    runs: runs.map((run) => {
      const { errorCount, rowCount } = readFindings(run.problems);
      return {
        id: run.id,
        fileName: run.fileName,
        rowCount,
        createdByName: run.createdByName,
        createdAt: run.createdAt,
        state: importState({ ...run, errorCount }),
      };
    }),
  };
}

/** Reads and checks a table; what it found is shown on the import's own page. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan, content, isOwn } = await loadOpenPlan(incoming);
  const { ports } = incoming.context;
  const { result } = await readUpload(incoming, visit.session.accountId, async (_fields, file) => {
    if (!file) return refuse('invalid', { fields: { file: w.chooseFile } });
    return previewEntryImport(ports, visit.actor, visit.moment, {
      planId: plan.id,
      content,
      isPlanHouse: isOwn,
      file,
    });
  });
  if (!result.ok) return refused(result.refusal);
  return redirect(`/entry-imports/${result.value.id}`);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Recent({ runs }: { runs: Page['runs'] }) {
  const t = useText();
  return (
    <section aria-labelledby="recent" style={{ marginTop: 16 }}>
      <Title order={2} id="recent">
        {t(w.recent)}
      </Title>
      {runs.length === 0 ? (
        <p className="sh-muted">{t(w.noRecent)}</p>
      ) : (
        <ul>
          {runs.map((run) => (
            <li key={run.id}>
              <Link to={`/entry-imports/${run.id}`}>{run.fileName}</Link>{' '}
              <Sign tone={IMPORT_TONES[run.state]}>{t(w.states[run.state])}</Sign>
              <div className="sh-muted">
                {t(w.rows(run.rowCount))} · {run.createdByName} · {t(instantText(run.createdAt))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export default function ImportEntries() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const problem = refusal?.refusal.fields.file;
  const template = `/plans/${page.planId}/import/template`;
  return (
    <NarrowPage
      title={t(w.title)}
      lead={
        <>
          <Link to={`/plans/${page.planId}/entries`}>{t(page.planTitle)}</Link> · {t(w.lead)}
        </>
      }
    >
      <ErrorSummary refused={refusal} labels={{ file: t(w.file) }} />
      <div className="sh-batch">
        <Button component="a" href={template} variant="default">
          {t(w.templateXlsx)}
        </Button>
        <Button component="a" href={`${template}?format=csv`} variant="default">
          {t(w.templateCsv)}
        </Button>
      </div>
      <PostForm encType="multipart/form-data" className="sh-card">
        <p style={{ marginTop: 0 }}>
          {t(w.columns)}：{Object.values(IMPORT_COLUMNS).join('、')}
        </p>
        <TableInput label={w.file} help={w.fileHelp} problem={problem} takesCsv />
        <div className="sh-batch" style={{ marginTop: 12 }}>
          <Button type="submit">{t(w.check)}</Button>
          <Button component={Link} to={`/plans/${page.planId}/entries`} variant="subtle">
            {t(w.back)}
          </Button>
        </div>
      </PostForm>
      <Recent runs={page.runs} />
    </NarrowPage>
  );
}
