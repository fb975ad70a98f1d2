import type { z } from 'zod';
import type { Refusal, Result } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { readForm } from '../../http/form.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { reviewWords } from '../../i18n/review.ts';
import type { BatchOutcome } from '../../services/review/claim-filings.server.ts';

type BatchReading<T> =
  | { readonly ok: true; readonly value: T; readonly back: string }
  | { readonly ok: false; readonly response: Response };

/**
 * Back to a page with what was wrong: a batch has no page of its own to show it on. What isn't there, or isn't the
 * visitor's, answers 404: there is no page to go back to.
 */
export function backWith(incoming: Incoming, back: string, refusal: Refusal): Response {
  if (refusal.code === 'not_found') throw refusalResponse(refusal);
  const first = Object.values(refusal.fields ?? {})[0];
  const message = first ?? refusal.words ?? REFUSAL_WORDS[refusal.code];
  return redirectWith(back, message, { isSecure: incoming.context.isSecure, tone: 'warning' });
}

/** The ticked filings of a posted batch, and the page of the queue to go back to. */
export async function readBatch<T>(incoming: Incoming, schema: z.ZodType<T>): Promise<BatchReading<T>> {
  const form = await readForm(incoming, schema, ['filing']);
  const back = localAddress(form.values.back, '/queue');
  if (!form.ok) return { ok: false, response: backWith(incoming, back, form.refusal) };
  return { ok: true, value: form.value, back };
}

/** Back to the queue with how many were done and how many were left. */
export function answerBatch(incoming: Incoming, back: string, result: Result<BatchOutcome>): Response {
  if (!result.ok) return backWith(incoming, back, result.refusal);
  const { taken, left } = result.value;
  return redirectWith(back, reviewWords.batchDone(taken, left), {
    isSecure: incoming.context.isSecure,
    tone: taken > 0 ? 'good' : 'warning',
  });
}
