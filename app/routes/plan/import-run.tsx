import '../../components/list/list.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { getPlanImport } from '#db/queries/plan.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planImportWords as w } from '../../i18n/plan-import.ts';
import { planWords as p } from '../../i18n/plan.ts';
import { applyPlanImport } from '../../services/plan/apply-plan-import.server.ts';
import { discardPlanImport } from '../../services/plan/discard-plan-import.server.ts';
import { readImportedPlan, readImportProblems } from '../../services/plan/plan-import.step.server.ts';
import { PlanDefects, PlanDeliverables, PlanFacts, PlanTargets } from './plan-text.tsx';
import { readPostedFields } from './posted-plan.server.ts';

export const meta: MetaFunction = () => [{ title: '导入计划 · 数衡 Shuheng' }];

/** Problems that are drawn; the rest show when the file comes again. */
const DRAWN = 100;

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'managePlans');
  const run = await incoming.context.ports.db.transaction(scope, (trx) =>
    getPlanImport(trx, scope, incoming.params.id ?? ''),
  );
  if (!run) throw refusalResponse(refuse('not_found').refusal);
  const problems = readImportProblems(run.problems);
  const plan = readImportedPlan(run.rows);
  return {
    fileName: run.fileName,
    state: run.state,
    planId: run.planId,
    plan,
    region: plan && regionName(plan.region),
    problemCount: problems.length,
    problems: problems.slice(0, DRAWN),
  };
}

/** Makes the draft or, with `step=discard`, puts the import aside. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'managePlans');
  const { step } = await readPostedFields(incoming);
  const { isSecure, ports } = incoming.context;
  const input = { importId: incoming.params.id ?? '' };
  if (step === 'discard') {
    const result = await discardPlanImport(ports, visit.actor, visit.moment, input);
    return result.ok ? redirectWith('/plans', w.discarded, { isSecure }) : refused(result.refusal);
  }
  const result = await applyPlanImport(ports, visit.actor, visit.moment, input);
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/plans/${result.value.id}/edit`, w.applied, { isSecure });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Problems({ page }: { page: Page }) {
  const t = useText();
  const hidden = page.problemCount - page.problems.length;
  return (
    <>
      <Alert color="red" variant="light" mb="md" title={t(w.problemCount(page.problemCount))}>
        {t(w.problemLead)}
      </Alert>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards aria-label={t(w.problem)}>
          <thead>
            <tr>
              <th scope="col">{t(w.place)}</th>
              <th scope="col">{t(w.problem)}</th>
            </tr>
          </thead>
          <tbody>
            {page.problems.map(({ place, message }, index) => (
              <tr key={index}>
                <td data-label={t(w.place)}>{t(place ?? w.wholeFile)}</td>
                <td data-label={t(w.problem)}>{t(message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && <p className="sh-muted">{t(w.more(hidden))}</p>}
    </>
  );
}

function Actions({ page }: { page: Page }) {
  const t = useText();
  if (page.planId !== null) {
    return (
      <Button component={Link} to={`/plans/${page.planId}`}>
        {t(p.openPlan)}
      </Button>
    );
  }
  return (
    <>
      {page.state === 'previewed' && (
        <PostForm>
          <Button type="submit" name="step" value="discard" variant="subtle">
            {t(w.discard)}
          </Button>
        </PostForm>
      )}
      {page.state === 'previewed' && page.plan ? (
        <PostForm>
          <Button type="submit">{t(w.apply)}</Button>
        </PostForm>
      ) : (
        <Button component={Link} to="/plans/import">
          {t(w.again)}
        </Button>
      )}
    </>
  );
}

export default function PlanImport() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { plan, region } = page;
  return (
    <>
      <PageHeader
        title={t(w.previewTitle)}
        signs={
          <Sign tone={page.state === 'applied' ? 'green' : page.problemCount > 0 ? 'red' : 'grey'}>
            {t(w.states[page.state])}
          </Sign>
        }
        lead={
          <>
            {page.fileName} · <Link to="/plans">{t(p.back)}</Link>
          </>
        }
        actions={<Actions page={page} />}
      />
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      {page.problemCount > 0 && <Problems page={page} />}
      {plan && region && (
        <>
          <h2 className="sh-h2">{t(plan.title)}</h2>
          <PlanFacts plan={plan} region={t(region)} />
          <PlanDefects plan={plan} />
          <h2 className="sh-h2">{t(p.targets)}</h2>
          <PlanTargets plan={plan} />
          <h2 className="sh-h2">{t(p.deliverables)}</h2>
          <PlanDeliverables plan={plan} />
        </>
      )}
    </>
  );
}
