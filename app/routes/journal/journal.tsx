import '../../components/list/list.css';
import './journal.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { LawMark } from '../../components/layout/law-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { journalSearch } from '../../domain/journal/journal-filter.ts';
import { readPosted } from '../../http/form.server.ts';
import { requireAuditor } from '../../http/scope.server.ts';
import { journalWords } from '../../i18n/calendar.ts';
import { auditWords as w } from '../../i18n/journal.ts';
import { useText } from '../../i18n/language.tsx';
import { verifyChain } from '../../services/journal/verify-chain.server.ts';
import { isNarrowed, JournalChips, JournalFilters } from './journal-filters.tsx';
import { JournalTable } from './journal-table.tsx';
import { loadAudit } from './journal-view.server.ts';

export const meta: MetaFunction = () => [{ title: '审计日志 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  return loadAudit(incoming);
}

/** 校验本单位日志: recomputes the own chain; writes nothing. */
export async function action(incoming: ActionFunctionArgs) {
  const { scope, actor } = await requireAuditor(incoming);
  await readPosted(incoming);
  return verifyChain(incoming.context.ports, actor, scope.organisationId);
}

/** What the audit log shows. */
export type JournalPage = ReturnType<typeof useLoaderData<typeof loader>>;

function Verdict({ found }: { found: ReturnType<typeof useActionData<typeof action>> }) {
  const t = useText();
  if (!found) return null;
  const { events, checkpoints, broken } = found;
  const ok = broken === null;
  return (
    <Alert
      role={ok ? 'status' : 'alert'}
      color={ok ? 'green' : 'red'}
      variant="light"
      mb="md"
      title={`${ok ? '✓' : '!'} ${t(ok ? w.good : w.bad)}`}
    >
      {broken ? (
        <>
          {t(journalWords.brokenAt)}：{t(w.seq)} {broken.seq} · {t(journalWords.why[broken.why])}
        </>
      ) : (
        <>
          {t(w.goodText(events))} {t(w.against(checkpoints))}
        </>
      )}
    </Alert>
  );
}

function Actions({ page }: { page: JournalPage }) {
  const t = useText();
  const search = journalSearch(page.filter);
  const withFormat = (format: string) =>
    `/journal/export${search === '' ? '?' : `${search}&`}format=${format}`;
  return (
    <>
      {page.count > 0 && (
        <>
          <Button component="a" href={withFormat('xlsx')} variant="default">
            {t(w.exportXlsx)}
          </Button>
          <Button component="a" href={withFormat('csv')} variant="default">
            {t(w.exportCsv)}
          </Button>
        </>
      )}
      {page.isOwn && (
        <PostForm action={`/journal${search}`}>
          <Button type="submit">{t(w.verify)}</Button>
        </PostForm>
      )}
    </>
  );
}

function Lead({ page }: { page: JournalPage }) {
  const t = useText();
  if (page.enterpriseName !== null) {
    return (
      <>
        <Link to={`/enterprises/${page.filter.of}`}>{page.enterpriseName}</Link> · {t(w.leadShared)}{' '}
        <Link to="/journal">{t(w.ownHouse)}</Link>
      </>
    );
  }
  return (
    <>
      {t(page.kind === 'operator' ? w.leadOperator : w.lead)} <LawMark id="cybersecurity-logs" />
    </>
  );
}

export default function Journal() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const found = useActionData<typeof action>();
  const narrowed = isNarrowed(page.filter);
  return (
    <>
      <PageHeader title={t(w.title)} lead={<Lead page={page} />} actions={<Actions page={page} />} />
      <Verdict found={found} />
      <JournalFilters page={page} />
      <JournalChips page={page} />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(narrowed ? w.empty : w.none)}
          action={
            narrowed ? (
              <Button component={Link} to="/journal" variant="default">
                {t(w.clear)}
              </Button>
            ) : undefined
          }
        >
          <p>{t(narrowed ? w.emptyText : w.noneText)}</p>
        </EmptyState>
      ) : (
        <JournalTable page={page} />
      )}
    </>
  );
}
