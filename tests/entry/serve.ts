import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';
import { mkdtempSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '#app/services/ports.ts';
import { standingClock } from '#app/http/clock.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { readConfig } from '#entry/config.ts';
import { createLog, createServerApp, type ServerParts } from '#entry/server-app.ts';
import { answerUnreadable } from '#entry/unreadable-request.ts';

/** What the one page of a served app does. */
export interface OnePage {
  loader?(incoming: LoaderFunctionArgs): Promise<Response>;
  action?(incoming: ActionFunctionArgs): Promise<Response>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Served {
  readonly origin: string;
  /** A request with any method, path and headers, as no browser would send it. */
  ask(
    method: string,
    path: string,
    options?: { headers?: Record<string, string | string[]>; body?: string | Buffer },
  ): Promise<Answer>;
  /** Bytes on a bare connection; answers what came back until the server closed or fell silent. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
}

function buildOf(page: OnePage): ServerBuild {
  const route = {
    id: 'page',
    path: '*',
    module: {
      loader: page.loader ?? (() => Promise.resolve(new Response('page'))),
      action: page.action ?? (() => Promise.resolve(new Response('done'))),
    },
  };
  const future = {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
    unstable_optimizeDeps: false,
  };
  return {
    entry: {
      module: { default: () => Promise.resolve(new Response('document')), handleError: () => undefined },
    },
    routes: { page: route },
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
    publicPath: '/',
    assetsBuildDirectory: 'build/client/assets',
    basename: '/',
    future,
    isSpaMode: false,
    mode: 'production',
  } as unknown as ServerBuild;
}

/** Serves one page behind everything that stands before the product's pages: headers, limits, checks. */
export function serve(page: OnePage = {}, environment: Record<string, string> = {}): Promise<Served> {
  return serveBuild(buildOf(page), environment);
}

/** Serves a build behind everything that stands before it; without other parts, no page of it may need any. */
export async function serveBuild(
  build: ServerBuild,
  environment: Record<string, string> = {},
  parts: Partial<ServerParts> = {},
): Promise<Served> {
  const config = readConfig('demo', {
    NODE_ENV: 'test',
    DATA_FOLDER: mkdtempSync(join(tmpdir(), 'shuheng-serve-')),
    ...environment,
  });
  const app = createServerApp({
    config: { ...config, origin: environment.ORIGIN ?? 'http://shuheng.test' },
    db: { ping: () => Promise.reject(new Error('no database here')) } as unknown as OpenDatabase,
    ports: {} as Ports,
    clock: standingClock('2026-11-23T02:00:00.000Z'),
    limiter: {
      take: () => Promise.resolve(true),
      reset: () => Promise.resolve(),
      keep: () => Promise.resolve(),
    },
    calendar: () => Promise.reject(new Error('no calendar here')),
    log: createLog('silent'),
    build,
    ...parts,
  });
  const server = createServer(app);
  answerUnreadable(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    ask: (method, path, { headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(
          { host: '127.0.0.1', port, method, path, headers, agent: false },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                body: Buffer.concat(chunks).toString('utf8'),
              }),
            );
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    raw: (bytes) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        let text = '';
        socket.setTimeout(1500, () => socket.destroy());
        socket.on('data', (chunk) => {
          text += chunk.toString('latin1');
        });
        socket.on('error', reject);
        socket.on('close', () => resolve(text));
      }),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
