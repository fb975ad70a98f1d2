import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';
import { canMount, mount } from './small-disk.ts';

/** A picture of that size, as far as anybody looks. */
function picture(bytes: number): Blob {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
  return new Blob([head, Buffer.alloc(bytes - head.length, 7)]);
}

/** Posts evidence with a file, as the page would. */
function addEvidence(visitor: Visitor, title: string, bytes: number): Promise<Response> {
  const form = new FormData();
  const fields = {
    _csrf: visitor.token,
    kind: 'file',
    title,
    reference: '',
    effectiveFrom: '',
    effectiveUntil: '',
    ownerId: '',
    ownerName: '示例保管人',
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', picture(bytes), '示例.png');
  return visitor.send('/evidence/new', form);
}

const listed = async (visitor: Visitor, title: string) =>
  (await (await visitor.get('/evidence')).text()).includes(title);

/** What every refusal of the storage must look like: words, the title still typed, nothing in the list. */
async function expectKept(visitor: Visitor, answer: Response, title: string, words: string): Promise<void> {
  const page = await answer.text();
  expect([answer.status, page.includes(words)]).toEqual([503, true]);
  expect(page).toContain(`value="${title}"`);
  expect(page).not.toMatch(/ENOSPC|EROFS|at .*\.js:|SlowDown/);
  expect(await listed(visitor, title)).toBe(false);
}

const mounts = canMount();
if (!mounts)
  console.log(
    '跳过磁盘写满测试：没有挂载权限 / a full disk is not tried: this user may not mount a file system',
  );

describe.skipIf(!mounts)('a disk of files', () => {
  let app: RunningApp;
  let owner: Visitor;
  let files: string;

  beforeAll(async () => {
    app = await startApp();
    files = join(app.dataFolder, 'files');
    mkdirSync(files, { recursive: true });
    if (!mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', files)) throw new Error('could not mount');
    owner = await signedIn(app.origin, 'owner');
  });
  afterAll(async () => {
    await app.stop();
    execFileSync('umount', ['-l', files]);
    removeFolder(app.dataFolder);
  });

  const arriving = () => (existsSync(join(files, '.incoming')) ? readdirSync(join(files, '.incoming')) : []);

  it('that is full refuses the file in words, keeps what was typed and nothing of the file', async () => {
    const answer = await addEvidence(owner, '示例证据甲', 3_000_000);
    await expectKept(owner, answer, '示例证据甲', '文件存储空间已满');
    expect(arriving()).toEqual([]);
    expect(app.output()).toMatch(/"level":50.*the storage of files is full.*ENOSPC/);
    // All else goes on, and what still fits is taken.
    expect((await owner.get('/start')).status).toBe(200);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
    expect((await addEvidence(owner, '示例小证据', 20_000)).status).toBe(302);
  });

  it('that has room again takes it, without a restart', async () => {
    expect(mount('-o', 'remount,size=50m', files)).toBe(true);
    expect((await addEvidence(owner, '示例证据甲', 3_000_000)).status).toBe(302);
    expect(await listed(owner, '示例证据甲')).toBe(true);
  });

  it('that was made read-only says so, and is used again when it may be written', async () => {
    expect(mount('-o', 'remount,ro', files)).toBe(true);
    const answer = await addEvidence(owner, '示例证据乙', 20_000);
    await expectKept(owner, answer, '示例证据乙', '文件存储拒绝了读写');
    expect(mount('-o', 'remount,rw', files)).toBe(true);
    expect((await addEvidence(owner, '示例证据乙', 20_000)).status).toBe(302);
  });

  it('tells an upload beside a filing the same', async () => {
    const page = await (await owner.get('/filings')).text();
    const ids = [...new Set([...page.matchAll(/\/filings\/([0-9a-f-]{36})/g)].map(([, id = '']) => id))];
    expect(mount('-o', 'remount,ro', files)).toBe(true);
    const statuses: string[] = [];
    for (const id of ids) {
      const form = new FormData();
      form.append('_csrf', owner.token);
      form.append('slot', 'appointment');
      form.append('back', `/filings/${id}`);
      form.append('file', picture(20_000), '示例.png');
      const answer = await owner.send(`/filings/${id}/attachments`, form, { accept: 'text/html' });
      statuses.push(`${answer.status} ${(await answer.text()).includes('文件存储拒绝了读写')}`);
    }
    expect(mount('-o', 'remount,rw', files)).toBe(true);
    expect(statuses.filter((one) => one.startsWith('5') && one !== '503 true')).toEqual([]);
    expect(statuses).toContain('503 true');
  });
});

type Mood = 'well' | 'fault' | 'denied' | 'silent';

/** An object service of a mood; it keeps what it takes, and doesn't look at signatures. */
class Objects {
  mood: Mood = 'well';
  readonly kept = new Map<string, Buffer>();
  readonly server: Server = createServer((request, response) => void this.answer(request, response));

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mood === 'silent') return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer));
    if (this.mood !== 'well') {
      response.writeHead(this.mood === 'fault' ? 500 : 403).end('<Error><Code>SlowDown</Code></Error>');
      return;
    }
    const key = request.url ?? '';
    if (request.method === 'PUT') {
      this.kept.set(key, Buffer.concat(chunks));
      response.writeHead(200).end();
    } else if (request.method === 'GET') {
      const content = this.kept.get(key);
      response.writeHead(content ? 200 : 404).end(content);
    } else {
      this.kept.delete(key);
      response.writeHead(204).end();
    }
  }
}

