import '../../components/list/list.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listPlanKeys } from '#db/queries/plan.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { regionShortName } from '../../domain/organisation/region.ts';
import { adoptable } from '../../domain/target/adopt.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { planWords as w } from '../../i18n/plan.ts';

export const meta: MetaFunction = () => [{ title: '政策文件库 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireRegulator(incoming, 'managePlans');
  const { db, policies } = incoming.context.ports;
  const known = await db.transaction(scope, (trx) => listPlanKeys(trx, scope));
  const lineOf = (file: PlanContent) => ({
    key: file.key,
    title: file.title,
    number: file.number,
    issuer: file.issuer,
    issuedOn: file.issuedOn,
    region: regionShortName(file.region),
    targetCount: file.targets.length,
    deliverableCount: file.deliverables.length,
    isAdopted: known.has(file.key),
  });
  const { ofProgramme, others } = adoptable(policies, scope);
  return { ofProgramme: ofProgramme.map(lineOf), others: others.map(lineOf) };
}

type Line = ReturnType<typeof useLoaderData<typeof loader>>['others'][number];

function Files({ lines, label }: { lines: readonly Line[]; label: string }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table" data-cards aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t(w.document)}</th>
            <th scope="col">{t(w.issuer)}</th>
            <th scope="col">{t(w.issuedOn)}</th>
            <th scope="col">{t(w.region)}</th>
            <th scope="col">{t(w.state)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td>
                <Link to={`/plans/library/${line.key}`}>{t(line.title)}</Link>
                <div className="sh-muted">{t(w.counts(line.targetCount, line.deliverableCount))}</div>
              </td>
              <td data-label={t(w.issuer)}>
                {t(line.issuer)}
                <div className="sh-muted">{line.number}</div>
              </td>
              <td data-label={t(w.issuedOn)} className="sh-nowrap">
                {line.issuedOn ?? t(w.unstated)}
              </td>
              <td data-label={t(w.region)}>{t(line.region)}</td>
              <td data-label={t(w.state)}>
                {line.isAdopted ? <Sign tone="green">{t(w.adoptedAlready)}</Sign> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Library() {
  const t = useText();
  const { ofProgramme, others } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(w.library)}
        lead={
          <>
            {t(w.libraryLead)} <Link to="/plans">{t(w.back)}</Link>
          </>
        }
      />
      {ofProgramme.length + others.length === 0 && <p className="sh-muted">{t(w.noFiles)}</p>}
      {ofProgramme.length > 0 && (
        <>
          <h2 className="sh-h2">{t(w.ofProgramme)}</h2>
          <Files lines={ofProgramme} label={t(w.ofProgramme)} />
        </>
      )}
      {others.length > 0 && (
        <>
          <h2 className="sh-h2">{t(w.otherFiles)}</h2>
          <Files lines={others} label={t(w.otherFiles)} />
        </>
      )}
    </>
  );
}
