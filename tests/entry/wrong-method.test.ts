import type { ServerBuild } from '@remix-run/node';
import pino from 'pino';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { wholeBuild } from '#tests/support/whole-build.ts';
import { testPorts } from '#tests/support/world.ts';
import { serveBuild, type Answer, type Served } from './serve.ts';

interface Asked {
  readonly pattern: string;
  readonly path: string;
  readonly takes: { readonly read: boolean; readonly post: boolean };
  readonly hasPage: boolean;
}

/** The framework's own words for programmers, in whatever answer they would stand. */
const FRAMEWORK =
  /Error:|Route "|did not provide|does not match URL|Unexpected Server Error|Invalid Request/i;
const OWN = { origin: 'http://shuheng.test' };
const HTML = { accept: 'text/html,application/xhtml+xml' };

let db: OpenDatabase;
let served: Served;
let asked: readonly Asked[];
let logged: { level: number; msg: string }[] = [];

function askedOf(build: ServerBuild): Asked[] {
  return Object.values(build.routes).flatMap((route) => {
    if (!route || route.id === 'root' || route.path === '*') return [];
    const pattern = `/${route.path ?? ''}`;
    const { loader, action, default: page } = route.module;
    const hasPage = page !== undefined;
    return [
      {
        pattern,
        path: pattern.replace(/:\w+/g, 'x1'),
        takes: { read: loader !== undefined || hasPage, post: action !== undefined },
        hasPage,
      },
    ];
  });
}

beforeAll(async () => {
  db = await openTestDatabase();
  const build = await wholeBuild();
  asked = askedOf(build);
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(JSON.parse(chunk.toString('utf8')) as { level: number; msg: string });
      done();
    },
  });
  served = await serveBuild(
    build,
    {},
    {
      db,
      ports: testPorts(db),
      calendar: () => Promise.resolve(seedCalendar),
      log: pino({ level: 'info' }, sink),
    },
  );
});
afterAll(async () => {
  await served.close();
  await db.close();
});

/** A 4xx in Chinese, without a word of the framework. */
function isRefusedInWords(what: string, { status, body }: Answer): void {
  expect([what, status >= 400 && status < 500], `${status} ${body.slice(0, 300)}`).toEqual([what, true]);
  expect([what, /\p{Script=Han}/u.test(body)], body.slice(0, 300)).toEqual([what, true]);
  expect([what, FRAMEWORK.exec(body)?.[0]]).toEqual([what, undefined]);
}

const faults = () => logged.filter(({ level }) => level >= 40).map(({ msg }) => msg);

describe('every address of the product', () => {
  it('is asked here', () => {
    expect(asked.length).toBeGreaterThan(250);
    expect(asked.filter(({ takes }) => !takes.read).length).toBeGreaterThan(10);
    expect(asked.filter(({ takes }) => !takes.post).length).toBeGreaterThan(90);
  });

  it('that takes forms alone tells readers so, whoever asks and how', async () => {
    logged = [];
    for (const { pattern, path } of asked.filter(({ takes }) => !takes.read)) {
      for (const [address, headers] of [
        [path, HTML],
        [path, { accept: '*/*' }],
        [`${path}.data`, {}],
      ] as const) {
        const answer = await served.ask('GET', address, { headers });
        isRefusedInWords(`GET ${address}`, answer);
        expect([pattern, answer.status, answer.headers.allow]).toEqual([pattern, 405, 'POST']);
        expect(answer.body).toContain('请返回原页面');
      }
      expect([pattern, (await served.ask('HEAD', path)).status]).toEqual([pattern, 405]);
    }
    expect(faults()).toEqual([]);
  });

  it('that is read alone tells senders so, on the page itself where it has one', async () => {
    logged = [];
    const body = 'a=1';
    const type = { ...OWN, 'content-type': 'application/x-www-form-urlencoded' };
    for (const { pattern, path, hasPage } of asked.filter(({ takes }) => !takes.post)) {
      for (const [address, headers] of [
        [path, HTML],
        [`${path === '/' ? '/_root' : path}.data`, {}],
      ] as const) {
        const answer = await served.ask('POST', address, { headers: { ...type, ...headers }, body });
        isRefusedInWords(`POST ${address}`, answer);
        expect([pattern, answer.status, answer.headers.allow]).toEqual([pattern, 405, 'GET, HEAD']);
        expect(answer.body).toContain('不接收提交');
        if (hasPage && headers === HTML) expect(answer.body).toContain('sh-card');
      }
    }
    expect(faults()).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('refuses %s in words', async (method) => {
    logged = [];
    for (const { path } of asked) {
      const answer = await served.ask(method, path, { headers: OWN });
      isRefusedInWords(`${method} ${path}`, answer);
      expect([path, answer.status, answer.headers.allow]).toEqual([path, 405, 'GET, HEAD, POST']);
    }
    expect(faults()).toEqual([]);
  });

  it('answers who asks for the head of its data', async () => {
    logged = [];
    for (const { path } of asked) {
      const { status, body } = await served.ask('HEAD', `${path === '/' ? '/_root' : path}.data`);
      expect([path, status < 500, body]).toEqual([path, true, '']);
    }
    expect(faults()).toEqual([]);
  });

  it('refuses a verb that nobody knows, before any address is looked at', async () => {
    const answer = await served.raw('FROB / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(Buffer.from(answer, 'latin1').toString('utf8')).toContain('请求有误');
  });
});

describe('a page of forms that is opened', () => {
  it('leads back to the nearest page above it', async () => {
    const { body } = await served.ask('GET', '/filings/a%22b/unfreeze', { headers: HTML });
    expect(body).toContain('<a href="/filings/a%22b">返回 / Go back</a>');
    expect(body).toContain('<p lang="en">');
  });
});

describe('what the page handler would stumble over', () => {
  it.each([
    ['our address behind a proxy that hides it', { ...OWN, host: 'backend.test:3000' }],
    ['an opaque origin of the same site', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('a post to a page from %s is taken', async (_what, headers) => {
    for (const path of ['/sign-in', '/sign-in.data']) {
      const answer = await served.ask('POST', path, {
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1',
      });
      isRefusedInWords(path, answer);
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  it('a loader by its name is not asked for', async () => {
    for (const path of ['/?_data=root', '/law?a=1&_data=routes/page/law', '/law?_data']) {
      isRefusedInWords(path, await served.ask('GET', path));
    }
  });
});
