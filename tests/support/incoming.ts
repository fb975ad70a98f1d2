import type { LoaderFunctionArgs } from '@remix-run/node';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import { formToken } from '#app/http/cookie.server.ts';
import type { RequestContext } from '#app/http/context.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { TEST_MOMENT } from './world.ts';

const SECRET = 'form-secret';
const SEED = 'form-seed';

/** The token of every form that is posted here. */
export const FORM_TOKEN = formToken(SECRET, SEED);

const KINDS = {
  enterprise: 'enterprise',
  regulator: 'regulator',
  consultant: 'consultancy',
  operator: 'operator',
} as const;

/** The visit of a person who has signed in, as the session would tell it. */
function visitOf(actor: Actor): unknown {
  const scope = actor.scope as Extract<Scope, { kind: 'member' | 'regulator' }>;
  const acting = {
    organisationId: scope.organisationId,
    organisationKind: KINDS[actor.side as keyof typeof KINDS],
    role: actor.side === 'operator' ? 'operator' : scope.role,
  };
  const session = { accountId: actor.accountId, name: actor.name };
  return {
    session,
    memberships: [acting],
    acting,
    grant: null,
    owes: 'nothing',
    scope,
    actor,
    moment: TEST_MOMENT,
  };
}

/**
 * What a loader or action gets when this person (or, with null, somebody who isn't signed in) asks for an address.
 * Consultants come as members of their consultancy.
 */
export function incoming(
  ports: Ports,
  actor: Actor | null,
  address: string,
  more: { params?: Record<string, string>; body?: FormData | URLSearchParams; allowance?: number } = {},
): LoaderFunctionArgs {
  let left = more.allowance ?? 100;
  const signedOut = { scope: { kind: 'anonymous' } };
  const visit = actor ? visitOf(actor) : { ...signedOut, session: null, memberships: [], acting: null };
  const context = {
    ports,
    clock: { moment: () => TEST_MOMENT },
    limiter: {
      take: () => Promise.resolve((left -= 1) >= 0),
      reset: () => Promise.resolve(),
      keep: () => Promise.resolve(),
    },
    nonce: '',
    address: '127.0.0.1',
    requestId: 'test',
    formSeed: SEED,
    formSecret: SECRET,
    isSecure: false,
    calendar: () => Promise.resolve(seedCalendar),
    footer: () => Promise.resolve({ icpNumber: '', policeNumber: '' }),
    allowOnly: () => undefined,
    logError: () => undefined,
    memory: new Map<string, unknown>([['visit', Promise.resolve(visit)]]),
  } satisfies RequestContext;
  const request = new Request(`http://127.0.0.1:3000${address}`, {
    method: more.body ? 'POST' : 'GET',
    ...(more.body ? { body: more.body } : {}),
  });
  return { request, params: more.params ?? {}, context };
}

/** The status of what a loader or action answers or throws: a response, data with a status, or plain data (200). */
export async function statusOf(answer: () => Promise<unknown>): Promise<number> {
  const given = await answer().catch((error: unknown) => {
    if (error instanceof Response) return error;
    throw error;
  });
  if (given instanceof Response) return given.status;
  const init = (given as { init?: { status?: number } } | null)?.init;
  return init?.status ?? 200;
}

/** What an action answers when it refuses: words beside fields, and what was typed. */
export function refusalIn(answer: unknown) {
  const { data } = answer as {
    data: { refusal: { code: string; fields: Record<string, unknown> }; values: Record<string, string> };
  };
  return data;
}
