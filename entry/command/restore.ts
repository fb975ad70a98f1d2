import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { words } from '#app/domain/words.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { lockFolder, openEmbeddedDatabase } from '#db/embedded.ts';
import { migrate, openDatabase, sealerOf, storageOf } from '../assemble.ts';
import { checkContents, openBackup } from '../backup/check.ts';
import { BackupFault } from '../backup/fault.ts';
import { summaryOf } from '../backup/manifest.ts';
import { restoreBackup, type RestoredInstallation } from '../backup/restore.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { CommandError, EXIT, say, sayJson, UsageError, type Command, type ExitCode } from './command.ts';

/** The configuration of the target; a key made here and now would open nothing of the backup. @throws ConfigError */
function targetConfig(): Config {
  const { SECRET_KEY, DATA_FOLDER } = process.env;
  if (!SECRET_KEY && !existsSync(join(resolve(DATA_FOLDER ?? 'data'), 'secret.key'))) {
    throw new ConfigError(
      '恢复需要原平台的密钥：请设置 SECRET_KEY，或把原来的 secret.key 放入 DATA_FOLDER。' +
        ' / Restoring needs the installation’s own key: set SECRET_KEY, or put its secret.key into DATA_FOLDER.',
    );
  }
  return readConfig('tool');
}

/** A database to restore into, and what makes it the installation's own. */
interface Target {
  readonly db: OpenDatabase;
  keep(): void;
  /** After a failure: the target is as before. */
  drop(): void;
}

/** An embedded database beside its place: it takes the place once it is whole, so that a killed restore leaves none. */
async function openEmbeddedTarget(dataFolder: string): Promise<Target> {
  const [place, aside] = [join(dataFolder, 'database'), join(dataFolder, 'database.restoring')];
  if (existsSync(place)) {
    throw new BackupFault(
      `目标数据目录不是空的：已有 ${place}，只能恢复到空的安装中`,
      `the data folder isn’t empty: ${place} is there; a backup is restored into an empty installation only`,
    );
  }
  const release = lockFolder(aside);
  rmSync(join(aside, 'pg'), { recursive: true, force: true });
  release();
  return {
    db: await openEmbeddedDatabase(aside),
    keep: () => renameSync(aside, place),
    drop: () => rmSync(aside, { recursive: true, force: true }),
  };
}

async function openTarget(config: Config): Promise<Target> {
  const url = config.DATABASE_OWNER_URL ?? config.DATABASE_URL;
  if (!url) return openEmbeddedTarget(config.dataFolder);
  return { db: await openServerDatabase(url, 1), keep: () => undefined, drop: () => undefined };
}

/** Restores into the database that the configuration names. */
async function restoreInto(config: Config, path: string): Promise<RestoredInstallation> {
  const sealer = sealerOf(config);
  const backup = await openBackup(path, sealer);
  try {
    await checkContents(backup);
    const { db, keep, drop } = await openTarget(config);
    const target = { db, storage: storageOf(config), sealer, moment: machineClock.moment() };
    try {
      const restored = await restoreBackup(backup, target).finally(() => db.close());
      keep();
      return restored;
    } catch (error) {
      drop();
      throw error;
    }
  } finally {
    await backup.close();
  }
}

/** What the running process needs of roles, as after any migration. */
async function grantRoles(config: Config): Promise<void> {
  const db = await openDatabase(config);
  await migrate(config, db).finally(() => db.close());
}

function tell(restored: RestoredInstallation): void {
  const { tables, rows, files, migrated, journalEvents } = restored;
  say(
    '恢复完成：各表行数与摘要、附件和日志链均已核对 / restored: counts, digests, files and the journal were verified',
  );
  say(
    `表 / tables ${tables}，行 / rows ${rows}，文件 / files ${files}，日志 / journal events ${journalEvents}`,
  );
  if (migrated.length > 0) say(`已升级 / migrated: ${migrated.join(', ')}`);
  say('会话不在备份中：请重新登录。/ Sessions aren’t in a backup: sign in again.');
}

/** Restores a backup into an empty installation. */
export const restore: Command = {
  name: 'restore',
  summary: words('把备份恢复到空的安装中', 'Restore a backup into an empty installation'),
  help: `用法 / usage: shuheng restore <file> [--check] [--json]

  目标由 DATABASE_URL（及 DATABASE_OWNER_URL）或 DATA_FOLDER 指明，必须是空的；两种数据库之间可互相恢复。
  The target is what DATABASE_URL (and DATABASE_OWNER_URL) or DATA_FOLDER name, and must be empty; either database
  takes a backup of the other.
  先核对整个文件，再在一个事务中恢复并逐项验证；任何一步失败，目标仍然是空的。
  The whole file is checked first, then restored in one transaction and verified; a failure leaves the target empty.

  --check  只核对文件和密钥，不写入任何内容 / check the file and the key, write nothing`,
  async run(args): Promise<ExitCode> {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, check: { type: 'boolean' } },
    });
    const [file, ...rest] = positionals;
    if (!file || rest.length > 0) throw new UsageError('请给出一个文件 / give one file');
    const config = targetConfig();
    const path = resolve(file);
    try {
      if (values.check) {
        const backup = await openBackup(path, sealerOf(config));
        await checkContents(backup).finally(() => backup.close());
        const { product, migrations } = backup.manifest;
        const facts = { ...summaryOf(backup.manifest), product, version: migrations[migrations.length - 1] };
        if (values.json) sayJson(facts);
        else say(`备份完好 / the backup is sound: ${JSON.stringify(facts)}`);
        return EXIT.ok;
      }
      const restored = await restoreInto(config, path);
      if (config.DATABASE_URL) await grantRoles(config);
      if (values.json) sayJson(restored);
      else tell(restored);
      return EXIT.ok;
    } catch (error) {
      if (!(error instanceof BackupFault)) throw error;
      throw new CommandError(`${error.message}\n未写入任何内容 / nothing was written`);
    }
  },
};
