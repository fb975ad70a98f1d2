import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createWebhook, type WebhookConfig } from '#app/adapters/webhook/http-webhook.ts';
import type { WebhookMessage, WebhookTarget } from '#app/adapters/webhook/port.ts';
import { createCertificate } from '#tests/adapters/mail/certificate.ts';

const message: WebhookMessage = { id: 'notice-1', title: '提醒', text: '应于 2026-10-12 前重新备案' };
const at = '2026-10-09T01:00:00.000Z';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Received {
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse) => void;

const ok: Answer = (response) => response.end('{"errcode":0,"errmsg":"ok"}');

async function start(
  answer: Answer,
  tls?: { key: string; cert: string },
): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    text(request).then(
      (body) => {
        received.push({ url: request.url ?? '', headers: request.headers, body });
        answer(response);
      },
      () => response.destroy(),
    );
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { port: (server.address() as AddressInfo).port, received };
}

const wecom = (url: string): WebhookTarget => ({ format: 'wecom', url });

const post = (target: WebhookTarget, config: WebhookConfig = {}) =>
  createWebhook({ allowLoopback: true, ...config }).post(target, message, at);

describe('delivery', () => {
  it('posts the body with its length, signed at the instant that was given', async () => {
    const { port, received } = await start((response) => response.writeHead(204).end());
    const target: WebhookTarget = {
      format: 'json',
      url: `http://127.0.0.1:${port}/hook?x=1`,
      secret: 'geheim',
    };
    expect(await post(target)).toEqual({ delivered: true });
    const [one] = received;
    const timestamp = String(Date.parse(at));
    expect(one?.url).toBe('/hook?x=1');
    expect(one?.headers['x-shuheng-timestamp']).toBe(timestamp);
    const expected = createHmac('sha256', 'geheim').update(`${timestamp}.${one?.body}`).digest('hex');
    expect(one?.headers['x-shuheng-signature']).toBe(`sha256=${expected}`);
    expect(one?.headers['content-length']).toBe(String(Buffer.byteLength(one?.body ?? '')));
    expect(JSON.parse(one?.body ?? '')).toEqual({ ...message });
  });

  it.each([
    ['wecom', undefined],
    ['dingtalk', 'SEC0'],
  ] as const)('takes errcode 0 of %s for delivered', async (format, secret) => {
    const { port, received } = await start(ok);
    const url = `http://127.0.0.1:${port}/robot/send?access_token=x`;
    const target: WebhookTarget = format === 'wecom' ? { format, url } : { format, url, secret };
    expect(await post(target)).toEqual({ delivered: true });
    expect(received[0]?.url.includes('&sign=')).toBe(secret !== undefined);
  });

  it('goes to the address that was judged, under the name of the certificate', async () => {
    const certificate = await createCertificate();
    const { port, received } = await start(ok, certificate);
    const url = `https://localhost:${port}/`;
    const asked: string[] = [];
    const resolve = (host: string) => {
      asked.push(host);
      return Promise.resolve(['127.0.0.1']);
    };
    expect(await post(wecom(url), { resolve, caCertificates: certificate.cert })).toEqual({
      delivered: true,
    });
    expect(asked).toEqual(['localhost']);
    expect(received[0]?.headers.host).toBe(`localhost:${port}`);
    expect(await post(wecom(url), { resolve })).toMatchObject({ delivered: false, reason: 'unreachable' });
    const elsewhere = wecom(`https://other.example:${port}/`);
    expect(await post(elsewhere, { resolve, caCertificates: certificate.cert })).toMatchObject({
      reason: 'unreachable',
    });
    expect(received).toHaveLength(1);
  });
});

