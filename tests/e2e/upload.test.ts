import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '#app/domain/attachment/attachment.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { newVisitor, openBrowser, signIn } from '#tests/support/browser.ts';
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

  /** What the page says beside the field of a place of files. */
  function beside(page: string, slot: string): string {
    return new RegExp(`<p id="upload-${slot}-file-error"[^>]*>([^<]*)`).exec(page)?.[1] ?? '';
  }

  function form(content: BlobPart, name = '任职文件.pdf', fields: Record<string, string> = {}): FormData {
    const body = new FormData();
    const all = { _csrf: owner.token, slot: 'appointment', back: `/filings/${filing}/edit`, ...fields };
    for (const [key, value] of Object.entries(all)) body.append(key, value);
    body.append('file', new Blob([content]), name);
    return body;
  }

  it.each([
    ['one byte more than 20 MB', 413, () => form(pdf(MAX_FILE_BYTES + 1)), '单个文件不超过 20 MB'],
    ['three times 20 MB', 413, () => form(pdf(MAX_FILE_BYTES * 3)), '单个文件不超过 20 MB'],
    ['a page that is named a PDF', 415, () => form('<html><script>alert(1)</script></html>'), '请上传 PDF'],
    ['a program', 415, () => form(new Uint8Array([0x4d, 0x5a, 0x90, 0, 3]), 'a.exe'), '请上传 PDF'],
    ['a PDF that is named a program', 415, () => form(pdf(100), '任职.pdf.exe'), '文件名应以 .pdf 结尾'],
    ['an empty file', 422, () => form(''), '空文件不能上传'],
    ['no file', 422, () => form('', ''), '请先选择文件'],
    ['a token of another page', 403, () => form(pdf(100), 'a.pdf', { _csrf: 'x' }), '页面已过期'],
  ])(
    '%s is refused with %i in words beside its field, and leaves nothing',
    async (_name, status, body, said) => {
      const before = [stored(), await shown()];
      const answer = await owner.send(address(), body());
      const page = await answer.text();
      expect(answer.status).toBe(status);
      expect(beside(page, 'appointment')).toContain(said);
      expect(page).toContain(`href="/filings/${filing}/edit"`);
      expect([stored(), await shown()]).toEqual(before);
    },
  );

  it('a place that is none is refused in words, and leaves nothing', async () => {
    const before = [stored(), await shown()];
    const answer = await owner.send(address(), form(pdf(100), 'a.pdf', { slot: 'x' }));
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('有内容需要更正')]);
    expect([stored(), await shown()]).toEqual(before);
  });

  it('a file that is there already is told so, and is kept once', async () => {
    expect((await owner.send(address(), form(pdf(300), '同一文件.pdf'))).status).toBe(302);
    const before = [stored(), await shown()];
    const answer = await owner.send(address(), form(pdf(300), '同一文件.pdf'));
    expect(answer.status).toBe(409);
    expect(beside(await answer.text(), 'appointment')).toContain('这个文件已经在此处');
    expect([stored(), await shown()]).toEqual(before);
  });

  it('in a browser the page stays as it is, and the next file that is taken ends the message', async () => {
    const browser = await openBrowser();
    const page = await (await newVisitor(browser, app.origin)).newPage();
    await signIn(page, 'xinban');
    await page.goto(`/filings/${filing}/edit`);
    await page.locator('[name="cdo.name"]').fill('未存示例');
    const input = page.locator('#upload-organisation_chart-file');
    const said = page.locator('#upload-organisation_chart-file-error');
    const send = async (name: string, buffer: Buffer) => {
      await input.setInputFiles({ name, mimeType: 'application/pdf', buffer });
      const answer = page.waitForResponse(
        (response) => response.request().method() === 'POST' && /\/attachments\b/.test(response.url()),
      );
      await page.locator('button[form="upload-organisation_chart"]').click();
      return (await answer).status();
    };
    expect(await send('网页.pdf', Buffer.from('<html></html>'))).toBe(415);
    await said.getByText('请上传 PDF').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/filings/${filing}/edit`);
    expect(await page.locator('[name="cdo.name"]').inputValue()).toBe('未存示例');
    expect(await page.locator('#upload-appointment-file-error').count()).toBe(0);
    await send('组织架构.pdf', Buffer.from(pdf(400)));
    await page.getByText('组织架构.pdf').first().waitFor();
    await page.getByText('文件已上传').first().waitFor();
    expect(await said.count()).toBe(0);
    expect(await page.locator('[name="cdo.name"]').inputValue()).toBe('未存示例');
    await browser.close();
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
    const before = [stored(), await shown()];
    const other = await signedIn(app.origin, 'qiming');
    const body = form(pdf(1000), 'a.pdf', { _csrf: other.token, back: '' });
    const answer = await other.send(address(), body);
    expect(answer.status).toBe(404);
    expect([stored(), await shown()]).toEqual(before);
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
