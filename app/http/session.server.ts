import { encodeHexLowerCase } from '@oslojs/encoding';
import {
  generateIdFromEntropySize,
  Lucia,
  TimeSpan,
  type Adapter,
  type DatabaseSession,
  type DatabaseUser,
} from 'lucia';
import { createHash } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { listOwnSessions, type SessionRow } from '#db/queries/session.read.ts';
import { endOwnSessions, endSession, insertSession, touchSession } from '#db/queries/session.write.ts';
import type { Moment } from '../domain/account/actor.ts';
import type { Site } from '../services/ports.ts';
import { readCookie, writeCookie } from './cookie.server.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionFacts, SessionFacts>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: SessionFacts;
  }
}

type SessionFacts = { row: SessionRow };

const SESSION_COOKIE = 'sh_session';

const MINUTE_MS = 60_000;

/** What the database keeps of a session's id: a digest, so that a stolen table opens no session. */
export function sessionDigest(sessionId: string): string {
  return encodeHexLowerCase(createHash('sha256').update(sessionId).digest());
}

/** Lucia compares ends with the machine's clock; ours are judged in `readSession`, by the request's moment. */
const JUDGED_ELSEWHERE = new Date(8.64e15);

function toDatabaseSession(row: SessionRow): DatabaseSession {
  return { id: row.id, userId: row.accountId, expiresAt: JUDGED_ELSEWHERE, attributes: { row } };
}

/** Lucia's port to the database: it stores digests, and an end that is never moved past the absolute limit. */
function sessionAdapter(db: Db, site: Site, moment: Moment, device: string): Adapter {
  const asAccount = (accountId: string) => ({ kind: 'account', accountId }) as const;
  return {
    async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const row = await db.findSession(sessionDigest(sessionId));
      if (!row) return [null, null];
      return [
        { ...toDatabaseSession(row), id: sessionId },
        { id: row.accountId, attributes: { row } },
      ];
    },
    async getUserSessions(accountId) {
      const rows = await db.transaction(asAccount(accountId), (trx) => listOwnSessions(trx, accountId));
      return rows.map((row) => ({
        id: row.id,
        userId: accountId,
        expiresAt: JUDGED_ELSEWHERE,
        attributes: {} as SessionFacts,
      }));
    },
    async setSession(session) {
      await db.transaction(asAccount(session.userId), (trx) =>
        insertSession(trx, {
          id: sessionDigest(session.id),
          accountId: session.userId,
          now: moment.now,
          expiresAt: new Date(Date.parse(moment.now) + site.absoluteMinutes * MINUTE_MS).toISOString(),
          device,
        }),
      );
    },
    updateSessionExpiration: () => Promise.resolve(), // the absolute limit stands; idleness is judged by last_seen_at
    async deleteSession(sessionId) {
      await db.transaction({ kind: 'anonymous' }, (trx) => endSession(trx, sessionDigest(sessionId)));
    },
    async deleteUserSessions(accountId) {
      await db.transaction(asAccount(accountId), (trx) => endOwnSessions(trx));
    },
    deleteExpiredSessions: () => Promise.resolve(), // the housekeeping job does it
  };
}

function luciaFor(db: Db, site: Site, moment: Moment, device = ''): Lucia<SessionFacts, SessionFacts> {
  return new Lucia<SessionFacts, SessionFacts>(sessionAdapter(db, site, moment, device), {
    sessionExpiresIn: new TimeSpan(site.absoluteMinutes, 'm'),
    sessionCookie: { name: SESSION_COOKIE },
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => attributes,
  });
}

/** A short name of the visitor's browser, kept so that people recognise their sessions. No version, no address. */
export function deviceOf(request: Request): string {
  const agent = request.headers.get('user-agent') ?? '';
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : '其他浏览器';
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Mac OS X/.test(agent)
      ? /iPhone|iPad/.test(agent)
        ? 'iOS'
        : 'macOS'
      : /Android/.test(agent)
        ? 'Android'
        : /Linux/.test(agent)
          ? 'Linux'
          : '';
  return system ? `${browser} · ${system}` : browser;
}

/**
 * The session of a request, or null: unknown, over, idle for too long, or its account is disabled.
 * Notes the use at most once a minute.
 */
export async function readSession(
  request: Request,
  deps: { db: Db; site: Site; moment: Moment },
): Promise<SessionRow | null> {
  const id = readCookie(request, SESSION_COOKIE);
  if (!id || id.length > 200) return null;
  const { session } = await luciaFor(deps.db, deps.site, deps.moment).validateSession(id);
  if (!session) return null;
  const row = session.row;
  const now = Date.parse(deps.moment.now);
  const idleMs = now - Date.parse(row.lastSeenAt);
  if (idleMs > deps.site.idleMinutes * MINUTE_MS || now >= Date.parse(row.expiresAt)) {
    await deps.db.transaction({ kind: 'anonymous' }, (trx) => endSession(trx, row.id));
    return null;
  }
  if (idleMs > MINUTE_MS) {
    await deps.db.transaction({ kind: 'anonymous' }, (trx) =>
      touchSession(trx, row.id, { seenAt: deps.moment.now }),
    );
  }
  return row;
}

/**
 * Begins a session for an account and answers the cookie that carries it and its digest. The id is always a new one;
 * the session that the browser held before ends.
 */
export async function beginSession(
  accountId: string,
  request: Request,
  deps: { db: Db; site: Site; moment: Moment; isSecure: boolean },
): Promise<{ cookie: string; digest: string }> {
  const lucia = luciaFor(deps.db, deps.site, deps.moment, deviceOf(request));
  const held = readCookie(request, SESSION_COOKIE);
  if (held) await lucia.invalidateSession(held);
  const session = await lucia.createSession(accountId, {} as SessionFacts);
  return {
    cookie: writeCookie(SESSION_COOKIE, session.id, { isSecure: deps.isSecure }),
    digest: sessionDigest(session.id),
  };
}

/** A new id for a session that goes on after a second factor was shown: the cookie that carries it, and its digest. */
export function renewedSession(isSecure: boolean): { cookie: string; digest: string } {
  const id = generateIdFromEntropySize(25); // 200 bits, as those of new sessions
  return { cookie: writeCookie(SESSION_COOKIE, id, { isSecure }), digest: sessionDigest(id) };
}

/** Ends the session of a request, if there is one; answers the cookie that forgets it. */
export async function closeSession(
  request: Request,
  deps: { db: Db; site: Site; moment: Moment; isSecure: boolean },
): Promise<string> {
  const id = readCookie(request, SESSION_COOKIE);
  if (id) await luciaFor(deps.db, deps.site, deps.moment).invalidateSession(id);
  return writeCookie(SESSION_COOKIE, '', { isSecure: deps.isSecure, maxAgeSeconds: 0 });
}
