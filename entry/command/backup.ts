import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { recordBackup } from '#app/services/operator/record-backup.server.ts';
import { PartialSight } from '#db/backup/snapshot.ts';
import { DatabaseFolderInUse } from '#db/embedded.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { sealerOf } from '../assemble.ts';
import { readConfig } from '../config.ts';
import { endStream } from '../backup/archive.ts';
import { checkContents, openBackup } from '../backup/check.ts';
import { askAtDoor } from '../backup/door.ts';
import { BackupFault } from '../backup/fault.ts';
import { makeBackupOf } from '../backup/installation.ts';
import { summaryOf, type Manifest } from '../backup/manifest.ts';
import { CommandError, EXIT, say, sayJson, UsageError, type Command, type ExitCode } from './command.ts';
import { withInstallation } from './open.ts';

async function isThere(path: string): Promise<boolean> {
  return open(path, 'r').then(
    (file) => file.close().then(() => true),
    () => false,
  );
}

/** Makes a durable file of what `write` writes: whole under its name, or not at all. */
async function writeWhole<T>(
  path: string,
  write: (out: Writable) => Promise<unknown>,
  check: (path: string) => Promise<T>,
): Promise<T> {
  if (await isThere(path)) throw new CommandError(`文件已存在 / the file exists already: ${path}`);
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  try {
    const out = createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true });
    await write(out);
    if (!out.writableFinished) await endStream(out);
    const answer = await check(draft);
    await rename(draft, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
    return answer;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readBack(path: string, sealer: Sealer): Promise<Manifest> {
  const backup = await openBackup(path, sealer);
  try {
    await checkContents(backup);
    return backup.manifest;
  } finally {
    await backup.close();
  }
}

/** Makes the file by this process, or by the one that holds the embedded database. */
async function makeFile(path: string): Promise<Manifest> {
  try {
    return await withInstallation(async ({ config, db, sealer }) => {
      const write = (out: Writable) => makeBackupOf(config, db, machineClock.moment(), out);
      const manifest = await writeWhole(path, write, (draft) => readBack(draft, sealer));
      await recordBackup({ db }, machineClock.moment(), summaryOf(manifest));
      return manifest;
    });
  } catch (error) {
    if (!(error instanceof DatabaseFolderInUse)) throw error;
    const config = readConfig('tool');
    const write = (out: Writable) => askAtDoor(config.dataFolder, out);
    return writeWhole(path, write, (draft) => readBack(draft, sealerOf(config)));
  }
}

function tell(path: string, manifest: Manifest): void {
  const { at, tables, rows, files } = summaryOf(manifest);
  say(`备份已完成并逐项核对 / the backup is made and was read back: ${path}`);
  say(`时点 / as of ${at}；表 / tables ${tables}，行 / rows ${rows}，文件 / files ${files}`);
  say(
    '不含 SECRET_KEY：请另行保存，没有它无法恢复。/ SECRET_KEY isn’t in it: keep it elsewhere, nothing is restored without it.',
  );
  for (const key of manifest.missing) process.stderr.write(`存储中缺少文件 / the storage lacks ${key}\n`);
  for (const key of manifest.altered)
    process.stderr.write(`文件与登记的摘要不符 / the file isn’t what its row says: ${key}\n`);
}

function explained(error: unknown): unknown {
  return error instanceof BackupFault || error instanceof PartialSight
    ? new CommandError(error.message)
    : error;
}

/** Makes a backup, while the product runs. */
export const backup: Command = {
  name: 'backup',
  summary: words('备份全部数据和附件为一个文件', 'Back rows and attachments up into one file'),
  help: `用法 / usage: shuheng backup <file> [--json]

  服务运行时也可执行。数据取自同一时点；写完后重新读出并核对各部分摘要。
  May run while the product serves. Rows are of one instant; the file is read back and every digest checked.
  使用 PostgreSQL 时以 DATABASE_OWNER_URL（如已设置）的身份读取；看不到全部数据的登录会被拒绝。
  On PostgreSQL it reads as DATABASE_OWNER_URL if set; a login that doesn’t see every row is refused.
  不含 SECRET_KEY、会话和一次性链接。/ Without SECRET_KEY, sessions and one-time links.
  有文件缺失或与登记不符时仍写出备份，逐一列出，退出码为 1。
  Files that are missing or altered are named, the backup is kept, the exit code is 1.`,
  async run(args): Promise<ExitCode> {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [file, ...rest] = positionals;
    if (!file || rest.length > 0) throw new UsageError('请给出一个文件 / give one file');
    const path = resolve(file);
    const manifest = await makeFile(path).catch((error: unknown) => {
      throw explained(error);
    });
    const { missing, altered } = manifest;
    if (values.json) sayJson({ file: path, ...summaryOf(manifest), missing, altered });
    else tell(path, manifest);
    return missing.length > 0 || altered.length > 0 ? EXIT.failed : EXIT.ok;
  },
};
