import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { readPosted } from '../../http/form.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { journalWords as w } from '../../i18n/calendar.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewCheckpoints } from '../../services/journal/review-checkpoints.server.ts';
import { verifyJournal, type JournalVerification } from '../../services/journal/verify-journal.server.ts';

export const meta: MetaFunction = () => [{ title: '日志校验 · 数衡 Shuheng' }];

const SHOWN = 14;

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireOperator(incoming);
  return reviewCheckpoints(incoming.context.ports, visit.scope, SHOWN);
}

/** Recomputes the chains; writes nothing. */
export async function action(incoming: ActionFunctionArgs) {
  await requireOperator(incoming);
  await readPosted(incoming);
  return verifyJournal(incoming.context.ports);
}

function Verdict({ verification }: { verification: JournalVerification }) {
  const t = useText();
  const { ok, chains, events, checkpoints, brokenLink, brokenCheckpoint } = verification;
  return (
    <Alert
      role={ok ? 'status' : 'alert'}
      color={ok ? 'green' : 'red'}
      variant="light"
      mb="md"
      title={`${ok ? '✓' : '!'} ${t(ok ? w.good : w.bad)}`}
    >
      {t(w.chains)} {chains} · {t(w.events)} {events} · {t(w.checkpoints)} {checkpoints}
      {brokenLink && (
        <div style={{ overflowWrap: 'anywhere' }}>
          {t(w.brokenAt)}：{t(w.organisation)} {brokenLink.organisationId} · {t(w.seq)} {brokenLink.seq} ·{' '}
          {t(w.why[brokenLink.why])}
        </div>
      )}
      {brokenCheckpoint && (
        <div>
          {t(w.brokenCheckpoint)}：{t(instantText(brokenCheckpoint.at))} ·{' '}
          {t(w.checkpointWhy[brokenCheckpoint.why])}
        </div>
      )}
    </Alert>
  );
}

function MakeCheckpoint() {
  const t = useText();
  return (
    <PostForm action="/operator/journal/checkpoint">
      <Button type="submit" variant="default">
        {t(w.make)}
      </Button>
    </PostForm>
  );
}

export default function Journal() {
  const t = useText();
  const { checkpoints, publicKey } = useLoaderData<typeof loader>();
  const verification = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          <PostForm action="/operator/journal">
            <Button type="submit">{t(w.verify)}</Button>
          </PostForm>
        }
      />
      {verification && <Verdict verification={verification} />}
      <section aria-labelledby="recent">
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center', marginBottom: 8 }}>
          <h2 id="recent" style={{ fontSize: 16, margin: 0 }}>
            {t(w.recent)}
          </h2>
          {checkpoints.length > 0 && <MakeCheckpoint />}
        </div>
        {checkpoints.length === 0 ? (
          <EmptyState title={t(w.none)} action={<MakeCheckpoint />}>
            {t(w.noneText)}
          </EmptyState>
        ) : (
          <div className="sh-card sh-table-wrap" style={{ padding: 0 }}>
            <table className="sh-table" data-cards>
              <thead>
                <tr>
                  <th scope="col">{t(w.at)}</th>
                  <th scope="col" className="num">
                    {t(w.chains)}
                  </th>
                  <th scope="col" className="num">
                    {t(w.events)}
                  </th>
                  <th scope="col">{t(w.digest)}</th>
                </tr>
              </thead>
              <tbody>
                {checkpoints.map((checkpoint) => (
                  <tr key={checkpoint.id}>
                    <td data-label={t(w.at)}>{t(instantText(checkpoint.at))}</td>
                    <td data-label={t(w.chains)} className="num">
                      {checkpoint.heads}
                    </td>
                    <td data-label={t(w.events)} className="num">
                      {checkpoint.events}
                    </td>
                    <td data-label={t(w.digest)} style={{ overflowWrap: 'anywhere' }}>
                      <code>{checkpoint.digest}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className="sh-card" aria-labelledby="key" style={{ marginTop: 16 }}>
        <h2 id="key" style={{ fontSize: 16, margin: 0 }}>
          {t(w.publicKey)}
        </h2>
        <code style={{ overflowWrap: 'anywhere' }}>{publicKey}</code>
        <div className="sh-muted">{t(w.publicKeyHelp)}</div>
      </section>
    </>
  );
}
