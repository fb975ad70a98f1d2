import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { dumpMemoryDatabase, openMemoryDatabase } from '#db/embedded.ts';
import { serverUrl, TEMPLATE_DATABASE, TEMPLATE_FILE, withDatabaseName } from './template.ts';

/** Opens a fresh, migrated database: embedded, or on the real server when this run is about it. Close it after. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const url = serverUrl();
  if (!url) return openMemoryDatabase(new Blob([readFileSync(TEMPLATE_FILE)]));
  const name = `shuheng_test_${randomBytes(6).toString('hex')}`;
  const admin = await openServerDatabase(url, 1);
  await admin.pool.query(`create database ${name} template ${TEMPLATE_DATABASE}`);
  await admin.close();
  const db = await openServerDatabase(withDatabaseName(url, name), 4);
  return {
    ...db,
    async close() {
      await db.close();
      const again = await openServerDatabase(url, 1);
      await again.pool.query(`drop database if exists ${name} with (force)`);
      await again.close();
    },
  };
}

let empty: Promise<Blob> | undefined;

/** Opens an embedded database with nothing in it, as a new installation's is: made once, and opened from its dump. */
export async function openEmptyDatabase(): Promise<OpenDatabase> {
  empty ??= dumpMemoryDatabase(() => Promise.resolve());
  return openMemoryDatabase(await empty);
}
