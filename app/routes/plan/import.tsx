import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData } from '@remix-run/react';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { TableInput } from '../../components/form/table-input.tsx';
import { NarrowPage } from '../../components/layout/narrow-page.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { readUpload } from '../../http/upload.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planImportWords as w } from '../../i18n/plan-import.ts';
import { planWords } from '../../i18n/plan.ts';
import { previewPlanImport } from '../../services/plan/preview-plan-import.server.ts';

export const meta: MetaFunction = () => [{ title: '导入计划 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  await requireRegulator(incoming, 'managePlans');
  return null;
}

/** Reads and checks a workbook; what it found is shown on the import's own page. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'managePlans');
  const { ports } = incoming.context;
  const { result } = await readUpload(incoming, visit.session.accountId, async (_fields, file) => {
    if (!file) return refuse('invalid', { fields: { file: w.chooseFile } });
    return previewPlanImport(ports, visit.actor, visit.moment, file);
  });
  if (!result.ok) return refused(result.refusal);
  return redirect(`/plans/imports/${result.value.id}`);
}

export default function ImportPlan() {
  const t = useText();
  const answer = refusedIn(useActionData<typeof action>());
  const problem = answer?.refusal.fields.file;
  return (
    <NarrowPage title={t(w.title)} lead={t(w.lead)}>
      <ErrorSummary refused={answer} labels={{ file: t(w.file) }} />
      <p>
        <Button component="a" href="/plans/import/template" variant="default">
          {t(w.template)}
        </Button>
      </p>
      <PostForm encType="multipart/form-data" className="sh-card">
        <TableInput label={w.file} help={w.fileHelp} problem={problem} />
        <div className="sh-batch" style={{ marginTop: 12, gap: 16 }}>
          <Button type="submit">{t(w.check)}</Button>
          <Link to="/plans">{t(planWords.back)}</Link>
        </div>
      </PostForm>
    </NarrowPage>
  );
}
