import type { Actor } from '../domain/account/actor.ts';
import { EmailFormSchema, type EmailForm } from '../domain/account/registration.ts';
import type { Incoming } from './context.server.ts';
import { readForm } from './form.server.ts';
import type { LimitName } from './limit.server.ts';
import { withinLimit } from './limit.server.ts';
import { refused } from './response.server.ts';
import type { SignedIn } from './scope.server.ts';

/** The signed-in person as the actor of what concerns the own account. */
export function accountActor(visit: SignedIn): Actor & { readonly accountId: string } {
  return { ...visit.actor, accountId: visit.session.accountId };
}

/** Takes one from each allowance; the first that is used up answers 429, with what was typed. */
export async function limited(
  { context }: Incoming,
  takes: readonly (readonly [name: LimitName, key: string])[],
  values: Readonly<Record<string, string>>,
): Promise<ReturnType<typeof refused> | null> {
  for (const [name, key] of takes) {
    const limit = await withinLimit(context.limiter, name, key);
    if (!limit.ok) return refused(limit.refusal, values);
  }
  return null;
}

/** A posted address to which a mail is asked for, within the allowances of sender and address; or the answer to give. */
export async function readMailAddress(
  incoming: Incoming,
): Promise<{ ok: true; form: EmailForm } | { ok: false; answer: ReturnType<typeof refused> }> {
  const { context } = incoming;
  const form = await readForm(incoming, EmailFormSchema);
  if (!form.ok) return { ok: false, answer: refused(form.refusal, form.values) };
  const key = context.ports.sealer.blindIndex('account.email', form.value.email);
  const stop = await limited(
    incoming,
    [
      ['mail-address', context.address],
      ['mail-account', key],
    ],
    form.values,
  );
  return stop ? { ok: false, answer: stop } : { ok: true, form: form.value };
}