describe('a service of objects', () => {
  const objects = new Objects();
  let app: RunningApp;
  let owner: Visitor;

  beforeAll(async () => {
    await new Promise<void>((ready) => objects.server.listen(0, '127.0.0.1', ready));
    const { port } = objects.server.address() as AddressInfo;
    app = await startApp({
      environment: {
        S3_ENDPOINT: `http://127.0.0.1:${port}`,
        S3_BUCKET: 'bucket',
        S3_ACCESS_KEY: 'access',
        S3_SECRET_KEY: 'secret',
        S3_TIMEOUT_SECONDS: '1',
      },
    });
    owner = await signedIn(app.origin, 'owner');
  });
  afterEach(() => {
    objects.mood = 'well';
  });
  afterAll(async () => {
    await app.stop();
    objects.server.closeAllConnections();
    await new Promise((closed) => objects.server.close(closed));
    removeFolder(app.dataFolder);
  });

  it.each([
    ['fault', '文件存储暂时无法连接'],
    ['denied', '文件存储拒绝了读写'],
    ['silent', '文件存储暂时无法连接'],
  ] as const)('in the mood %s refuses in words and in time, and serves again', async (mood, words) => {
    const title = `示例证据 ${mood}`;
    objects.mood = mood;
    const began = Date.now();
    const answer = await addEvidence(owner, title, 20_000);
    expect(Date.now() - began).toBeLessThan(10_000);
    const page = await answer.text();
    expect([answer.status, page.includes(words), page.includes(`value="${title}"`)]).toEqual([
      503,
      true,
      true,
    ]);
    expect(readdirSync(join(app.dataFolder, 'spool'))).toEqual([]);
    expect((await owner.get('/start')).status).toBe(200);
    objects.mood = 'well';
    expect(await listed(owner, title)).toBe(false);
    const again = await addEvidence(owner, title, 20_000);
    expect(again.status).toBe(302);
    const record = again.headers.get('location') ?? '';
    const file = /href="([^"]+\/file[^"]*)"/.exec(await (await owner.get(record)).text())?.[1] ?? '';
    objects.mood = mood;
    const lost = await fetch(`${app.origin}${file}`, {
      headers: { cookie: owner.cookie(), accept: 'text/html' },
      redirect: 'manual',
    });
    expect([lost.status, (await lost.text()).includes('文件存储')]).toEqual([503, true]);
    objects.mood = 'well';
    expect((await owner.get(file)).status).toBe(200);
  });
});
