import '../../components/list/list.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listPlanKeys } from '#db/queries/plan.read.ts';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { regionContains, regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { canAdopt } from '../../domain/target/adopt.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { adoptPlan } from '../../services/plan/adopt-plan.server.ts';
import { PlanContext, PlanDefects, PlanDeliverables, PlanFacts, PlanTargets } from './plan-text.tsx';

export const meta: MetaFunction = () => [{ title: '政策文件 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'managePlans');
  const { db, policies } = incoming.context.ports;
  const file = policies.find(({ key }) => key === incoming.params.key);
  if (!file || !canAdopt(file, scope.regionCode)) throw refusalResponse(refuse('not_found').refusal);
  const known = await db.transaction(scope, (trx) => listPlanKeys(trx, scope));
  return {
    file,
    region: regionName(file.region),
    house: regionContains(scope.regionCode, file.region) ? null : regionName(scope.regionCode),
    planId: known.get(file.key) ?? null,
  };
}

/** 启用. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'managePlans');
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await adoptPlan(ports, visit.actor, visit.moment, { key: incoming.params.key ?? '' });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/plans/${result.value.id}/edit`, w.adoptedDone, { isSecure });
}

export default function LibraryPlan() {
  const t = useText();
  const { file, region, house, planId } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(file.title)}
        signs={
          <>
            {planId !== null && <Sign tone="green">{t(w.adoptedAlready)}</Sign>}
            <Tag>{t(w.ownSummary)}</Tag>
          </>
        }
        lead={
          <>
            <Link to="/plans/library">{t(w.backToLibrary)}</Link>
            {' · '}
            <a href={`/plans/import/template?from=${file.key}`}>{t(w.downloadWorkbook)}</a>
          </>
        }
        actions={
          planId === null ? (
            <PostForm>
              <Button type="submit">{t(w.adopt)}</Button>
            </PostForm>
          ) : (
            <Button component={Link} to={`/plans/${planId}`}>
              {t(w.openPlan)}
            </Button>
          )
        }
      />
      <ErrorSummary refused={refusedIn(useActionData<typeof action>())} />
      {planId === null && <p className="sh-muted">{t(w.adoptNote)}</p>}
      {house && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.regionNote(house, region))}
        </Alert>
      )}
      <PlanFacts plan={file} region={t(region)} />
      <PlanDefects plan={file} />
      <h2 className="sh-h2">{t(w.targets)}</h2>
      <PlanTargets plan={file} />
      <h2 className="sh-h2">{t(w.deliverables)}</h2>
      <PlanDeliverables plan={file} />
      <PlanContext plan={file} />
    </>
  );
}
