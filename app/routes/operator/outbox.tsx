import { isId } from '#db/identifier.ts';
import { Alert, Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countOutbox, listOutbox, type OutboxLine } from '#db/queries/notice.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import type { Tone } from '../../domain/filing/state.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { ruleWords } from '../../i18n/notice-rule.ts';
import { errorWords, outboxWords as w } from '../../i18n/notice.ts';

export const meta: MetaFunction = () => [{ title: '发件箱 · 数衡 Shuheng' }];

const STATES = ['waiting', 'sending', 'uncertain', 'failed', 'sent'] as const;
const TONES: Readonly<Record<(typeof STATES)[number], Tone>> = {
  waiting: 'blue',
  sending: 'blue',
  uncertain: 'amber',
  failed: 'red',
  sent: 'green',
};
const PAGE = 50;

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  const { db, site } = incoming.context.ports;
  const search = new URL(incoming.request.url).searchParams;
  const state = STATES.find((one) => one === search.get('state')) ?? null;
  const before = search.get('before');
  const beforeId = before && isId(before) ? before : null;
  const { lines, counts } = await db.transaction(visit.scope, async (trx) => ({
    lines: await listOutbox(trx, { state, beforeId, limit: PAGE + 1 }),
    counts: await countOutbox(trx),
  }));
  const page = lines.slice(0, PAGE);
  return {
    lines: page,
    nextId: lines.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    counts,
    state,
    mailConfigured: site.mailConfigured,
    isDemo: site.isDemo,
    now: visit.moment.now,
  };
}

function Filters() {
  const t = useText();
  const { counts, state } = useLoaderData<typeof loader>();
  const total = STATES.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  const entries = [
    { key: null, label: t(w.all), count: total },
    ...STATES.map((key) => ({ key, label: t(w.states[key]), count: counts[key] ?? 0 })),
  ];
  return (
    <nav aria-label={t(w.state)} style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
      {entries.map(({ key, label, count }) => (
        <Button
          key={label}
          component={Link}
          to={key ? `/operator/outbox?state=${key}` : '/operator/outbox'}
          variant={state === key ? 'filled' : 'default'}
          size="compact-md"
          {...(state === key ? { 'aria-current': 'page' as const } : {})}
        >
          {label} {count}
        </Button>
      ))}
    </nav>
  );
}

function Line({ line, now }: { line: OutboxLine; now: string }) {
  const t = useText();
  const remark = errorWords(line.lastError);
  const isOpen = line.state === 'waiting' || line.state === 'uncertain';
  const isHeld = isOpen && line.notBefore > now;
  const canRetry = line.state === 'failed' || (isHeld && line.attempts > 0);
  return (
    <tr>
      <td data-label={t(w.created)}>{t(instantText(line.createdAt))}</td>
      <td data-label={t(w.channel)}>{t(w.channels[line.channel])}</td>
      <td data-label={t(w.recipient)}>{line.recipientMask}</td>
      <td data-label={t(w.rule)} title={line.rule}>
        {t(ruleWords(line.rule))}
      </td>
      <td data-label={t(w.state)}>
        <Sign tone={TONES[line.state]}>{t(w.states[line.state])}</Sign>
        <div className="sh-muted">
          {line.sentAt
            ? t(instantText(line.sentAt))
            : isHeld && `${t(w.next)} ${t(instantText(line.notBefore))}`}
        </div>
      </td>
      <td data-label={t(w.attempts)} className="num">
        {line.attempts}
      </td>
      <td {...(remark ? { 'data-label': t(w.error) } : {})}>{remark && t(remark)}</td>
      <td>
        {canRetry && (
          <PostForm action="/operator/outbox/retry">
            <input type="hidden" name="id" value={line.id} />
            <Button
              type="submit"
              variant="default"
              size="compact-sm"
              aria-label={`${t(w.retry)}：${line.recipientMask} ${t(ruleWords(line.rule))}`}
            >
              {t(w.retry)}
            </Button>
          </PostForm>
        )}
      </td>
    </tr>
  );
}

export default function Outbox() {
  const t = useText();
  const { lines, nextId, state, mailConfigured, isDemo, now } = useLoaderData<typeof loader>();
  const heads = [w.created, w.channel, w.recipient, w.rule, w.state];
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          isDemo && (
            <Button component={Link} to="/demo/outbox" variant="default">
              {t(w.demoLink)}
            </Button>
          )
        }
      />
      {!mailConfigured && (
        <Alert color="yellow" variant="light" mb="md" title={t(w.noMail)}>
          {t(w.noMailText)}
        </Alert>
      )}
      <Filters />
      {lines.length === 0 ? (
        <EmptyState title={t(w.empty)}>{t(w.emptyText)}</EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap" style={{ padding: 0 }}>
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head.en} scope="col">
                    {t(head)}
                  </th>
                ))}
                <th scope="col" className="num">
                  {t(w.attempts)}
                </th>
                <th scope="col">{t(w.error)}</th>
                <th scope="col">{t(w.action)}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.id} line={line} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextId && (
        <p>
          <Link to={`/operator/outbox?before=${nextId}${state ? `&state=${state}` : ''}`}>{t(w.older)}</Link>
        </p>
      )}
    </>
  );
}
