import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getLine } from '#db/queries/batch.read.ts';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { lineSubject } from '../../domain/target/line.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { editLine } from '../../services/batch/edit-line.server.ts';
import { initialOf, lineFormFacts, PostedLineSchema } from './line-facts.server.ts';
import { LineForm } from './line-form.tsx';
import { batchKeyOf, batchPath, loadBatchFor } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '修改条目 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadBatchFor(incoming, 'edit');
  const line = await incoming.context.ports.db.transaction(loaded.visit.scope, (trx) =>
    getLine(trx, loaded.batch, incoming.params.lineId ?? ''),
  );
  if (!line) throw refusalResponse(refuse('not_found').refusal);
  const subject = loaded.plan && lineSubject(loaded.plan.content, line.targetId);
  if (!subject) throw refusalResponse(refuse('not_allowed_now').refusal);
  const { action, kind, revision } = line;
  return lineFormFacts(loaded, subject, { action, kind, revision, initial: initialOf(line) });
}

/** Rewrites the line; the second of two officers gets 409 with both values. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const form = await readForm(incoming, PostedLineSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { isTwice, then: _, revision, ...line } = form.value;
  const { ports, isSecure } = incoming.context;
  const batch = batchKeyOf(incoming);
  const lineId = incoming.params.lineId ?? '';
  const typed = { batch, lineId, revision, line, isTwice: isTwice === 'yes' };
  const result = await editLine(ports, visit.actor, visit.moment, typed);
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  return redirectWith(`${batchPath(batch)}#line-${lineId}`, w.lineSaved, { isSecure });
}

export default function EditLinePage() {
  const facts = useLoaderData<typeof loader>();
  return <LineForm facts={facts} refused={refusedIn(useActionData<typeof action>())} />;
}
