import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import { demoAccounts } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { clockShift } from '#tests/support/clock-shift.ts';
import { signedIn, visit, type Visitor } from '#tests/support/visitor.ts';

type Mood = 'well' | 'stalls' | 'refuses' | 'drops';

const MINUTE = 60_000;
const person = (key: string) => demoAccounts.find((account) => account.key === key);
const emailOf = (key: string) => person(key)?.email ?? '';

/** A mail server of a mood; recipients named in `greylisted` or `unknown` are answered 451 or 550 in every mood. */
class Post {
  mood: Mood = 'well';
  readonly greylisted = new Set<string>();
  readonly unknown = new Set<string>();
  readonly received: { to: string; messageId: string }[] = [];
  readonly #stalled = new Set<Socket>();
  readonly #smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onMailFrom: (_address, _session, answer) => answer(this.mood === 'refuses' ? failure(550) : null),
    onRcptTo: ({ address }, _session, answer) => {
      if (this.greylisted.has(address)) return answer(failure(451));
      answer(this.unknown.has(address) ? failure(550) : null);
    },
    onData: (stream, session, answer) => {
      void text(stream).then((content) => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        this.received.push({ to, messageId: /^Message-ID: (\S+)/im.exec(content)?.[1] ?? '' });
        // It took the mail, and goes away before it says so.
        if (this.mood !== 'drops') return answer();
        for (const client of this.#smtp.connections as Set<{ _socket: Socket }>) client._socket.destroy();
      });
    },
  });
  readonly #front: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (this.mood === 'stalls') {
      this.#stalled.add(socket);
      return;
    }
    this.#smtp.server.emit('connection', socket);
  });

  async listen(): Promise<number> {
    this.#smtp.on('error', () => undefined);
    await new Promise<void>((ready) => this.#front.listen(0, '127.0.0.1', ready));
    return (this.#front.address() as AddressInfo).port;
  }

  countOf(email: string): number {
    return this.received.filter(({ to }) => to === email).length;
  }

  async close(): Promise<void> {
    for (const socket of this.#stalled) socket.destroy();
    await new Promise((closed) => this.#front.close(closed));
  }
}

function failure(code: number): Error {
  return Object.assign(new Error('not now'), { responseCode: code });
}

describe('a mail server', () => {
  const post = new Post();
  const clock = clockShift();
  let ahead = 0;
  let app: RunningApp;
  let operator: Visitor;

  beforeAll(async () => {
    const port = await post.listen();
    app = await startApp({
      environment: {
        ...clock.environment,
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        SMTP_TIMEOUT_SECONDS: '1',
        LOG_LEVEL: 'info',
      },
    });
    operator = await signedIn(app.origin, 'operator');
    const code = totpCodeAt(person('operator')?.totpSecret ?? '', new Date().toISOString());
    expect((await operator.post('/second-factor', { code, back: '/start' })).status).toBe(302);
    // The demonstration's own mail goes first, so that the tests' is alone.
    await until('the demonstration’s mail is out', () =>
      /"job":"deliver-notices".*"sent":[1-9]/.test(app.output()),
    );
    post.received.length = 0;
  });
  afterAll(async () => {
    await app.stop();
    await post.close();
    removeFolder(app.dataFolder);
  });

  const forget = async (key: string) => {
    const somebody = await visit(app.origin);
    expect((await somebody.post('/forgot', { email: emailOf(key) })).status).toBe(200);
  };
  const outbox = async () => (await operator.get('/operator/outbox')).text();
  /** Lets the app's time pass, so that what is to be tried again is. */
  const pass = async (minutes: number) => {
    ahead += minutes;
    await clock.jump(ahead * MINUTE);
  };
  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`${what}: not after 30 s\n${app.output().slice(-3000)}`);
      await new Promise((wake) => setTimeout(wake, 250));
    }
  }

  it('that stalls holds up no page; the mail waits, the outbox says why, and it goes when the server is back', async () => {
    post.mood = 'stalls';
    await forget('viewer');
    await until('the outbox tells', async () => (await outbox()).includes('无法连接'));
    const began = Date.now();
    expect((await operator.get('/start')).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(post.countOf(emailOf('viewer'))).toBe(0);
    post.mood = 'well';
    await pass(2);
    await until('the mail comes', () => post.countOf(emailOf('viewer')) === 1);
  });

  it('that puts one recipient off and refuses another holds up nobody else', async () => {
    post.greylisted.add(emailOf('haixin'));
    post.unknown.add(emailOf('zhizao'));
    await forget('haixin');
    await forget('zhizao');
    await forget('xinban');
    await until('the third gets mail', () => post.countOf(emailOf('xinban')) === 1);
    await until('both answers are shown', async () => {
      const page = await outbox();
      return page.includes('451') && page.includes('550');
    });
    post.greylisted.clear();
    await pass(2);
    await until('the greylisted one gets mail', () => post.countOf(emailOf('haixin')) === 1);
    // What was refused for good isn't tried for ever.
    expect(post.countOf(emailOf('zhizao'))).toBe(0);
  });

  it('that takes a mail and breaks off gets it once more, under the same Message-ID, and the outbox says so', async () => {
    post.mood = 'drops';
    await forget('cdo');
    await until('the first copy comes', () => post.countOf(emailOf('cdo')) === 1);
    await until('the outbox tells', async () => (await outbox()).includes('可能收到两次'));
    post.mood = 'well';
    await pass(2);
    await until('the second copy comes', () => post.countOf(emailOf('cdo')) === 2);
    const ids = post.received.filter(({ to }) => to === emailOf('cdo')).map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(1);
    await pass(10);
    await new Promise((wake) => setTimeout(wake, 6000));
    expect(post.countOf(emailOf('cdo'))).toBe(2);
    const others = post.received.filter(({ to }) => to !== emailOf('cdo')).map(({ messageId }) => messageId);
    expect(new Set(others).size).toBe(others.length);
  });

  it('that refuses the sender leaves all mail waiting or failed in the outbox, with its answer', async () => {
    post.mood = 'refuses';
    await forget('lanqiao');
    await until('the outbox tells', async () => (await outbox()).split('550').length > 2);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
    post.mood = 'well';
  });

  it('meanwhile every refused request stands in the log with who asked', async () => {
    const owner = await signedIn(app.origin, 'owner');
    expect((await owner.get('/operator/outbox')).status).toBe(403);
    const stranger = await visit(app.origin);
    await stranger.post('/sign-in', { identifier: emailOf('owner'), password: 'not the password' });
    const lines = () =>
      app
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map(
          (line) =>
            JSON.parse(line) as { req?: { path?: string }; res?: { status?: number }; account?: string },
        );
    const found = (path: string, status: number) =>
      lines().find(({ req, res }) => req?.path === path && res?.status === status);
    await until('the refusals are logged', () =>
      Boolean(found('/operator/outbox', 403) && found('/sign-in', 422)),
    );
    expect(found('/operator/outbox', 403)?.account).toMatch(/^[0-9a-f-]{36}$/);
    const logged = app
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(logged.join('')).not.toContain(emailOf('owner'));
  });
});