describe('addresses that are never posted to', () => {
  it.each([
    '',
    'receiver.example/hook',
    'ftp://receiver.example',
    'file:///etc/passwd',
    'http://receiver.example/hook',
    'https://user:password@receiver.example/hook',
  ])('%j', async (url) => {
    const webhook = createWebhook({ resolve: () => Promise.resolve(['223.5.5.5']) });
    expect(await webhook.post(wecom(url), message, at)).toMatchObject({
      delivered: false,
      permanent: true,
      reason: 'invalid_url',
    });
  });

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
    'https://localhost/',
  ])('%s', async (url) => {
    expect(await createWebhook().post(wecom(url), message, at)).toMatchObject({
      delivered: false,
      permanent: true,
      reason: 'forbidden_address',
    });
  });

  it('a name of which one address is inside', async () => {
    const webhook = createWebhook({ resolve: () => Promise.resolve(['223.5.5.5', '192.168.0.1']) });
    expect(await webhook.post(wecom('https://receiver.example/'), message, at)).toMatchObject({
      reason: 'forbidden_address',
    });
  });

  it('http to anything but this machine, even in tests', async () => {
    const resolve = () => Promise.resolve(['223.5.5.5']);
    expect(await post(wecom('http://receiver.example/'), { resolve })).toMatchObject({
      reason: 'invalid_url',
    });
  });

  it('a name that nobody knows', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    expect(await post(wecom('https://receiver.example/'), { resolve })).toMatchObject({
      delivered: false,
      permanent: false,
      reason: 'unknown_host',
    });
  });
});

describe('answers', () => {
  it.each([
    [404, true],
    [401, true],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ])('status %i is permanent: %s', async (status, permanent) => {
    const { port } = await start((response) => response.writeHead(status).end('secret detail'));
    const result = await post(wecom(`http://127.0.0.1:${port}/?key=hidden`));
    expect(result).toEqual({ delivered: false, permanent, reason: 'refused', status, code: undefined });
  });

  it.each([
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', true, 93000],
    ['{"errcode":310000,"errmsg":"sign not match"}', true, 310000],
    ['{"errcode":45009,"errmsg":"api freq out of limit"}', false, 45009],
    ['{"errcode":-1,"errmsg":"system busy"}', false, -1],
    ['{}', false, undefined],
    ['<html>', false, undefined],
    ['null', false, undefined],
    ['', false, undefined],
  ])('200 with %s is not delivered', async (body, permanent, code) => {
    const { port } = await start((response) => response.end(body));
    expect(await post(wecom(`http://127.0.0.1:${port}/`))).toEqual({
      delivered: false,
      permanent,
      reason: 'refused',
      status: 200,
      code,
    });
  });

  it('a redirect is not followed', async () => {
    const inside = await start(ok);
    const { port } = await start((response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end(),
    );
    expect(await post(wecom(`http://127.0.0.1:${port}/`))).toMatchObject({
      reason: 'redirected',
      status: 307,
    });
    expect(inside.received).toEqual([]);
  });

  it('an answer without end is not read to its end', async () => {
    const { port } = await start((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect(await post(wecom(`http://127.0.0.1:${port}/`))).toMatchObject({ reason: 'answer_too_large' });
  });

  it('silence, a trickle and a slow resolver end with the time that was given', async () => {
    const expected = { delivered: false, permanent: false, reason: 'timeout' };
    const silent = await start(() => undefined);
    expect(await post(wecom(`http://127.0.0.1:${silent.port}/`), { timeoutMs: 150 })).toMatchObject(expected);
    const trickle = await start((response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await post(wecom(`http://127.0.0.1:${trickle.port}/`), { timeoutMs: 150 })).toMatchObject(
      expected,
    );
    const resolve = () => new Promise<string[]>(() => undefined);
    expect(await post(wecom('https://receiver.example/'), { timeoutMs: 50, resolve })).toMatchObject(
      expected,
    );
  });

  it('nobody there, and a connection that breaks off', async () => {
    const expected = { delivered: false, permanent: false, reason: 'unreachable' };
    expect(await post(wecom('http://127.0.0.1:1/'))).toMatchObject(expected);
    const { port } = await start((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"errcode":0');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await post(wecom(`http://127.0.0.1:${port}/`))).toMatchObject(expected);
  });

  it('an instant that is none is a bug', async () => {
    await expect(createWebhook().post(wecom('https://receiver.example/'), message, 'now')).rejects.toThrow(
      /instant/,
    );
  });
});
