import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemActor } from '#app/domain/account/actor.ts';
import { openServerDatabase } from '#db/client.ts';
import { dumpMemoryDatabase } from '#db/embedded.ts';
import { migrateToLatest } from '#db/migrator.ts';
import { seedCalendarYears } from '#seeds/calendar/index.ts';
import { insertCalendarYear } from '#db/queries/calendar.write.ts';
import { insertInstalledOrganisation, insertProgramme } from '#db/queries/install.write.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { programmes } from '#seeds/programme/index.ts';
import type { OpenDatabase } from '#db/client.ts';
import { serverUrl, TEMPLATE_DATABASE, TEMPLATE_FILE, withDatabaseName } from './template.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const INSTALL = { kind: 'job', name: 'install' } as const;

async function prepare(db: OpenDatabase): Promise<void> {
  await migrateToLatest(db);
  await db.transaction(INSTALL, async (trx) => {
    for (const programme of programmes) await insertProgramme(trx, programme);
    await insertInstalledOrganisation(trx, {
      id: PLATFORM_ORGANISATION_ID,
      kind: 'operator',
      name: '数衡平台',
      region_code: '100000',
      verification: 'verified',
      created_at: NOW,
    });
    for (const year of seedCalendarYears) {
      await insertCalendarYear(trx, year, { name: systemActor(INSTALL).name, now: NOW });
    }
  });
}

async function prepareServer(url: string): Promise<void> {
  const admin = await openServerDatabase(url, 1);
  await admin.pool.query(`drop database if exists ${TEMPLATE_DATABASE}`);
  await admin.pool.query(`create database ${TEMPLATE_DATABASE}`);
  await admin.close();
  const db = await openServerDatabase(withDatabaseName(url, TEMPLATE_DATABASE), 1);
  await prepare(db);
  await db.close();
}

/** Runs once before all suites: a migrated database that every suite starts from. */
export default async function setup(): Promise<void> {
  const url = serverUrl();
  if (url) return prepareServer(url);
  const dump = await dumpMemoryDatabase(prepare);
  mkdirSync(join(TEMPLATE_FILE, '..'), { recursive: true });
  // Moved into place whole: another run in this folder may be reading it.
  const written = `${TEMPLATE_FILE}.${process.pid}`;
  writeFileSync(written, Buffer.from(await dump.arrayBuffer()));
  renameSync(written, TEMPLATE_FILE);
}
