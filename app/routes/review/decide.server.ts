import type { ActionFunctionArgs } from '@remix-run/node';
import type { z } from 'zod';
import type { Actor, Moment } from '../../domain/account/actor.ts';
import type { Intent } from '../../domain/organisation/organisation.ts';
import type { Result } from '../../domain/refusal/refusal.ts';
import type { Words } from '../../domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import type { Ports } from '../../services/ports.ts';
import { backWith } from './batch.server.ts';

/** One small decision about the filing in the address: what is posted, what is done, what is said. */
export interface Decision<Input, Output> {
  readonly intent: Intent;
  /** The schema of the posted form; the filing comes from the address, whatever was posted. */
  readonly schema: z.ZodType<Input>;
  /** Names posted as lists. */
  readonly lists?: readonly string[];
  run(ports: Ports, actor: Actor, moment: Moment, input: Input): Promise<Result<Output>>;
  said(value: Output): Words;
  /** Where on the filing's page to go on. */
  at?(input: Input): string;
}

/** Carries out a decision and goes back to the filing's page, with what was done or why it wasn't. */
export async function decideOn<Input extends object, Output>(
  incoming: ActionFunctionArgs,
  decision: Decision<Input, Output>,
): Promise<Response> {
  const visit = await requireRegulator(incoming, decision.intent);
  const back = `/review/${incoming.params.id ?? ''}`;
  const form = await readForm(incoming, decision.schema, decision.lists);
  if (!form.ok) return backWith(incoming, back, form.refusal);
  const result = await decision.run(incoming.context.ports, visit.actor, visit.moment, form.value);
  if (!result.ok) return backWith(incoming, back, result.refusal);
  return redirectWith(`${back}${decision.at?.(form.value) ?? ''}`, decision.said(result.value), {
    isSecure: incoming.context.isSecure,
  });
}
