import fc from 'fast-check';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formToken } from '#app/http/cookie.server.ts';
import { readForm, readSearch } from '#app/http/form.server.ts';
import { loggedPath } from '#entry/server-app.ts';
import { serve, type OnePage, type Served } from './serve.ts';

const Search = z.object({ page: z.coerce.number().int().optional(), name: z.string().optional() });
const Form = z.object({ name: z.string().max(50) });
const SECRET = 'a-secret-of-the-tests-0123456789-abcdefg';

/** A page that says what it was given, and reads forms as every page of the product does. */
const page: OnePage = {
  loader: ({ request, context }) => {
    const { nonce, isSecure, address, formSeed } = context;
    const search = readSearch(request, Search);
    const token = formToken(SECRET, formSeed);
    return Promise.resolve(Response.json({ nonce, isSecure, address, formSeed, search, token }));
  },
  action: async (incoming) => {
    const form = await readForm(incoming, Form);
    return form.ok
      ? Response.json({ name: form.value.name, keys: Object.keys(form.values) })
      : Response.json(form, { status: 422 });
  },
};

let plain: Served;
let proxied: Served;
beforeAll(async () => {
  plain = await serve(page, { SECRET_KEY: SECRET });
  proxied = await serve(page, { SECRET_KEY: SECRET, TRUST_PROXY: '1', ORIGIN: 'https://shuheng.example.cn' });
});
afterAll(async () => {
  await plain.close();
  await proxied.close();
});

/** A visitor who has seen a page: cookie and token. */
async function visitor(served = plain, headers: Record<string, string> = {}) {
  const answer = await served.ask('GET', '/', { headers });
  const cookie = (answer.headers['set-cookie'] ?? [])[0]?.split(';')[0] ?? '';
  return { cookie, token: (JSON.parse(answer.body) as { token: string }).token };
}

const OWN = { origin: 'http://shuheng.test' };
const URLENCODED = 'application/x-www-form-urlencoded';

