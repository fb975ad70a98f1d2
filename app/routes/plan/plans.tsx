import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listPlans, type PlanListRow } from '#db/queries/plan.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { words } from '../../domain/words.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { planWords as w } from '../../i18n/plan.ts';
import { PlanSigns } from './plan-sign.tsx';

export const meta: MetaFunction = () => [{ title: '计划与指标 · 数衡 Shuheng' }];

function lineOf(row: PlanListRow) {
  const published = row.withdrawnAt === null ? ('published' as const) : ('withdrawn' as const);
  return {
    id: row.id,
    title: words(row.titleZh, row.titleEn),
    houseName: row.houseName,
    region: regionShortName(row.regionCode),
    state: row.versionNo === null ? ('draft' as const) : published,
    versionNo: row.versionNo,
    draftNo: row.draftNo,
    isPublic: row.isPublic,
    isDemo: row.isDemo,
    targetCount: row.targetCount,
    deliverableCount: row.deliverableCount,
    updatedAt: row.publishedAt ?? row.updatedAt,
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, acting } = await requireRegulator(incoming);
  const rows = await incoming.context.ports.db.transaction(scope, (trx) => listPlans(trx, scope));
  const isOwn = (row: PlanListRow) => row.organisationId === scope.organisationId;
  return {
    own: rows.filter(isOwn).map(lineOf),
    others: rows.filter((row) => !isOwn(row)).map(lineOf),
    mayManage: can(acting.role, 'managePlans'),
  };
}

type Line = ReturnType<typeof lineOf>;

function Actions({ isFirst }: { isFirst: boolean }) {
  const t = useText();
  return (
    <>
      <Button component={Link} to="/plans/library" variant={isFirst ? 'filled' : 'default'}>
        {t(w.openLibrary)}
      </Button>
      <Button component={Link} to="/plans/new" variant="default">
        {t(w.create)}
      </Button>
      <Button component={Link} to="/plans/import" variant="default">
        {t(w.import)}
      </Button>
    </>
  );
}

function Table({
  lines,
  label,
  withHouse,
  mayEdit,
}: {
  lines: readonly Line[];
  label: string;
  withHouse: boolean;
  mayEdit: boolean;
}) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table" data-cards aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t(w.plan)}</th>
            {withHouse && <th scope="col">{t(w.house)}</th>}
            <th scope="col">{t(w.region)}</th>
            <th scope="col">{t(w.version)}</th>
            <th scope="col">{t(w.state)}</th>
            <th scope="col">{t(w.updatedAt)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <Link to={mayEdit && line.state === 'draft' ? `/plans/${line.id}/edit` : `/plans/${line.id}`}>
                  {t(line.title)}
                </Link>
                <div className="sh-muted">{t(w.counts(line.targetCount, line.deliverableCount))}</div>
              </td>
              {withHouse && <td data-label={t(w.house)}>{line.houseName}</td>}
              <td data-label={t(w.region)}>{t(line.region)}</td>
              <td data-label={t(w.version)} className="sh-nowrap">
                {line.versionNo === null ? '–' : t(w.versionNo(line.versionNo))}
              </td>
              <td data-label={t(w.state)}>
                <PlanSigns plan={line} draftNo={line.draftNo} />
              </td>
              <td data-label={t(w.updatedAt)} className="sh-nowrap">
                {t(instantText(line.updatedAt))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Plans() {
  const t = useText();
  const { own, others, mayManage } = useLoaderData<typeof loader>();
  const isEmpty = own.length === 0;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(w.lead)} <Link to="/batches">{t(layoutWords.batches)}</Link> ·{' '}
            <Link to="/designations">{t(layoutWords.designations)}</Link>
          </>
        }
        actions={mayManage && !isEmpty && <Actions isFirst={false} />}
      />
      <h2 className="sh-h2">{t(w.own)}</h2>
      {isEmpty ? (
        <EmptyState
          title={t(mayManage ? w.emptyOwn : w.emptyReader)}
          action={
            mayManage && (
              <span className="sh-batch-part" style={{ gap: 8, flexWrap: 'wrap', justifyContent: 'center' }}>
                <Actions isFirst />
              </span>
            )
          }
        >
          <p>{t(mayManage ? w.emptyOwnText : w.emptyReaderText)}</p>
        </EmptyState>
      ) : (
        <Table lines={own} label={t(w.own)} withHouse={false} mayEdit={mayManage} />
      )}
      <h2 className="sh-h2">{t(w.others)}</h2>
      {others.length === 0 ? (
        <p className="sh-muted">{t(w.noOthers)}</p>
      ) : (
        <Table lines={others} label={t(w.others)} withHouse mayEdit={false} />
      )}
    </>
  );
}
