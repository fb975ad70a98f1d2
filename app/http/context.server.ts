import type { AppLoadContext } from '@remix-run/node';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Ports } from '../services/ports.ts';
import type { Clock } from './clock.server.ts';
import type { Limiter } from './limit.server.ts';

/** What the server hands to every loader and action; made anew for each request. */
export interface RequestContext {
  readonly ports: Ports;
  readonly clock: Clock;
  readonly limiter: Limiter;
  /** The nonce that scripts of this response carry. */
  readonly nonce: string;
  /** The visitor's address, behind the proxies that are trusted. */
  readonly address: string;
  readonly requestId: string;
  /** The signed anonymous id that the form token is bound to. */
  readonly formSeed: string;
  readonly formSecret: string;
  /** Whether the request came over TLS (directly or by a trusted proxy). */
  readonly isSecure: boolean;
  /** The working-day calendar in force: the years in the database and the statutory days. */
  calendar(): Promise<Calendar>;
  /** Numbers of ICP备案 and 公安备案: the operator's setting, else the environment's. */
  footer(): Promise<{ readonly icpNumber: string; readonly policeNumber: string }>;
  /** Names, in the head of the answer, the only methods that the address takes. */
  allowOnly(methods: string): void;
  /** Records what went wrong, without personal data. */
  logError(error: unknown): void;
  /** Kept for the length of one request. */
  readonly memory: Map<string, unknown>;
}

declare module '@remix-run/node' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends RequestContext {}
}

/** Arguments of a loader or an action, as far as `app/http` reads them. */
export interface Incoming {
  readonly request: Request;
  readonly context: AppLoadContext;
}
