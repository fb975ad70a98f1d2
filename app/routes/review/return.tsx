import '../../components/list/list.css';
import './review.css';
import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ErrorSummary, refusedIn } from '../../components/form/error-summary.tsx';
import { PostForm } from '../../components/form/post-form.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { reviewLines } from '../../domain/review/review-lines.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { reviewWords as w } from '../../i18n/review.ts';
import { returnFiling } from '../../services/review/return-filing.server.ts';
import { readReview, requireReview, reviewRights } from './review-page.server.ts';

export const meta: MetaFunction = () => [{ title: '退回补正 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filing } = await requireReview(incoming);
  const read = await readReview(incoming, visit, filing, filing.currentVersionNo);
  const labels = new Map(reviewLines(read.body, null).map((line) => [line.path, line.label]));
  return {
    filing: { id: filing.id, enterpriseName: filing.enterpriseName, serialNo: filing.serialNo },
    mayReturn: reviewRights(visit, filing).returnFiling,
    threads: read.threads
      .filter((thread) => thread.state === 'open')
      .map((thread) => ({
        id: thread.id,
        label: labels.get(thread.anchor) ?? null,
        anchor: thread.anchor,
        proposedValue: thread.proposedValue,
        text: thread.comments.at(-1)?.body ?? '',
      })),
  };
}

/** 退回补正. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'returnFiling');
  const id = incoming.params.id ?? '';
  const form = await readForm(incoming, z.object({}));
  if (!form.ok) return refused(form.refusal);
  const result = await returnFiling(incoming.context.ports, visit.actor, visit.moment, { filing: id });
  if (!result.ok) return refused(result.refusal);
  return redirectWith(`/review/${id}`, w.returnedFlash, { isSecure: incoming.context.isSecure });
}

export default function Return() {
  const t = useText();
  const { filing, threads, mayReturn } = useLoaderData<typeof loader>();
  const refusal = refusedIn(useActionData<typeof action>());
  const canReturn = mayReturn && threads.length > 0;
  return (
    <div className="sh-form">
      <PageHeader title={t(w.returnTitle)} lead={`${filing.enterpriseName} · ${filing.serialNo ?? ''}`} />
      <ErrorSummary refused={refusal} />
      {threads.length === 0 ? (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.returnNone)}
        </Alert>
      ) : (
        <>
          <p>{t(w.returnLead(filing.enterpriseName))}</p>
          {threads.map((thread) => (
            <div key={thread.id} className="sh-thread">
              <strong>{thread.label ? t(thread.label) : thread.anchor}</strong>
              <p>{thread.text}</p>
              {thread.proposedValue !== null && (
                <p className="sh-muted">
                  {t(w.proposed)}：{thread.proposedValue}
                </p>
              )}
            </div>
          ))}
          <p className="sh-muted">{t(w.returnStands)}</p>
        </>
      )}
      <div className="sh-thread-actions">
        {canReturn && (
          <PostForm>
            <Button type="submit" color="orange.9">
              {t(w.returnAction)}
            </Button>
          </PostForm>
        )}
        <Button component={Link} to={`/review/${filing.id}`} variant="default">
          {t(w.backToFiling)}
        </Button>
      </div>
    </div>
  );
}
