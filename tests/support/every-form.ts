import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { ServerBuild } from '@remix-run/node';
import { standingClock } from '#app/http/clock.server.ts';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import type { Limiter } from '#app/http/limit.server.ts';
import { assemblePorts, calendarReader, openDatabase } from '#entry/assemble.ts';
import { readConfig } from '#entry/config.ts';
import { createLog, createServerApp } from '#entry/server-app.ts';
import { answerUnreadable } from '#entry/unreadable-request.ts';
import { demoAccounts } from '#seeds/demo/cast.ts';
import { demoFolder, removeFolder } from './app.ts';
import { readForms, readHtmlText, type PostedForm } from './posted-form.ts';
import { undoing, type UndoingDatabase } from './undoing-database.ts';
import { signedIn, visit } from './visitor.ts';

/** The built app in this process, over a database whose commits can be taken back. */
export interface UndoingApp extends UndoingDatabase {
  readonly origin: string;
  close(): Promise<void>;
}

/** Slows nobody down, and knows what was posted since `forget`. */
function patientLimiter(): Limiter & { forget(): void } {
  const posts = new Set<string>();
  return {
    take(name, key) {
      const isFirst = name !== 'same-post' || !posts.has(key);
      if (name === 'same-post') posts.add(key);
      return Promise.resolve(isFirst);
    },
    reset(_name, key) {
      posts.delete(key);
      return Promise.resolve();
    },
    keep: () => Promise.resolve(),
    forget: () => posts.clear(),
  };
}

/** Serves the built pages over the demonstration; nobody is slowed down by allowances. */
export async function serveUndoing(): Promise<UndoingApp> {
  const dataFolder = demoFolder();
  const config = readConfig('demo', {
    NODE_ENV: 'test',
    DATA_FOLDER: dataFolder,
    SHUHENG_HOME: resolve('.'),
  });
  const undo = await undoing(await openDatabase(config));
  const ports = await assemblePorts(config, undo.db);
  const limiter = patientLimiter();
  const app = createServerApp({
    config,
    db: undo.db,
    ports,
    clock: standingClock(new Date().toISOString()),
    limiter,
    calendar: calendarReader(undo.db),
    log: createLog('error'),
    build: (await import(resolve('build/server/index.js'))) as ServerBuild,
  });
  const server = createServer(app);
  answerUnreadable(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    ...undo,
    async undo() {
      await undo.undo();
      limiter.forget();
    },
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
      await undo.db.close();
      removeFolder(dataFolder);
    },
  };
}

/** Somebody who asks: what was signed in stays so, whatever the answers set. */
export interface Asker {
  readonly key: string;
  readonly token: string;
  get(path: string): Promise<Response>;
  post(path: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>;
}

/** A person of the demonstration with everything shown that a sign-in asks for; or `visitor`. */
export async function asker(origin: string, key: string): Promise<Asker> {
  const person = key === 'visitor' ? await visit(origin) : await signedIn(origin, key);
  const secret = demoAccounts.find((account) => account.key === key)?.totpSecret;
  if (secret) {
    const answer = await person.post('/second-factor', {
      code: totpCodeAt(secret, new Date().toISOString()),
    });
    if (answer.status !== 302) throw new Error(`${key} is not let in: ${answer.status}`);
  }
  const cookie = person.cookie();
  return {
    key,
    token: person.token,
    get: (path) => fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' }),
    post: (path, body, headers = {}) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { cookie, origin, ...headers },
        body,
        redirect: 'manual',
      }),
  };
}

/** Addresses of one kind, ids and keys aside. */
export function kindOf(address: string): string {
  return (address.split(/[?#]/)[0] ?? '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/(\/items|\/derivation\/[^/]+|\/targets|\/library|\/verify)\/[^/]+/g, '$1/:key')
    .replace(/^\/models\/(?!import)[^/]+\/(?!withdraw)[^/]+/, '/models/:model/:domain')
    .replace(/^\/models\/(?!import)[^/:]+/, '/models/:model')
    .replace(/^\/schemes\/(?!new)[^/]+/, '/schemes/:scheme');
}

/** An answer as read. */
export interface Page {
  readonly asker: Asker;
  readonly address: string;
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Leads away: out of the session, or into another. */
const ENDS = /^\/(sign-out|language)\b/;

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)]
    .map(([, address = '']) => readHtmlText(address))
    .filter((address) => !address.startsWith('//') && !ENDS.test(address));
}

/**
 * Follows every link from everybody's first page, at most `most` of a kind each (addresses without ids once each).
 */
export async function everyPage(
  askers: readonly Asker[],
  most: number,
  see: (page: Page) => void | Promise<void>,
): Promise<void> {
  const seen = new Map<string, number>();
  for (const who of askers) {
    const own = new Set<string>();
    const queue = who.key === 'visitor' ? ['/', '/sign-in', '/register'] : ['/start'];
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      const search = [...new URLSearchParams(address.split('?')[1] ?? '')];
      const names = search.map(([name, value]) => (name === 'format' ? `${name}=${value}` : name));
      const kind = `${kindOf(address)}?${names.join()}`;
      const count = seen.get(kind) ?? 0;
      if (own.has(address) || (count >= most && address !== '/start')) continue;
      own.add(address);
      seen.set(kind, count + 1);
      const answer = await who.get(address);
      const type = answer.headers.get('content-type') ?? '';
      const body = Buffer.from(await answer.arrayBuffer());
      await see({ asker: who, address, status: answer.status, type, body });
      const location = answer.headers.get('location');
      if (location?.startsWith('/')) queue.push(location);
      if (type.startsWith('text/html')) queue.push(...linksIn(body.toString('utf8')));
    }
  }
}

/** A form with who found it. */
export interface FoundForm extends PostedForm {
  readonly asker: Asker;
  readonly key: string;
}

/** Every form that posts on the pages of everybody, one of each: the same action with the same controls counts once. */
export async function everyForm(askers: readonly Asker[], most: number): Promise<FoundForm[]> {
  const forms = new Map<string, FoundForm>();
  await everyPage(askers, most, ({ asker: who, address, status, type, body }) => {
    if (status !== 200 || !type.startsWith('text/html')) return;
    for (const form of readForms(body.toString('utf8'), address)) {
      const names = [...new Set(form.controls.map(({ name }) => name.replace(/\d+/g, 'n')))].sort();
      const buttons = form.buttons.map((button) => button.join('=')).join();
      const key = `${kindOf(form.action)} (${names.filter((name) => name !== '_csrf').join()}) ${buttons}`;
      if (ENDS.test(form.action) || forms.has(key)) continue;
      forms.set(key, { ...form, asker: who, key });
    }
  });
  return [...forms.values()];
}
