import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Moment } from '#app/domain/account/actor.ts';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { productFolder, sealerOf, storageOf } from '../assemble.ts';
import type { Config } from '../config.ts';
import { makeBackup, type MadeBackup } from './make.ts';

/** Name of the release that runs. */
function productVersion(): string {
  const { version } = JSON.parse(readFileSync(join(productFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/**
 * Writes a backup of an installation into a stream, which it doesn't end; reads as the tables' owner where the
 * configuration names one.
 * @throws PartialSight when the login wouldn't see every row
 */
export async function makeBackupOf(
  config: Config,
  db: OpenDatabase,
  moment: Moment,
  out: Writable,
): Promise<MadeBackup> {
  const owner = config.DATABASE_OWNER_URL ? await openServerDatabase(config.DATABASE_OWNER_URL, 2) : null;
  try {
    const source = {
      db: owner ?? db,
      storage: storageOf(config),
      sealer: sealerOf(config),
      spoolFolder: join(config.dataFolder, 'backup-spool'),
      product: productVersion(),
      at: moment.now,
    };
    return await makeBackup(source, out);
  } finally {
    await owner?.close();
  }
}
