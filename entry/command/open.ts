import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OpenDatabase } from '#db/client.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { pendingMigrations } from '#db/migrator.ts';
import type { Site } from '#app/services/ports.ts';
import { openDatabase, sealerOf, siteOf } from '../assemble.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { CommandError } from './command.ts';

/** What commands use of the installation. */
export interface Installation {
  readonly config: Config;
  readonly db: OpenDatabase;
  readonly sealer: Sealer;
  readonly site: Site;
}

const NOT_THERE =
  '还没有数据库：请先运行 shuheng migrate，或用 DATABASE_URL、DATA_FOLDER 指明位置。/ There is no database yet: run shuheng migrate, or set DATABASE_URL or DATA_FOLDER.';
const NOT_MIGRATED = '数据库结构不是最新：请先运行 shuheng migrate。/ Run shuheng migrate first.';

/**
 * A server's data are sealed with that installation's key: a key made here and now would write what nobody can read.
 * @throws ConfigError
 */
function refuseForeignKey(environment: NodeJS.ProcessEnv): void {
  const { DATABASE_URL, SECRET_KEY, DATA_FOLDER } = environment;
  if (!DATABASE_URL || SECRET_KEY || existsSync(join(resolve(DATA_FOLDER ?? 'data'), 'secret.key'))) return;
  throw new ConfigError(
    '使用 DATABASE_URL 时必须同时设置该平台的 SECRET_KEY。/ With DATABASE_URL, set the installation’s SECRET_KEY too.',
  );
}

/**
 * Opens the installation's database for one piece of work and closes it after.
 * @throws DatabaseFolderInUse while the server holds the embedded database
 * @throws CommandError when there is no database, or one of another version
 */
export async function withInstallation<T>(
  work: (installation: Installation) => Promise<T>,
  options: { mayCreate?: boolean } = {},
): Promise<T> {
  refuseForeignKey(process.env);
  const config = readConfig('tool');
  const isThere = config.DATABASE_URL !== undefined || existsSync(join(config.dataFolder, 'database'));
  if (!isThere && !options.mayCreate) throw new CommandError(NOT_THERE);
  const db = await openDatabase(config);
  try {
    if (!options.mayCreate && (await pendingMigrations(db)).length > 0) throw new CommandError(NOT_MIGRATED);
    return await work({ config, db, sealer: sealerOf(config), site: siteOf(config) });
  } finally {
    await db.close();
  }
}
