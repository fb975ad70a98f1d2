import '../../components/list/list.css';
import { Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { type EntryChange, getEntry, listEntryChanges } from '#db/queries/entry.read.ts';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { regionName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { entryState } from '../../domain/target/entry-filter.ts';
import { LINE_ACTIONS, LINE_KINDS, lineSubject } from '../../domain/target/line.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { entryWords as w } from '../../i18n/entry.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { EntrySign } from './entry-table.tsx';
import { amountText, entryName, subjectName } from './entry-view.server.ts';

export const meta: MetaFunction = () => [{ title: '数据条目 · 数衡 Shuheng' }];

function changeView(change: EntryChange, targetId: string, content: PlanContent) {
  const kind = change.value === null ? ('item' as const) : ('observation' as const);
  return {
    ...change,
    amount: amountText(content, { ...change, targetId, kind }),
    region: regionName(change.regionCode),
    to: `/batches/${change.batchOrganisationId}/${change.batchId}`,
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, content, isOwn, asAt, asAtRefusal } = await loadPlan(incoming, incoming.params);
  const { scope } = visit;
  const { organisationId = '', entryId = '' } = incoming.params;
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const entry = await getEntry(trx, scope, plan.id, { organisationId, id: entryId });
    return entry && { entry, changes: await listEntryChanges(trx, plan.id, entry.id) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { entry, changes } = found;
  const isMine = isOwn || entry.organisationId === scope.organisationId;
  return {
    plan: { id: plan.id, title: { zh: plan.titleZh, en: plan.titleEn }, isDemo: plan.isDemo },
    asAt,
    asAtRefusal,
    today: visit.moment.today,
    entry: {
      ...entry,
      title: entryName(entry),
      region: regionName(entry.regionCode),
      amount: amountText(content, entry),
      target: subjectName(lineSubject(content, entry.targetId)),
      state: entryState(entry, asAt),
    },
    changes: changes.map((change) => changeView(change, entry.targetId, content)),
    // The revision counts changes: those that aren't listed were made by a batch of the plan's house.
    hasHidden: entry.revision > changes.length + (changes.some(({ undoneAt }) => undoneAt !== null) ? 1 : 0),
    mayChange:
      isMine && entry.removedAt === null && plan.state === 'published' && can(scope.role, 'enterRecords'),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Facts({ page }: { page: Page }) {
  const t = useText();
  const { entry } = page;
  return (
    <section className="sh-card">
      <Title order={2} mb="sm">
        {t(w.facts)}
      </Title>
      <dl className="sh-facts">
        <dt>{t(w.target)}</dt>
        <dd>
          <Link to={`/plans/${page.plan.id}/targets/${entry.targetId}`}>
            {entry.targetId} {t(entry.target)}
          </Link>
        </dd>
        <dt>{t(w.kind)}</dt>
        <dd>{t(LINE_KINDS[entry.kind])}</dd>
        <dt>{t(w.region)}</dt>
        <dd>{t(entry.region)}</dd>
        <dt>{t(w.onDate)}</dt>
        <dd>
          {entry.onDate}
          {entry.endedOn && ` – ${entry.endedOn}（${t(w.endedOn)}）`}
        </dd>
        <dt>{t(entry.kind === 'item' ? w.quantity : w.value)}</dt>
        <dd>{t(entry.amount)}</dd>
        {entry.kind === 'item' && (
          <>
            <dt>{t(w.uscc)}</dt>
            <dd>{entry.uscc ?? '–'}</dd>
            <dt>{t(w.linked)}</dt>
            <dd>{entry.linkedName ?? <span className="sh-muted">{t(w.notLinked)}</span>}</dd>
          </>
        )}
        <dt>{t(w.source)}</dt>
        <dd>{entry.source || '–'}</dd>
        <dt>{t(w.document)}</dt>
        <dd>{entry.document || '–'}</dd>
        <dt>{t(w.note)}</dt>
        <dd>{entry.note || '–'}</dd>
        <dt>{t(w.reportedBy)}</dt>
        <dd>{entry.houseName ?? '–'}</dd>
        <dt>{t(w.revision)}</dt>
        <dd>{entry.revision}</dd>
      </dl>
    </section>
  );
}

function Change({ change }: { change: Page['changes'][number] }) {
  const t = useText();
  const at = (instant: string) => instantText(instant).zh;
  return (
    <li>
      <strong>{t(LINE_ACTIONS[change.action])}</strong> · {change.onDate} · {t(change.amount)} ·{' '}
      {t(change.region)}
      {change.name !== '' && ` · ${change.name}`}
      {change.note !== '' && (
        <div>
          {t(w.note)}：{change.note}
        </div>
      )}
      <div className="sh-muted">
        {change.houseName} · {t(w.fromBatch)} <Link to={change.to}>{change.batchTitle}</Link>
        {change.fileName !== null && ` · ${t(w.fromFile(change.fileName, change.position))}`}
      </div>
      <div className="sh-muted">
        {t(w.written(change.writtenByName, at(change.writtenAt)))} ·{' '}
        {t(w.recorded(change.recordedByName, at(change.recordedAt)))}
        {change.undoneAt !== null && ` · ${t(w.undone(change.undoneByName ?? '', at(change.undoneAt)))}`}
      </div>
    </li>
  );
}

export default function Entry() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { entry, plan } = page;
  const atSearch = useLocation().search;
  const change = (action: 'correct' | 'remove') =>
    `/batches/new?plan=${plan.id}&target=${encodeURIComponent(entry.targetId)}&entry=${entry.id}&action=${action}`;
  return (
    <>
      <PageHeader
        title={t(entry.title)}
        signs={
          <>
            <EntrySign state={entry.state} /> {plan.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
          </>
        }
        lead={
          <>
            <Link to={`/plans/${plan.id}${atSearch}`}>{t(plan.title)}</Link> ·{' '}
            <Link to={`/plans/${plan.id}/entries${atSearch}`}>{t(w.backToList)}</Link>
          </>
        }
        actions={
          page.mayChange && (
            <>
              <Button component={Link} to={change('remove')} variant="default">
                {t(w.remove)}
              </Button>
              <Button component={Link} to={change('correct')}>
                {t(w.correct)}
              </Button>
            </>
          )
        }
      />
      <AsAtBar asAt={page.asAt} today={page.today} refusal={page.asAtRefusal} />
      <Facts page={page} />
      <section className="sh-card" style={{ marginTop: 16 }}>
        <Title order={2} mb="sm">
          {t(w.history)}
        </Title>
        <p className="sh-muted">{t(w.changeLead)}</p>
        <ol className="sh-timeline">
          {page.changes.map((one) => (
            <Change key={one.batchId} change={one} />
          ))}
        </ol>
        {page.hasHidden && <p className="sh-muted">{t(w.hiddenChanges)}</p>}
      </section>
    </>
  );
}
