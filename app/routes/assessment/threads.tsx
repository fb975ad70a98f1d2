import '../review/review.css';
import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { itemsOf } from '#app/domain/assessment/model.ts';
import { STATE_SIGNS } from '#app/domain/assessment/state.ts';
import { ThreadBodySchema } from '#app/domain/assessment/thread.ts';
import { words } from '#app/domain/words.ts';
import { listAssessmentThreads } from '#db/queries/assessment-thread.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { useText } from '../../i18n/language.tsx';
import { openAssessmentThread } from '../../services/assessment-thread/open-assessment-thread.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { AssessmentThread } from './assessment-thread.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { itemAddress } from './item-navigation.tsx';
import { isTalking, threadFacts } from './item-page.server.ts';
import { loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '待处理的询问 · 数衡 Shuheng' }];

const AskSchema = ThreadBodySchema.extend({ cell: z.string().max(200), back: z.string().max(400) });
const EMPTY = words('请填写问题。', 'Write a question.');

/** The open questions of an assessment; those of an independent one too, whose contents are still closed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const head = await loadAssessmentHead(incoming, house, incoming.params['assessmentId']);
  const { assessment, model, isHidden } = head;
  const threads = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listAssessmentThreads(trx, house.organisationId, assessment.id),
  );
  const itemOfCell = new Map(
    itemsOf(model).flatMap((item) => item.cells.map((cell) => [cell.id, { id: item.id, name: item.name }])),
  );
  return {
    base: house.base,
    client: house.client,
    assessment: { id: assessment.id, title: assessment.title, sign: STATE_SIGNS[assessment.state] },
    isHidden,
    threads: threads
      .filter(({ state }) => state !== 'resolved')
      .map((thread) => ({
        ...threadFacts(thread, house, isTalking(assessment.state)),
        item: itemOfCell.get(thread.cellId) ?? null,
      })),
  };
}

/** Asks something about a cell; back to the page on which it was asked. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const form = await readForm(incoming, AskSchema);
  const back = localAddress(form.values['back'], `${base}/assessments/${assessmentId}/threads`);
  if (!form.ok) {
    return redirectWith(back, form.refusal.fields?.['body'] ?? EMPTY, { isSecure, tone: 'warning' });
  }
  const { cell: cellId, body } = form.value;
  const input = { assessmentId, cellId, body };
  const result = await onceOnly(incoming, input, () =>
    openAssessmentThread(ports, visit.actor, visit.moment, input),
  );
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`${back}#thread-${result.value.threadId}`, w.asked, { isSecure });
}

export default function AssessmentThreads() {
  const t = useText();
  const { base, client, assessment, isHidden, threads } = useLoaderData<typeof loader>();
  const place = `${base}/assessments/${assessment.id}`;
  const groups = [...new Set(threads.map(({ cellId }) => cellId))];
  return (
    <>
      {client && <ClientBar client={client} />}
      <PageHeader
        title={t(w.threadsTitle)}
        signs={<Sign tone={assessment.sign.tone}>{t(assessment.sign.label)}</Sign>}
        lead={
          <>
            {assessment.title}。{t(w.threadsLead)}
          </>
        }
        actions={
          <Button component={Link} to={place} variant="default">
            {t(w.overview)}
          </Button>
        }
      />
      {threads.length === 0 && <EmptyState title={t(w.threadsEmpty)}>{t(w.threadsEmptyText)}</EmptyState>}
      {groups.map((cellId) => {
        const here = threads.filter((thread) => thread.cellId === cellId);
        const item = here[0]?.item;
        return (
          <section key={cellId} className="sh-card" style={{ marginBottom: 12 }}>
            <h2 className="sh-h2">
              {cellId} {item && t(item.name)}
            </h2>
            {item && !isHidden && <Link to={itemAddress(place, item.id)}>{t(w.toItem)}</Link>}
            {here.map((thread) => (
              <AssessmentThread key={thread.id} thread={thread} place={place} back={`${place}/threads`} />
            ))}
          </section>
        );
      })}
    </>
  );
}
