import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';
import { canMount, makeMountFolder, mount } from './small-disk.ts';

const mounts = canMount();
if (!mounts)
  console.log(
    '跳过数据库磁盘写满测试：没有挂载权限 / a full database is not tried: this user may not mount a file system',
  );

describe.skipIf(!mounts)('a disk of the embedded database that is full', () => {
  const folder = makeMountFolder();
  const filler = join(folder, 'filler');
  let app: RunningApp;
  let owner: Visitor;

  beforeAll(async () => {
    if (!mount('-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', folder)) throw new Error('could not mount');
    cpSync(inject('demoTemplate'), folder, { recursive: true });
    app = await startApp({ dataFolder: folder });
    owner = await signedIn(app.origin, 'owner');
  });
  afterAll(async () => {
    await app.stop();
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Takes all the room that is left. */
  function fill(): void {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
  }
  const note = (number: number) =>
    owner.post(
      '/evidence/new',
      {
        kind: 'reference',
        title: `示例引用 ${number}`,
        reference: '示例'.repeat(240),
        effectiveFrom: '',
        effectiveUntil: '',
        ownerId: '',
        ownerName: '示例保管人',
      },
      'multipart',
    );

  it('refuses what it can’t keep, loses nothing that it acknowledged, and goes on when there is room', async () => {
    fill();
    const kept: number[] = [];
    let refused = 0;
    for (let number = 0; number < 400 && refused < 3; number += 1) {
      const answer = await note(number);
      const page = await answer.text();
      expect([302, 503]).toContain(answer.status);
      if (answer.status === 302) kept.push(number);
      else {
        refused += 1;
        expect(page).toContain('数据库');
        expect(page).toContain(`示例引用 ${number}`);
      }
    }
    expect(refused).toBe(3);
    expect((await fetch(`${app.origin}/healthz`)).status).toBe(200);
    expect((await owner.get('/evidence')).status).toBe(200);
    rmSync(filler);
    expect((await note(1000)).status).toBe(302);
    await app.stop();
    app = await startApp({ dataFolder: folder });
    owner = await signedIn(app.origin, 'owner');
    const last = kept.at(-1);
    const found = await (
      await owner.get(`/evidence?q=${encodeURIComponent(`示例引用 ${last ?? 1000}`)}`)
    ).text();
    expect(found).toContain(`示例引用 ${last ?? 1000}`);
  });
});
