import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getChangeableEntry } from '#db/queries/batch.read.ts';
import { refusedIn } from '../../components/form/error-summary.tsx';
import { refuse, type Result } from '../../domain/refusal/refusal.ts';
import { lineKindsOf, lineSubject } from '../../domain/target/line.ts';
import { readForm, readSearch } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, refused } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { addLine } from '../../services/batch/add-line.server.ts';
import { changeEntry } from '../../services/batch/change-entry.server.ts';
import { initialOf, lineFormFacts, PostedLineSchema } from './line-facts.server.ts';
import { LineForm } from './line-form.tsx';
import { batchKeyOf, batchPath, loadBatchFor, type LoadedBatch } from './load-batch.server.ts';

export const meta: MetaFunction = () => [{ title: '添加条目 · 数衡 Shuheng' }];

/** A target to report on, or an entry to correct or remove. */
const Search = z.object({
  target: z.string().max(20).catch(''),
  kind: z.enum(['item', 'observation', '']).catch(''),
  entry: z.string().max(36).catch(''),
  action: z.enum(['correct', 'remove']).catch('correct'),
});
type Wanted = z.infer<typeof Search>;

const notFound = () => refusalResponse(refuse('not_found').refusal);

/** The empty form of a target. */
function newLine(loaded: LoadedBatch, wanted: Wanted) {
  const { plan, side, visit } = loaded;
  if (!plan) throw refusalResponse(refuse('not_allowed_now').refusal);
  const subject = lineSubject(plan.content, wanted.target);
  if (!subject) throw notFound();
  const kinds = lineKindsOf(subject);
  const kind = kinds.find((one) => one === wanted.kind) ?? kinds[0] ?? 'observation';
  // A deliverable is done for the whole area, a city reports on itself alone: one choice is no question.
  const isWhole = side !== 'own' || !('measure' in subject);
  const initial: Record<string, string> = isWhole ? { region: visit.scope.regionCode } : {};
  return lineFormFacts(loaded, subject, { action: 'add', kind, initial, revision: null });
}

/** The form of an entry that is corrected or removed. */
async function changedEntry(incoming: LoaderFunctionArgs, loaded: LoadedBatch, wanted: Wanted) {
  const { visit, batch, plan } = loaded;
  const entry = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    getChangeableEntry(trx, visit.scope, batch.planId, wanted.entry),
  );
  const subject = entry && plan && lineSubject(plan.content, entry.targetId);
  if (!entry || !subject) throw notFound();
  const { action } = wanted;
  const stored = initialOf(entry);
  const initial = action === 'remove' ? { ...stored, note: '' } : stored;
  return lineFormFacts(loaded, subject, { action, kind: entry.kind, initial, revision: null });
}

export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadBatchFor(incoming, 'edit');
  const wanted = readSearch(incoming.request, Search);
  return wanted.entry === '' ? newLine(loaded, wanted) : changedEntry(incoming, loaded, wanted);
}

/** Adds the line, or the change of an entry. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const wanted = readSearch(incoming.request, Search);
  const form = await readForm(incoming, PostedLineSchema);
  if (!form.ok) return refused(form.refusal, form.values);
  const { isTwice, then, revision: _, ...line } = form.value;
  const { ports, isSecure } = incoming.context;
  const batch = batchKeyOf(incoming);
  const typed = { batch, line, isTwice: isTwice === 'yes' };
  const { target, entry, action: change } = wanted;
  const result: Result<{ id: string }> =
    entry === ''
      ? await addLine(ports, visit.actor, visit.moment, { ...typed, target })
      : await changeEntry(ports, visit.actor, visit.moment, { ...typed, entry, action: change });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return refused(result.refusal, form.values);
  const again = new URLSearchParams({ target, kind: line.kind }).toString();
  const at = batchPath(batch);
  const to = then === 'more' && entry === '' ? `${at}/lines/new?${again}` : `${at}#line-${result.value.id}`;
  return redirectWith(to, w.lineAdded, { isSecure });
}

export default function NewLinePage() {
  const facts = useLoaderData<typeof loader>();
  return <LineForm facts={facts} refused={refusedIn(useActionData<typeof action>())} />;
}
