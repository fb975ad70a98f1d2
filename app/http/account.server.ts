import type { Actor } from '../domain/account/actor.ts';
import type { Incoming } from './context.server.ts';
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
