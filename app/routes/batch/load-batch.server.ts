import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import type { z } from 'zod';
import { type BatchKey, type BatchRow, getBatch } from '#db/queries/batch.read.ts';
import { getPlan, getPlanVersion } from '#db/queries/plan.read.ts';
import type { Actor, Moment } from '../../domain/account/actor.ts';
import { refuse, type Refusal, type Result } from '../../domain/refusal/refusal.ts';
import { type BatchIntent, batchIntents, type BatchSide, batchSide } from '../../domain/target/batch.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import type { Words } from '../../domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { type Acting, requireRegulator } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import type { Ports } from '../../services/ports.ts';

/** A batch that an address names, as its pages need it. */
export interface LoadedBatch {
  readonly visit: Acting<'regulator'>;
  readonly batch: BatchRow;
  readonly side: BatchSide;
  readonly intents: readonly BatchIntent[];
  /** Of the plan as published; null where it was withdrawn from the house's sight. */
  readonly plan: { readonly id: string; readonly title: Words; readonly content: PlanContent } | null;
}

/** The key in an address; texts that are none find nothing. */
export function batchKeyOf(incoming: LoaderFunctionArgs): BatchKey {
  const { organisationId = '', batchId = '' } = incoming.params;
  return { organisationId, id: batchId };
}

/** Where a batch is read. */
export function batchPath(key: BatchKey): string {
  return `/batches/${key.organisationId}/${key.id}`;
}

/** To the batch's page, from the address of a button: there is nothing to see there. */
export function backToBatch(incoming: LoaderFunctionArgs): Response {
  return redirect(encodeURI(batchPath(batchKeyOf(incoming))));
}

/** The batch that an address names, for an officer of either house; 404 for everybody else's. */
export async function loadBatch(incoming: LoaderFunctionArgs): Promise<LoadedBatch> {
  const visit = await requireRegulator(incoming);
  const { scope } = visit;
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const batch = await getBatch(trx, scope, batchKeyOf(incoming));
    const plan = batch && (await getPlan(trx, scope, batch.planId));
    if (!batch || !plan || plan.versionNo === null) return { batch };
    return { batch, row: plan, version: await getPlanVersion(trx, plan, plan.versionNo) };
  });
  const { batch, row, version } = found;
  const side = batch && batchSide(batch, scope.organisationId);
  if (!batch || !side) throw refusalResponse(refuse('not_found').refusal);
  return {
    visit,
    batch,
    side,
    intents: batchIntents(batch.status, side, scope.role),
    plan:
      row && version
        ? { id: row.id, title: { zh: row.titleZh, en: row.titleEn }, content: openPlan(version.content) }
        : null,
  };
}

/** The same, where the state allows an intent now; 409 otherwise. */
export async function loadBatchFor(incoming: LoaderFunctionArgs, intent: BatchIntent): Promise<LoadedBatch> {
  const loaded = await loadBatch(incoming);
  if (!loaded.intents.includes(intent)) throw refusalResponse(refuse('not_allowed_now').refusal);
  return loaded;
}

/** Back to the batch with what was wrong: a button has no page of its own to show it on. */
function backWith(incoming: ActionFunctionArgs, refusal: Refusal): Response {
  const first = Object.values(refusal.fields ?? {})[0];
  const message = first ?? refusal.words ?? REFUSAL_WORDS[refusal.code];
  const { isSecure } = incoming.context;
  return redirectWith(batchPath(batchKeyOf(incoming)), message, { isSecure, tone: 'warning' });
}

/** One press of a button about the batch in the address: what is posted, what is done, what is said. */
export interface BatchPress<Input, Output> {
  readonly schema: z.ZodType<Input>;
  run(
    ports: Ports,
    actor: Actor,
    moment: Moment,
    input: Input & { batch: BatchKey },
  ): Promise<Result<Output>>;
  said(value: Output): Words;
  /** Where to go on; the batch's page by default. */
  to?(key: BatchKey): string;
}

/**
 * Carries out a press and goes back to the batch, with what was done or why it wasn't. What isn't there, or isn't the
 * visitor's, answers 404: there is no page to go back to.
 */
export async function pressOn<Input extends object, Output>(
  incoming: ActionFunctionArgs,
  press: BatchPress<Input, Output>,
): Promise<Response> {
  const visit = await requireRegulator(incoming, 'enterRecords');
  const form = await readForm(incoming, press.schema);
  if (!form.ok) return backWith(incoming, form.refusal);
  const key = batchKeyOf(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await press.run(ports, visit.actor, visit.moment, { ...form.value, batch: key });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) return backWith(incoming, result.refusal);
  return redirectWith(press.to?.(key) ?? batchPath(key), press.said(result.value), { isSecure });
}
