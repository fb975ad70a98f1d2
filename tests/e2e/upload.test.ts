import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '#app/domain/attachment/attachment.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, visit, type Visitor } from '#tests/support/visitor.ts';

/** A content that begins as a PDF, of this many bytes. */
function pdf(bytes: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes).fill(0x20);
  content.set(new TextEncoder().encode('%PDF-1.4\n'));
  return content;
}

describe('uploads to the running app', () => {
  let app: RunningApp;
  let owner: Visitor;
  let filing: string;

  beforeAll(async () => {
    app = await startApp();
    owner = await signedIn(app.origin, 'xinban');
    const begun = await owner.post('/filings/new', {
      kind: 'first',
      categories: 'icp',
      licensedIn: 'shanghai',
    });
    const page = begun.headers.get('location') ?? (await begun.text());
    filing = /\/filings\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
    expect(filing).not.toBe('');
  });
  afterAll(async () => {
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const address = () => `/filings/${filing}/attachments`;

  /** Files in the storage, those that are on their way apart. */
  function stored(): { kept: number; incoming: number } {
    const root = join(app.dataFolder, 'files');
    const list = (folder: string) =>
      existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    return {
      kept: list(root).filter((name) => name.endsWith('.bin')).length,
      incoming: list(join(root, '.incoming')).length,
    };
  }

  /** Rows that the filing's page shows, by their download links. */
  async function shown(): Promise<number> {
    const page = await (await owner.get(`/filings/${filing}/edit`)).text();
    return new Set(page.match(/\/attachments\/[0-9a-f-]{36}/g) ?? []).size;
  }

  function form(content: BlobPart, name = '任职文件.pdf', fields: Record<string, string> = {}): FormData {
    const body = new FormData();
    const all = { _csrf: owner.token, slot: 'appointment', back: `/filings/${filing}/edit`, ...fields };
    for (const [key, value] of Object.entries(all)) body.append(key, value);
    body.append('file', new Blob([content]), name);
    return body;
  }

  /** What the page after an upload says of it. */
  async function saidAfter(response: Response): Promise<string> {
    expect([response.status, response.headers.get('location')]).toEqual([302, `/filings/${filing}/edit`]);
    return (await owner.get(`/filings/${filing}/edit`)).text();
  }

  it.each([
    ['one byte more than 20 MB', () => form(pdf(MAX_FILE_BYTES + 1)), '单个文件不超过 20 MB'],
    ['three times 20 MB', () => form(pdf(MAX_FILE_BYTES * 3)), '单个文件不超过 20 MB'],
    ['a page that is named a PDF', () => form('<html><script>alert(1)</script></html>'), '请上传 PDF'],
    ['a program', () => form(new Uint8Array([0x4d, 0x5a, 0x90, 0, 3]), 'a.exe'), '请上传 PDF'],
    ['an empty file', () => form(''), '空文件不能上传'],
    ['no file', () => form('', ''), '请先选择文件'],
    ['a token of another page', () => form(pdf(100), 'a.pdf', { _csrf: 'x' }), '页面已过期'],
    ['a slot that is none', () => form(pdf(100), 'a.pdf', { slot: 'x' }), '有内容需要更正'],
  ])('%s is refused in words, and leaves nothing', async (_name, body, words) => {
    const before = [stored(), await shown()];
    expect(await saidAfter(await owner.send(address(), body()))).toContain(words);
    expect([stored(), await shown()]).toEqual(before);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['another boundary', 'multipart/form-data; boundary=a', '--b\r\n\r\nx\r\n--b--\r\n'],
    [
      'no end',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4',
    ],
    ['no body', 'multipart/form-data; boundary=b', ''],
    ['another type', 'application/pdf', '%PDF-1.4'],
  ])('a post with %s is the sender’s fault', async (_name, type, body) => {
    const before = [stored(), await shown()];
    const answer = await owner.send(address(), body, { 'content-type': type });
    await answer.arrayBuffer();
    expect(answer.status).toBe(415);
    expect([stored(), await shown()]).toEqual(before);
  });

  it('a visitor who is not signed in is told so, after 20 MB as after none', async () => {
    const stranger = await visit(app.origin);
    const before = stored();
    for (const bytes of [10, MAX_FILE_BYTES]) {
      const answer = await stranger.send(address(), form(pdf(bytes)));
      expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('登录')]);
    }
    expect(stored()).toEqual(before);
  });

  it('another enterprise’s filing is not found, and nothing is kept', async () => {
    const before = stored();
    const other = await signedIn(app.origin, 'qiming');
    const body = form(pdf(1000), 'a.pdf', { _csrf: other.token, back: '' });
    const answer = await other.send(address(), body);
    expect(answer.status).toBeLessThan(500);
    expect([stored(), await shown()]).toEqual([before, 0]);
  });

  /** Begins an upload and hangs up after so many bytes of the file. */
  function hangUp(bytes: number): Promise<void> {
    const { port } = new URL(app.origin);
    const parts = Object.entries({ _csrf: owner.token, slot: 'appointment', back: '/' })
      .map(([name, value]) => `--b.b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('');
    const fileHead = `--b.b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`;
    return new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST ${address()} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${app.origin}\r\nCookie: ${owner.cookie()}\r\n` +
            `Content-Type: multipart/form-data; boundary=b.b\r\nContent-Length: 10000000\r\n\r\n${parts}${fileHead}`,
        );
        socket.write(pdf(bytes), () => setTimeout(() => socket.resetAndDestroy(), bytes > 100 ? 300 : 0));
      });
      socket.on('error', () => undefined); // the cut that is meant
      socket.on('close', () => resolve());
    });
  }

  it('a connection that is cut leaves no half file, no row, and a healthy app', async () => {
    const before = [stored(), await shown()];
    for (const bytes of [10, 10, 10, 5000, 300_000, 5_000_000]) await hangUp(bytes);
    await expect.poll(() => stored(), { timeout: 10_000 }).toEqual(before[0]);
    expect(await shown()).toBe(before[1]);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
  });

  /** Memory of the app's process, in MB. */
  const memory = () =>
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(app.pid)], { encoding: 'utf8' })) / 1024;

  it('many large ones at once pass through without being held in memory', async () => {
    const files = stored().kept;
    const before = memory();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, memory())), 50);
    const content = pdf(MAX_FILE_BYTES - 1);
    const slots = ['appointment', 'organisation_chart'];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_unused, n) =>
        owner.send(address(), form(new Blob([content, String(n)]), `${n}.pdf`, { slot: slots[n % 2] ?? '' })),
      ),
    );
    clearInterval(watch);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 302));
    expect(stored().incoming).toBe(0);
    expect(stored().kept - files).toBe(10);
    console.log(`10 × 20 MB at once: ${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB`);
    expect(most - before).toBeLessThan(200);
  });
});
