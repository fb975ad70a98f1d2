import type { LoaderFunctionArgs } from '@remix-run/node';
import { countLines, type LineRow, listLines } from '#db/queries/batch.read.ts';
import { listThreads, type ThreadView } from '#db/queries/comment.read.ts';
import { listTimeline } from '#db/queries/filing.read.ts';
import { regionName, regionShortName } from '../../domain/organisation/region.ts';
import {
  type BatchIntent,
  batchIntentWords,
  batchState,
  lineAnchor,
  lineOfAnchor,
  WHOLE_BATCH,
} from '../../domain/target/batch.ts';
import { lineSubject } from '../../domain/target/line.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import { type Words, words } from '../../domain/words.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { amountText, subjectName } from '../entry/entry-view.server.ts';
import type { LoadedBatch } from './load-batch.server.ts';

function amountOf(content: PlanContent | null, line: LineRow): Words {
  if (content) return amountText(content, line);
  const amount = line.kind === 'item' ? line.quantity : line.value;
  const text = amount === null ? '–' : String(amount);
  return words(text, text);
}

/** A line as the table shows it. */
function lineView(content: PlanContent | null, line: LineRow, threads: readonly ThreadView[]) {
  const anchor = lineAnchor(line.id);
  return {
    id: line.id,
    position: line.position,
    targetId: line.targetId,
    target: content ? subjectName(lineSubject(content, line.targetId)) : w.planGone,
    kind: line.kind,
    action: line.action,
    entryId: line.entryId,
    name: line.name,
    uscc: line.uscc,
    region: regionShortName(line.regionCode),
    onDate: line.onDate,
    endedOn: line.endedOn,
    amount: amountOf(content, line),
    source: line.source,
    document: line.document,
    note: line.note,
    anchor,
    threads: threads.filter((thread) => thread.anchor === anchor),
  };
}

/** Where a thread stands that isn't beside a line of the page. */
function placeOf(thread: ThreadView): Words {
  return lineOfAnchor(thread.anchor) === null ? w.onWhole : w.onGone;
}

/** What is being commented on, by `?comment=`: a line of the page or the whole; null while nothing is. */
function commentTarget(wanted: string, lines: readonly { anchor: string; position: number; name: string }[]) {
  if (wanted === WHOLE_BATCH) return { anchor: WHOLE_BATCH, label: w.onWhole };
  const line = lines.find(({ anchor }) => anchor === wanted);
  if (!line) return null;
  const label = words(`第 ${line.position} 条 ${line.name}`, `Line ${line.position} ${line.name}`);
  return { anchor: line.anchor, label };
}

/** Which buttons stand on the page. */
function rightsOf({ visit, batch, side, intents }: LoadedBatch) {
  const may = (intent: BatchIntent) => intents.includes(intent);
  const isMine = batch.assigneeId === visit.scope.accountId;
  const isUnderReview = batch.status === 'in_review' && batch.assigneeId !== null;
  return {
    edit: may('edit'),
    submit: may('submit') ? batchIntentWords('submit', side) : null,
    withdraw: may('withdraw'),
    deleteDraft: may('deleteDraft'),
    answer: may('answerComment'),
    claim: may('claim') && !(isUnderReview && isMine),
    isTakeOver: isUnderReview && !isMine,
    isMine,
    release: may('release') && (isMine || visit.scope.role === 'supervisor'),
    comment: may('comment'),
    resolve: may('resolveThread'),
    returnFiling: may('returnFiling'),
    record: may('record') ? batchIntentWords('record', side) : null,
    // Whoever may undo it: the plan's house what it recorded.
    undoImport:
      batch.channel === 'import' &&
      batch.status === 'on_record' &&
      batch.undoneAt === null &&
      side !== 'reporter',
  };
}

/** Whether lines may hold what was never submitted: since a return, until the next submission; withdrawn meanwhile, for good. */
function isBeingMended({ status, returnedAt, submittedAt }: LoadedBatch['batch']): boolean {
  if (status === 'returned') return true;
  return status === 'withdrawn' && returnedAt !== null && submittedAt !== null && returnedAt >= submittedAt;
}

/** Everything that a batch's page shows. */
export async function readBatchPage(
  incoming: LoaderFunctionArgs,
  loaded: LoadedBatch,
  search: { readonly after: number; readonly comment: string },
) {
  const { visit, batch, side, plan } = loaded;
  const read = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    lines: await listLines(trx, batch, search.after),
    count: (await countLines(trx, batch)).count,
    threads: await listThreads(trx, batch.organisationId, batch.id, 'batch_id'),
    events: await listTimeline(trx, batch.organisationId, batch.id),
  }));
  const content = plan?.content ?? null;
  const lines = read.lines.rows.map((line) => lineView(content, line, read.threads));
  const shown = new Set(lines.map(({ anchor }) => anchor));
  const rights = rightsOf(loaded);
  return {
    batch: { ...batch, region: regionName(batch.regionCode) },
    side,
    state: batchState(batch),
    rights,
    plan: plan && { id: plan.id, title: plan.title },
    targets: rights.edit && content ? targetChoices(content, side === 'own') : [],
    lines,
    count: read.count,
    after: search.after,
    next: read.lines.next,
    areLinesHidden: side === 'plan_house' && isBeingMended(batch),
    otherThreads: read.threads
      .filter(({ anchor }) => !shown.has(anchor))
      .map((thread) => ({ ...thread, place: placeOf(thread) })),
    openCount: read.threads.filter(({ state }) => state === 'open').length,
    commentOn: rights.comment ? commentTarget(search.comment, lines) : null,
    events: read.events.map(({ seq, type, actorName, actorSide, at }) => ({
      seq,
      type,
      actorName,
      actorSide,
      at,
    })),
  };
}

/** What a line can be about: targets and, for the plan's own house, what has no number. */
export function targetChoices(content: PlanContent, isPlanHouse: boolean): { id: string; name: Words }[] {
  const targets = content.targets.map(({ id, indicator }) => ({ id, name: indicator }));
  if (!isPlanHouse) return targets;
  return [...targets, ...content.deliverables.map(({ id, text }) => ({ id, name: text }))];
}
