import '../../components/list/list.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getPlanVersion, listPlanVersions, type PlanVersionEntry } from '#db/queries/plan.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { FilterBar } from '../../components/list/filter-bar.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { planChanges } from '../../domain/target/plan-change.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { ChangeList } from './change-list.tsx';
import { loadPlan } from './load-plan.server.ts';
import { PlanSigns } from './plan-sign.tsx';

export const meta: MetaFunction = () => [{ title: '计划版本 · 数衡 Shuheng' }];

/** A version that the address asks for, if there is such a one; else what stands for it. */
function chosen(text: string | null, versions: readonly PlanVersionEntry[], instead: number): number {
  const wanted = Number(text ?? Number.NaN);
  return versions.some(({ no }) => no === wanted) ? wanted : instead;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, content, isOwn } = await loadPlan(incoming, incoming.params);
  const { searchParams } = new URL(incoming.request.url);
  const { versions, compared } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const all = await listPlanVersions(trx, plan);
    const newest = all[0]?.no ?? 1;
    const to = chosen(searchParams.get('to'), all, newest);
    const from = chosen(searchParams.get('from'), all, all.find(({ no }) => no < to)?.no ?? to);
    const [before, after] = [await getPlanVersion(trx, plan, from), await getPlanVersion(trx, plan, to)];
    const changes =
      before && after && from !== to ? planChanges(openPlan(before.content), openPlan(after.content)) : null;
    return { versions: all, compared: { from, to, changes } };
  });
  return {
    plan,
    title: content.title,
    versions,
    compared,
    mayEdit: isOwn && can(visit.acting.role, 'managePlans'),
    hasDraft: versions.some(({ state }) => state === 'draft'),
  };
}

const TONES = { draft: 'amber', published: 'green', superseded: 'grey' } as const;

function VersionTable({ versions }: { versions: readonly PlanVersionEntry[] }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table" data-cards aria-label={t(w.versions)}>
        <thead>
          <tr>
            <th scope="col">{t(w.version)}</th>
            <th scope="col">{t(w.state)}</th>
            <th scope="col">{t(w.writtenBy)}</th>
            <th scope="col">{t(w.publishedBy)}</th>
            <th scope="col">{t(w.digest)}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.no}>
              <td className="sh-nowrap">{t(w.versionNo(version.no))}</td>
              <td data-label={t(w.state)}>
                <Sign tone={TONES[version.state]}>{t(w.versionStates[version.state])}</Sign>
              </td>
              <td data-label={t(w.writtenBy)}>
                {version.writtenByName}
                <div className="sh-muted">{t(instantText(version.updatedAt))}</div>
              </td>
              <td data-label={t(w.publishedBy)}>
                {version.publishedAt === null ? (
                  '–'
                ) : (
                  <>
                    {version.publishedByName}
                    <div className="sh-muted">{t(instantText(version.publishedAt))}</div>
                  </>
                )}
              </td>
              <td data-label={t(w.digest)}>
                <code title={version.digest}>{version.digest.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function PlanVersions() {
  const t = useText();
  const { plan, title, versions, compared, mayEdit, hasDraft } = useLoaderData<typeof loader>();
  const options = versions.map(({ no, state }) => ({
    value: String(no),
    label: `${t(w.versionNo(no))} · ${t(w.versionStates[state])}`,
  }));
  return (
    <>
      <PageHeader
        title={t(w.versions)}
        signs={<PlanSigns plan={plan} />}
        lead={
          <>
            {t(title)} · <Link to={`/plans/${plan.id}`}>{t(w.backToPlan)}</Link>
          </>
        }
        actions={
          mayEdit &&
          (hasDraft ? (
            <Button component={Link} to={`/plans/${plan.id}/edit`}>
              {t(w.openDraft)}
            </Button>
          ) : (
            <PostForm action={`/plans/${plan.id}/draft`}>
              <Button type="submit">{t(w.beginDraft)}</Button>
            </PostForm>
          ))
        }
      />
      <VersionTable versions={versions} />
      {versions.length > 1 && (
        <>
          <h2 className="sh-h2">{t(w.compare)}</h2>
          <FilterBar
            key={`${compared.from}-${compared.to}`}
            label={w.compare}
            apply={w.compareApply}
            clear={null}
          >
            <NativeSelect name="from" label={t(w.compareFrom)} data={options} defaultValue={compared.from} />
            <NativeSelect name="to" label={t(w.compareTo)} data={options} defaultValue={compared.to} />
          </FilterBar>
          <div style={{ marginTop: 12 }}>
            {compared.changes === null ? (
              <p className="sh-muted">{t(w.sameVersion)}</p>
            ) : (
              <ChangeList changes={compared.changes} />
            )}
          </div>
        </>
      )}
    </>
  );
}
