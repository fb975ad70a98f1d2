import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { RequestContext } from '#app/http/context.server.ts';
import { cookieName, writeCookie } from '#app/http/cookie.server.ts';
import type { Clock } from '#app/http/clock.server.ts';
import { WHO } from '#app/http/who.ts';
import type { Limiter } from '#app/http/limit.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { pendingMigrations } from '#db/migrator.ts';
import { footerReader, productFolder, type FooterNumbers } from './assemble.ts';
import type { Config } from './config.ts';
import { drainBody } from './drain-body.ts';
import { createPageHandler } from './page-handler.ts';
import { outlast } from './outlast.ts';
import { answerError, bodyLimit, sameOriginOnly, securityHeaders, wellFormedOnly } from './security.ts';
import { refuseWrongMethods } from './wrong-method.ts';

/** What the web server needs; made by the entry points and by the tests. */
export interface ServerParts {
  readonly config: Config;
  readonly db: OpenDatabase;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly calendar: () => Promise<Calendar>;
  readonly log: Logger;
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  /** Vite's middleware, in development. */
  readonly beforePages?: express.RequestHandler;
}

/** Structured logs; addresses, cookies and query texts stay out of them. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** What the log keeps of an address: neither its query nor the secret of a one-time link. */
export function loggedPath(url: string): string {
  return (url.split('?')[0] ?? '').replace(/(\/(?:reset|verify-email|invitation)\/)[^/]+/, '$1…');
}

const SEED_COOKIE = 'sh_seed';

function readSeed(request: Request, secret: string): string | undefined {
  const name = cookieName(SEED_COOKIE, request.secure);
  const match = new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})(?:;|$)`).exec(
    request.get('cookie') ?? '',
  );
  if (!match) return undefined;
  const [, seed = '', mark] = match;
  return createHmac('sha256', secret).update(`seed:${seed}`).digest('base64url') === mark ? seed : undefined;
}

/** Gives every visitor an anonymous signed id that form tokens are bound to. */
function formSeed(secret: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    let seed = readSeed(request, secret);
    if (!seed) {
      seed = randomBytes(16).toString('base64url');
      const mark = createHmac('sha256', secret).update(`seed:${seed}`).digest('base64url');
      response.append(
        'Set-Cookie',
        writeCookie(SEED_COOKIE, `${seed}.${mark}`, { isSecure: request.secure }),
      );
    }
    response.locals.formSeed = seed;
    next();
  };
}

/** Longest that a balancer waits to learn whether the database answers. */
const READINESS_MS = 3_000;

/** The state, or that the database is silent. */
function inTime(state: Promise<{ status: string }>): Promise<{ status: string }> {
  let timer: NodeJS.Timeout;
  const late = new Promise<{ status: string }>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'database' }), READINESS_MS);
  });
  return Promise.race([state, late]).finally(() => clearTimeout(timer));
}

function health(app: Express, parts: ServerParts, isStopping: () => boolean): void {
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', (_request, response) => {
    const check = async () => {
      if (isStopping()) return { status: 'stopping' };
      if (!(await parts.db.ping())) return { status: 'database' };
      return (await pendingMigrations(parts.db)).length > 0 ? { status: 'migrations' } : { status: 'ready' };
    };
    inTime(check()).then(
      (state) => response.status(state.status === 'ready' ? 200 : 503).json(state),
      (error: unknown) => {
        parts.log.error({ err: error }, 'readiness');
        response.status(503).json({ status: 'database' });
      },
    );
  });
}

function requestContext(
  parts: ServerParts,
  footer: () => Promise<FooterNumbers>,
  request: Request,
  response: Response,
): RequestContext {
  const requestId = String(request.id);
  const memory = new Map<string, unknown>();
  response.locals.memory = memory;
  return {
    ports: parts.ports,
    clock: parts.clock,
    limiter: parts.limiter,
    nonce: String(response.locals.nonce),
    address: request.ip ?? '',
    requestId,
    formSeed: String(response.locals.formSeed),
    formSecret: parts.config.secret,
    isSecure: request.secure,
    calendar: parts.calendar,
    footer,
    allowOnly: (methods) => void response.setHeader('Allow', methods),
    logError: (error) => parts.log.error({ err: error, requestId }, 'request failed'),
    memory,
  };
}

/** Asks the disk for the few files that lie in a folder, not for every page's address. */
function knownFilesOnly(folder: string, files: express.RequestHandler): express.RequestHandler {
  const known = new Set(readdirSync(folder).map((name) => `/${name}`));
  return (request, response, next) => {
    if (known.has(request.path)) files(request, response, next);
    else next();
  };
}

/** The Express application: logs, headers, limits, health, static files, pages. */
export function createServerApp(parts: ServerParts, isStopping: () => boolean = () => false): Express {
  const { config } = parts;
  const app = express();
  const footer = footerReader(parts.db, parts.ports.site);
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY);
  app.use(securityHeaders(config.mode === 'dev'));
  health(app, parts, isStopping);
  app.use(
    pinoHttp({
      logger: parts.log,
      genReqId: () => randomUUID(),
      // Paths may hold ids but no personal data; queries may hold names, so they stay out, as do one-time links.
      serializers: {
        req: (req: { id: unknown; method: string; url: string }) => ({
          id: req.id,
          method: req.method,
          path: loggedPath(req.url),
        }),
        res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      },
      // Who asked, by the account's id: what was refused, and to whom, can be followed.
      customProps: (_request, response) => {
        const memory = (response as Response).locals?.memory as ReadonlyMap<string, unknown> | undefined;
        const account = memory?.get(WHO);
        return account === undefined ? {} : { account };
      },
      customLogLevel: (_request, response, error) =>
        (error ?? response.statusCode >= 500) ? 'error' : 'info',
      autoLogging: { ignore: (request) => (request.url ?? '').startsWith('/assets/') },
    }),
  );
  app.use((request, response, next) => {
    response.setHeader('X-Request-Id', String(request.id));
    next();
  });
  app.use(drainBody);
  app.use(wellFormedOnly);
  app.use(compression());
  if (parts.beforePages) app.use(parts.beforePages);
  else {
    const client = join(productFolder, 'build/client');
    app.use(
      '/assets',
      express.static(join(client, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
    );
    app.use(knownFilesOnly(client, express.static(client, { maxAge: '1h' })));
  }
  app.use(sameOriginOnly(config.origin), bodyLimit, formSeed(config.secret));
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  const { build } = parts;
  const contextOf = (request: Request, response: Response) =>
    requestContext(parts, footer, request, response);
  const answer =
    typeof build === 'function'
      ? createRequestHandler({
          build: async () => refuseWrongMethods(outlast(await build())),
          mode: 'development',
          getLoadContext: (request, response) => ({ ...contextOf(request, response) }),
        })
      : createPageHandler(refuseWrongMethods(outlast(build)), 'production', contextOf);
  app.all('*', (request, response, next) => {
    answer(request, response, next).catch(next);
  });
  app.use(
    answerError((error, request) =>
      parts.log.error({ err: error, requestId: String(request.id) }, 'unanswered'),
    ),
  );
  return app;
}
