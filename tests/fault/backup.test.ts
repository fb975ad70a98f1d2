import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the built command line on a data folder. */
function command(dataFolder: string, args: string[]): { child: ChildProcess; ended: Promise<Answer> } {
  const child = spawn(process.execPath, [resolve('build/entry/cli.js'), ...args], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      SHUHENG_HOME: resolve('.'),
      DATA_FOLDER: dataFolder,
    },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  const ended = new Promise<Answer>((done) => child.on('close', (code) => done({ code, ...said })));
  return { child, ended };
}

const shuheng = (dataFolder: string, ...args: string[]) => command(dataFolder, args).ended;

/** An empty data folder with the key of another installation. */
function folderWithKeyOf(dataFolder: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-restored-'));
  copyFileSync(join(dataFolder, 'secret.key'), join(folder, 'secret.key'));
  return folder;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source;

/** The first attachment of the first filing that somebody sees. */
async function firstAttachment(visitor: Visitor): Promise<string> {
  const list = await (await visitor.get('/filings')).text();
  for (const [, id] of list.matchAll(new RegExp(`/filings/(${UUID})`, 'g'))) {
    const page = await (await visitor.get(`/filings/${id}`)).text();
    const address = new RegExp(`/filings/${UUID}/attachments/${UUID}`).exec(page)?.[0];
    if (address) return address;
  }
  throw new Error('no attachment');
}

const bytesOf = async (visitor: Visitor, address: string) => {
  const answer = await visitor.get(address);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};

describe('backup and restore of a running installation', () => {
  let app: RunningApp;
  let restored: RunningApp | null = null;
  const folders: string[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'shuheng-backups-'));
  const file = join(scratch, 'a.tar');

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    for (const running of [app, restored]) {
      await running?.kill();
      if (running) removeFolder(running.dataFolder);
    }
    for (const folder of [scratch, ...folders]) removeFolder(folder);
  });

  let begun = 0;
  /** Begins an assessment and answers its id. */
  async function write(visitor: Visitor): Promise<string> {
    const form = {
      modelId: 'dcmm-2025',
      schemeId: 'dcmm-default',
      title: `示例评估 ${(begun += 1)}`,
      targetLevel: '',
      targetOn: '',
    };
    const answer = await visitor.post('/assessments/new', { ...form, previousId: '' });
    const id = new RegExp(UUID).exec(answer.headers.get('location') ?? '')?.[0];
    if (answer.status !== 302 || !id) throw new Error(`not begun: ${answer.status}`);
    return id;
  }

  it('makes it while people work, and what they were told is kept is in it', async () => {
    const owner = await signedIn(app.origin, 'owner');
    const before = [await write(owner), await write(owner)];
    let isDone = false;
    let during = 0;
    const working = (async () => {
      while (!isDone) {
        await write(owner);
        during += 1;
      }
    })();
    const made = await shuheng(app.dataFolder, 'backup', file, '--json').finally(() => {
      isDone = true;
    });
    await working;
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(made.out)).toMatchObject({ missing: [], altered: [] });
    expect(during).toBeGreaterThan(0);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(scratch)).toEqual(['a.tar']);
    // A second one doesn't write over it.
    expect(await shuheng(app.dataFolder, 'backup', file)).toMatchObject({ code: 1, out: '' });

    const folder = folderWithKeyOf(app.dataFolder);
    const done = await shuheng(folder, 'restore', file, '--json');
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(done.out)).toMatchObject({ migrated: [] });
    restored = await startApp({ dataFolder: folder });
    const again = await signedIn(restored.origin, 'owner');
    for (const id of before) expect((await again.get(`/assessments/${id}`)).status).toBe(200);
    const address = await firstAttachment(again);
    expect(await bytesOf(again, address)).toEqual(await bytesOf(owner, address));
    // Who was signed in elsewhere isn't signed in here.
    const carried = await fetch(`${restored.origin}/filings`, {
      headers: { cookie: owner.cookie() },
      redirect: 'manual',
    });
    expect(carried.headers.get('location')).toMatch(/sign-in/);
    expect(await restored.stop()).toBe(0);
    const verified = await shuheng(folder, 'verify');
    expect(verified).toMatchObject({ code: 0, err: '' });
    // What is there already isn't written over.
    const second = await shuheng(folder, 'restore', file);
    expect(second.code).toBe(1);
    expect(second.err).toContain('不是空的');
  });

  it('leaves nothing behind when it is killed, and can begin again', async () => {
    const folder = folderWithKeyOf(app.dataFolder);
    folders.push(folder);
    for (const milliseconds of [400, 1500, 3000]) {
      const { child, ended } = command(folder, ['restore', file]);
      await new Promise((wake) => setTimeout(wake, milliseconds));
      child.kill('SIGKILL');
      await ended;
      if (existsSync(join(folder, 'database'))) break; // it was faster than the kill
    }
    if (!existsSync(join(folder, 'database'))) {
      expect((await shuheng(folder, 'verify')).code).toBe(1);
      expect(await shuheng(folder, 'restore', file)).toMatchObject({ code: 0, err: '' });
    }
    expect(await shuheng(folder, 'verify')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('needs the installation’s own key, and makes none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuheng-keyless-'));
    folders.push(folder);
    const answer = await shuheng(folder, 'restore', file);
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('SECRET_KEY');
    expect(readdirSync(folder)).toEqual([]);
  });
});
