import { Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { RESULT_NOTES, STATE_SIGNS } from '../../domain/assessment/state.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar, type ClientFacts } from '../client/client-bar.tsx';
import type { ResultHead } from './result-head.server.ts';

/** The frame of every page that reads one assessment's result: whose it is, what it is, its other pages. */
export function ResultFrame({
  head,
  client,
  title,
  lead,
  actions,
  children,
}: {
  head: ResultHead;
  client: ClientFacts | null;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={`${title}：${head.title}`}
        signs={
          <>
            <Sign tone={STATE_SIGNS[head.state].tone}>{t(STATE_SIGNS[head.state].label)}</Sign>
            <Tag>{t(RESULT_NOTES[head.side])}</Tag>
          </>
        }
        lead={
          <>
            {t(head.modelTitle)}
            {head.unit && ` · ${head.unit}`}
            {head.signedOn && ` · v${head.versionNo} ${head.signedOn}`}
            {lead && <div>{lead}</div>}
          </>
        }
        actions={actions}
      />
      <ResultPages head={head} />
      {children}
    </>
  );
}

function ResultPages({ head }: { head: ResultHead }) {
  const t = useText();
  const { pathname } = useLocation();
  const place = head.place;
  const pages = [
    { to: place, label: w.overview },
    { to: `${place}/result`, label: w.result },
    { to: `${place}/gaps`, label: w.gaps },
    ...(head.mayPlan ? [{ to: `${place}/actions`, label: w.actions }] : []),
    { to: `${head.base}/assessments/compare?left=${head.id}`, label: w.compare },
    { to: `${head.base}/assessments/trend`, label: w.trend },
    { to: `${place}/report`, label: w.report },
  ];
  return (
    <nav aria-label={t(w.pages)} className="sh-result-pages sh-no-print">
      {pages.map(({ to, label }) => (
        <Link key={to} to={to} {...(pathname === to ? { 'aria-current': 'page' } : {})}>
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
