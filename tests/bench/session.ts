import type pg from 'pg';
import { sessionDigest } from '#app/http/session.server.ts';
import type { Actor } from '#app/domain/account/actor.ts';

/** Somebody signed in: what the browser sends. */
export interface Caller {
  readonly cookie: string;
  readonly token: string;
}

/** The id of a session that this run gives to an account. */
export const sessionIdOf = (accountId: string) => `bench-${accountId}`;

/**
 * Puts sessions into the database as signing in leaves them, the second factor shown: signing in isn't measured, and its
 * allowances are for people.
 */
export async function insertSessions(
  client: pg.ClientBase,
  actors: readonly Actor[],
  now: string,
): Promise<void> {
  for (const { accountId } of actors) {
    await client.query(
      `insert into session (id, account_id, created_at, expires_at, last_seen_at, second_factor_at, device)
       values ($1, $2, $3::timestamptz, $3::timestamptz + interval '11 hours', $3, $3, 'bench')`,
      [sessionDigest(sessionIdOf(accountId ?? '')), accountId, now],
    );
  }
}

/** Opens a page as a session's browser would, for the form's token and the cookie that it is bound to. */
export async function callAs(origin: string, accountId: string | null): Promise<Caller> {
  const session = `sh_session=${sessionIdOf(accountId ?? '')}`;
  const answer = await fetch(`${origin}/account`, { headers: { cookie: session }, redirect: 'manual' });
  const seed = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => pair.startsWith('sh_seed='));
  const token = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
  if (answer.status !== 200 || !seed || !token)
    throw new Error(`/account answers ${answer.status} to ${accountId ?? ''}`);
  return { cookie: `${session}; ${seed}`, token };
}