describe('headers', () => {
  it('allow scripts by nonce alone, a new one each time', async () => {
    const answers = [await plain.ask('GET', '/'), await plain.ask('GET', '/')];
    const nonces = answers.map((answer) => {
      const policy = String(answer.headers['content-security-policy']);
      const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
      expect(scripts).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}'$/);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy).not.toMatch(/https?:|\*/);
      const { nonce } = JSON.parse(answer.body) as { nonce: string };
      expect(scripts).toContain(nonce);
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('are on every answer, refusals included', async () => {
    for (const answer of [
      await plain.ask('GET', '/'),
      await plain.ask('POST', '/'),
      await plain.ask('PUT', '/'),
      await plain.ask('GET', '/%00'),
      await plain.ask('GET', '/assets/none.js'),
    ]) {
      expect(answer.headers['content-security-policy']).toBeDefined();
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(answer.headers['referrer-policy']).toBe('same-origin');
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers['x-powered-by']).toBeUndefined();
    }
  });

  it('keep pages out of caches', async () => {
    expect((await plain.ask('GET', '/')).headers['cache-control']).toBe('no-store');
  });

  it('ask for TLS where TLS is, by a trusted proxy only', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };
    const trusted = await proxied.ask('GET', '/', { headers });
    expect(trusted.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
    expect(String(trusted.headers['content-security-policy'])).toContain('upgrade-insecure-requests');
    expect(JSON.parse(trusted.body)).toMatchObject({ isSecure: true, address: '203.0.113.9' });
    const untrusted = await plain.ask('GET', '/', { headers });
    expect(untrusted.headers['strict-transport-security']).toBeUndefined();
    expect(JSON.parse(untrusted.body)).toMatchObject({ isSecure: false, address: '127.0.0.1' });
  });
});

describe('the visitor’s seed', () => {
  it('is a cookie no script reads, sent over TLS only where TLS is', async () => {
    const [cookie] = (await plain.ask('GET', '/')).headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^sh_seed=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const [secure] =
      (await proxied.ask('GET', '/', { headers: { 'x-forwarded-proto': 'https' } })).headers['set-cookie'] ??
      [];
    expect(secure).toMatch(/; Secure$/);
  });

  it('is kept while its signature holds, and replaced otherwise', async () => {
    const { cookie } = await visitor();
    const again = await plain.ask('GET', '/', { headers: { cookie: `other=1; ${cookie}` } });
    expect(again.headers['set-cookie']).toBeUndefined();
    for (const forged of [`${cookie.slice(0, -1)}!`, cookie.replace(/=./, '=_'), 'sh_seed=', 'sh_seed=%%%']) {
      const answer = await plain.ask('GET', '/', { headers: { cookie: forged } });
      expect([forged, answer.headers['set-cookie']?.length]).toEqual([forged, 1]);
    }
  });
});

describe('posts', () => {
  const post = async (headers: Record<string, string>, change: Record<string, string> = {}) => {
    const { cookie, token } = await visitor();
    const body = new URLSearchParams({ _csrf: token, name: '示例', ...change }).toString();
    return plain.ask('POST', '/', { headers: { 'content-type': URLENCODED, cookie, ...headers }, body });
  };

  it.each([
    ['our own origin', OWN, 200],
    ['the address that was asked', { host: 'intern.test', origin: 'http://intern.test' }, 200],
    ['the same site by the browser’s word', { 'sec-fetch-site': 'same-origin' }, 200],
    ['an opaque origin of the same site', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { origin: 'http://evil.test' }, 403],
    [
      'another site that claims to be ours',
      { origin: 'http://evil.test', 'sec-fetch-site': 'same-origin' },
      403,
    ],
    ['a site whose name begins like ours', { origin: 'http://shuheng.test.evil.test' }, 403],
    ['our name over TLS, which we are not', { origin: 'https://shuheng.test' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['an opaque origin of another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, 403],
    ['nobody', {}, 403],
  ])('from %s', async (_name, headers, status) => {
    expect((await post(headers as Record<string, string>)).status).toBe(status);
  });

  it('need the token of the visitor', async () => {
    expect((await post(OWN)).body).toContain('示例');
    for (const token of ['', 'x', formToken(SECRET, 'other'), '__proto__']) {
      expect([token, (await post(OWN, { _csrf: token })).status]).toEqual([token, 403]);
    }
    const other = await visitor();
    expect((await post({ ...OWN, cookie: other.cookie })).status).toBe(403);
  });

  /** The answer to a post by its headers; 'taken' where the server waits for the body instead. */
  const announced = (path: string, type: string, length: number) =>
    new Promise<number | 'taken'>((resolve, reject) => {
      const headers = { ...OWN, 'content-type': type, 'content-length': length };
      const sent = httpRequest(`${plain.origin}${path}`, { method: 'POST', headers, agent: false });
      const settle = (value: number | 'taken') => {
        clearTimeout(silence);
        sent.destroy();
        resolve(value);
      };
      const silence = setTimeout(() => settle('taken'), 1000);
      sent.on('response', (response) => settle(response.statusCode ?? 0));
      sent.on('error', reject);
      sent.flushHeaders();
    });

  it('are refused when they are, or may become, too large', async () => {
    const { cookie, token } = await visitor();
    const multipartType = 'multipart/form-data; boundary=x';
    for (const [type, most, path] of [
      [URLENCODED, 2_000_000, '/'],
      ['text/plain', 2_000_000, '/'],
      [multipartType, 2_000_000, '/'],
      [multipartType, 64_000_000, '/filings/1/attachments'],
      [multipartType, 64_000_000, '/filings/1/attachments.data?x=1'],
      [multipartType, 8_000_000, '/roster/import'],
      [multipartType, 2_000_000, '/filings/1/attachments/2/void'],
      [multipartType, 2_000_000, '/x/filings/1/attachments'],
      [URLENCODED, 2_000_000, '/filings/1/attachments'],
    ] as const) {
      expect([type, path, await announced(path, type, most + 1)]).toEqual([type, path, 413]);
    }
    expect(await announced('/filings/1/attachments', multipartType, 64_000_000)).toBe('taken');
    for (const type of [URLENCODED, 'multipart/form-data; boundary=x']) {
      const answer = await plain.raw(
        `POST / HTTP/1.1\r\nHost: x\r\nOrigin: http://shuheng.test\r\nConnection: close\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      );
      expect([type, answer.slice(0, 12)]).toEqual([type, 'HTTP/1.1 411']);
    }
    const body = new URLSearchParams({ _csrf: token, name: 'x'.repeat(1_900_000) }).toString();
    const large = await plain.ask('POST', '/', {
      headers: { ...OWN, cookie, 'content-type': URLENCODED },
      body,
    });
    expect(large.status).toBe(422);
  });

  it.each([
    ['null in a value', `name=a%00b`, 422],
    ['null in a name', `name=a&x%00y=1`, 422],
    ['a prototype as a name', `name=a&__proto__=1&constructor=2&__proto__%5Bx%5D=3`, 200],
    ['invalid UTF-8', `name=%ff%fe`, 200],
    ['a lone surrogate', `name=%ed%a0%80`, 200],
    ['a broken escape', `name=%zz%`, 200],
    ['the same name often', Array.from({ length: 2000 }, () => 'name=a').join('&'), 200],
    ['many names', `name=a&${Array.from({ length: 5000 }, (_unused, n) => `f${n}=`).join('&')}`, 200],
    ['only noise', `&&&=&==&name=a`, 200],
    ['a hundred thousand times one name', `name=a&${'name=a&'.repeat(100_000)}`, 200],
    ['controls and marks of direction', 'name=a%08b%1b%e2%80%ae%e2%81%a6c', 200],
    ['too much', `name=${'a'.repeat(51)}`, 422],
    ['nothing', ``, 422],
  ])('with %s in the form', async (_name, fields, status) => {
    const { cookie, token } = await visitor();
    const answer = await plain.ask('POST', '/', {
      headers: { ...OWN, cookie, 'content-type': URLENCODED },
      body: `_csrf=${encodeURIComponent(token)}&${fields}`,
    });
    expect([answer.status, answer.body.includes('\0')]).toEqual([status, false]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  // Node looks for a boundary without its dashes: the token, which is random, may not hold it, so it has a dot.
  const multipart = (parts: string) =>
    `--b.b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nTOKEN\r\n${parts}--b.b--\r\n`;
  it.each([
    ['a good form', multipart('--b.b\r\nContent-Disposition: form-data; name="name"\r\n\r\na\r\n'), 200],
    [
      'null in a value',
      multipart('--b.b\r\nContent-Disposition: form-data; name="name"\r\n\r\na\0b\r\n'),
      undefined,
    ],
    [
      'null in a file’s name',
      multipart('--b.b\r\nContent-Disposition: form-data; name="f"; filename="a\0.pdf"\r\n\r\nx\r\n'),
      undefined,
    ],
    ['no end', '--b.b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nTOKEN', 415],
    ['no parts', '--b.b--\r\n', 403],
    ['another boundary', '--c.c\r\n\r\n--c.c--', 415],
    ['no body', '', 415],
    ['parts without a name', '--b.b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b.b--\r\n', 415],
  ])('as multipart with %s', async (_name, template, status) => {
    const { cookie, token } = await visitor();
    const answer = await plain.ask('POST', '/', {
      headers: { ...OWN, cookie, 'content-type': 'multipart/form-data; boundary=b.b' },
      body: template.replace('TOKEN', token),
    });
    if (status === undefined) expect([403, 415, 422]).toContain(answer.status);
    else expect(answer.status).toBe(status);
  });

  it.each(['application/json', 'text/plain', 'application/xml', 'image/png', 'multipart/form-data', 'x', ''])(
    'as %s are no forms',
    async (type) => {
      const { cookie, token } = await visitor();
      const answer = await plain.ask('POST', '/', {
        headers: { ...OWN, cookie, ...(type ? { 'content-type': type } : {}) },
        body: JSON.stringify({ _csrf: token, name: 'a', __proto__: { isAdmin: true } }),
      });
      expect([403, 415]).toContain(answer.status);
    },
  );
});

describe('requests that no browser sends', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'PURGE', 'LOCK'])(
    '%s is not supported',
    async (method) => {
      const answer = await plain.ask(method, '/', { headers: OWN });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    },
  );

  it.each([
    ['/%00', 400],
    ['/a%00b?x=1', 400],
    ['/?name=a%00', 400],
    ['/%', 400],
    ['/%zz', 400],
    ['/%ff', 400],
    ['/%c3%28', 400],
    ['/%ed%a0%80', 400],
    ['/?name=%', 200],
    ['/?name=%ff', 200],
    ['/?page=abc', 404],
    ['/?page=1&page=2', 200],
    ['/?__proto__=x&constructor=y', 200],
    ['/?__proto__[polluted]=x', 200],
    [`/?name=${'x'.repeat(12_000)}`, 200],
    [`/${'a/'.repeat(4000)}`, 200],
    ['//evil.test/', 200],
    ['/..%2f..%2f..%2fetc%2fpasswd', 200],
    ['/../../etc/passwd', 200],
    ['/assets/..%2f..%2fpackage.json', 403],
    ['/assets/%2e%2e/%2e%2e/package.json', 403],
    ['/assets/%', 400],
    ['/assets/.env', 404],
    ['/package.json', 200],
  ])('for %s', async (path, status) => {
    const answer = await plain.ask('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toMatch(/root:|dependencies|node_modules|at .*\.ts:/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\n'],
    ['a port that is none', 'GET / HTTP/1.1\r\nHost: a:99999\r\n'],
    ['an empty host', 'GET / HTTP/1.1\r\nHost:\r\n'],
    ['a host with a user', 'GET / HTTP/1.1\r\nHost: a@b\r\n'],
    ['a proxy’s address', 'GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n'],
    ['no path', 'GET x HTTP/1.1\r\nHost: x\r\n'],
    ['a raw null', 'GET /\0 HTTP/1.1\r\nHost: x\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n'],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n`],
    ['noise', 'noise\r\n'],
    ['a long query', `GET /?q=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n`],
    [
      'a thousand long headers',
      `GET / HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 1000 }, (_unused, n) => `X-${n}: ${'x'.repeat(20)}\r\n`).join('')}`,
    ],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: x\r\n'],
    ['chunks that are none', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('with %s', async (_name, head) => {
    const answer = Buffer.from(await plain.raw(`${head}Connection: close\r\n\r\n`), 'latin1').toString(
      'utf8',
    );
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d/);
    expect(answer.split('\r\n\r\n')[1]).toMatch(/[\u4e00-\u9fff]/);
    expect(answer).not.toMatch(/HPE_|Error|node:/);
  });

  it('with a thousand headers, as long as they are short', async () => {
    const headers = Array.from({ length: 1000 }, (_unused, n) => `X${n}: 1\r\n`).join('');
    const answer = await plain.raw(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 200/);
  });

  it('with a forwarded host, which counts for nothing without a trusted proxy and must be one with it', async () => {
    for (const forwarded of ['a:b@evil.test', 'x:99999', 'a b', 'ok.test']) {
      const headers = { 'x-forwarded-host': forwarded };
      expect([forwarded, (await plain.ask('GET', '/', { headers })).status]).toEqual([forwarded, 200]);
    }
    expect((await proxied.ask('GET', '/', { headers: { 'x-forwarded-host': 'x:99999' } })).status).toBe(400);
    expect((await proxied.ask('GET', '/', { headers: { 'x-forwarded-host': 'ok.test' } })).status).toBe(200);
  });

  it('never make a fault of ours, whatever the cookies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        const cookie = text.replace(/[^\x20-\x7e]/g, '%');
        const answer = await plain.ask('GET', '/', {
          headers: { cookie: `sh_session=${cookie}; sh_seed=${cookie}; sh_flash=${cookie}; ${cookie}` },
        });
        expect(answer.status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  it('never make a fault of ours, whatever the address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60, unit: 'binary-ascii' }), async (text) => {
        const path = `/${text.replace(/[^\x21-\x7e]/g, '%')}`;
        expect((await plain.ask('GET', path)).status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what goes wrong inside', () => {
  it('is answered plainly, without anything of it', async () => {
    const served = await serve({ loader: () => Promise.reject(new Error('secret of the inside')) });
    const answer = await served.ask('GET', '/');
    await served.close();
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret of the inside');
  });
});

describe('loggedPath', () => {
  it.each([
    ['/filings/1?name=某人', '/filings/1'],
    ['/reset/abc', '/reset/…'],
    ['/reset/abc.data?x=1', '/reset/…'],
    ['/verify-email/abc', '/verify-email/…'],
    ['/invitation/abc/accept', '/invitation/…/accept'],
    ['/verify-email', '/verify-email'],
  ])('keeps of %s: %s', (url, kept) => {
    expect(loggedPath(url)).toBe(kept);
  });
});

describe('health', () => {
  it('answers that it lives, and that it is not ready without a database', async () => {
    expect((await plain.ask('GET', '/healthz')).status).toBe(200);
    expect((await plain.ask('GET', '/readyz')).status).toBe(503);
  });
});
