import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BUNDLE_FILES } from '#app/domain/bundle/manifest.ts';
import { exportFilingBundle } from '#app/services/filing/export-filing-bundle.server.ts';
import { submitFiling } from '#app/services/filing/submit-filing.server.ts';
import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { createSealer } from '#db/crypto/sealer.ts';
import { runCommandLine } from '#entry/command/main.ts';
import { manifestOf, type Parts, putTogether, takeApart } from '#tests/support/bundle.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  beginFiling,
  fillFiling,
  granted,
  sampleCode,
  sealFiling,
  uploadPdf,
} from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, testPorts, TEST_MOMENT } from '#tests/support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuheng-verify-'));
/** Where the stranger works: nothing is in it. */
const empty = join(folder, '空文件夹');
const bundle = join(folder, '存证包-𠮷.zip');
let parts: Parts;
let key: string;

beforeAll(async () => {
  mkdirSync(empty);
  const db = await openTestDatabase();
  const ports = testPorts(db);
  const uscc = sampleCode(51);
  const enterprise = await makeOrganisation(ports, { kind: 'enterprise', uscc, name: '示例𠮷野家' });
  const owner = await makeActor(ports, enterprise, 'owner');
  const filingId = await beginFiling(ports, owner);
  await fillFiling(ports, owner, filingId, { enterprise: { uscc } });
  await uploadPdf(ports, owner, filingId, 'appointment');
  await sealFiling(ports, owner, filingId);
  granted(await submitFiling(ports, owner, TEST_MOMENT, { filingId, submitKey: 'k' }));
  parts = await takeApart(granted(await exportFilingBundle(ports, owner, TEST_MOMENT, { filingId })).content);
  key = checkpointPublicKey(ports.sealer);
  writeFileSync(bundle, await putTogether(parts));
  await db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command in this process. */
async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const spies = (['out', 'err'] as const).map((name) =>
    vi.spyOn(process[`std${name}`], 'write').mockImplementation((chunk) => {
      said[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine(['verify', ...args]), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function changed(name: string, change: (text: string) => string): Promise<string> {
  const path = join(folder, `changed-${Math.abs(name.length * 31)}-${name.replaceAll('/', '-')}.zip`);
  const content = Buffer.from(change(String(parts.get(name))));
  writeFileSync(path, await putTogether(new Map(parts).set(name, content)));
  return path;
}

describe('shuheng verify <bundle>', () => {
  it('needs the bundle and the public key alone: no database, no secret, an empty folder', () => {
    const { PATH, HOME, NODE_ENV } = process.env;
    const { status, stdout, stderr } = spawnSync(resolve('bin/shuheng'), ['verify', bundle, '--key', key], {
      cwd: empty,
      env: { PATH, HOME, NODE_ENV, DATA_FOLDER: join(empty, 'data') },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('存证包校验通过');
    expect(stdout).toContain('示例𠮷野家');
    expect(stdout).toContain('看不出此后是否被截断');
    expect(readdirSync(empty)).toEqual([]);
  }, 60_000);

  it('takes the key from the file that the installation publishes, and a receipt and a checkpoint', async () => {
    const keys = join(folder, 'shuheng-key.txt');
    const other = checkpointPublicKey(createSealer({ masterSecret: 'o'.repeat(40), keyId: 'k0' }));
    writeFileSync(keys, `# 数衡 / public key\ned25519 ${other} # old\ned25519 ${key}\n`);
    const checkpoint = join(folder, 'checkpoint.json');
    writeFileSync(checkpoint, parts.get(BUNDLE_FILES.checkpoint) ?? '');
    const serial = manifestOf(parts).subject.serialNo ?? '';
    const { code, out } = await verify(
      ...[bundle, '--key', keys, '--receipt', serial, '--checkpoint', checkpoint, '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      findings: [],
      remarks: [],
      facts: { serialNo: serial },
    });
  });

  it('names what was changed and exits with 1', async () => {
    const path = await changed(BUNDLE_FILES.events, (text) => text.replace('示例人员', '别人'));
    const { code, out } = await verify(path, '--key', key);
    expect(code).toBe(1);
    expect(out).toContain('存证包校验未通过');
    expect(out).toContain('文件被改动：events.jsonl');
    expect(out).toMatch(/第 \d+ 号事件被改动 \/ event \d+ was changed/);
  });

  it('refuses another installation’s key', async () => {
    const other = checkpointPublicKey(createSealer({ masterSecret: 'o'.repeat(40), keyId: 'k0' }));
    const { code, out } = await verify(bundle, '--key', other, '--json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { code: string; zh: string }[] };
    expect(findings.map((finding) => finding.code)).toContain('wrong_key');
  });

  it('says what isn’t a bundle, and exits with 1', async () => {
    const noise = join(folder, 'noise.zip');
    writeFileSync(noise, 'not a zip');
    expect(await verify(noise, '--key', key)).toMatchObject({
      code: 1,
      out: expect.stringContaining('不是 ZIP 文件'),
    });
    const none = join(folder, 'none.zip');
    writeFileSync(none, await putTogether([['a.txt', Buffer.from('a')]]));
    expect(await verify(none, '--key', key)).toMatchObject({
      code: 1,
      out: expect.stringContaining('缺少清单 manifest.json'),
    });
    expect(await verify(join(folder, 'absent.zip'), '--key', key)).toMatchObject({
      code: 1,
      err: expect.stringContaining('无法读取文件'),
    });
  });

  it.each<[string, string[], number, string]>([
    ['no key', ['x.zip'], 2, '--key'],
    ['two files', ['x.zip', 'y.zip', '--key', 'z'], 2, '一次核验一个文件'],
    ['a key that is none', ['x.zip', '--key', '/etc/hostname'], 1, '没有 Ed25519 公钥'],
    ['a key file that is absent', ['x.zip', '--key', '/nowhere/key.txt'], 1, '无法读取文件'],
    [
      'a checkpoint that is absent',
      ['x.zip', '--key', 'k', '--checkpoint', '/nowhere.json'],
      1,
      '无法读取文件',
    ],
  ])('refuses %s', async (_title, args, code, reason) => {
    const answer = await verify(...args);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(reason);
  });
});
