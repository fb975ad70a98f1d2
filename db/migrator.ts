import { Migrator, type Migration, type MigrationResult } from 'kysely';
import { APP_ROLE, type OpenDatabase } from './client.ts';
import * as tables from './migrations/202611220001-tables.ts';
import * as isolation from './migrations/202611220002-isolation.ts';
import * as jobs from './migrations/202611220003-jobs.ts';
import * as assessmentTables from './migrations/202611230001-assessment-tables.ts';
import * as assessmentIsolation from './migrations/202611230002-assessment-isolation.ts';
import * as targetTables from './migrations/202611240001-target-tables.ts';
import * as targetIsolation from './migrations/202611240002-target-isolation.ts';
import * as registerSummary from './migrations/202611240003-register-summary.ts';
import * as tallyWidth from './migrations/202611250003-tally-width.ts';
import * as visit from './migrations/202611250005-visit.ts';
import * as duty from './migrations/202611260001-duty.ts';
import * as sessionEnd from './migrations/202611270001-session-end.ts';
import * as clientAffairs from './migrations/202611270002-client-affairs.ts';
import * as retention from './migrations/202611250001-retention.ts';

/** All migrations, by name; new names sort last. A static map, so that a bundle carries them. */
const MIGRATIONS: Record<string, Migration> = {
  '202611220001-tables': tables,
  '202611220002-isolation': isolation,
  '202611220003-jobs': jobs,
  '202611230001-assessment-tables': assessmentTables,
  '202611230002-assessment-isolation': assessmentIsolation,
  '202611240001-target-tables': targetTables,
  '202611240002-target-isolation': targetIsolation,
  '202611240003-register-summary': registerSummary,
  '202611250003-tally-width': tallyWidth,
  '202611250005-visit': visit,
  '202611260001-duty': duty,
  '202611270001-session-end': sessionEnd,
  '202611270002-client-affairs': clientAffairs,
  '202611250001-retention': retention,
};

/** What migrations run on: a database, or one transaction of it. */
type Migrated = Pick<OpenDatabase, 'root'>;

function migrator(db: Migrated): Migrator {
  return new Migrator({ db: db.root, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
}

/**
 * Brings the database to the newest version; a failing migration rolls the batch back.
 * @returns what was run, oldest first
 * @throws the error of the first migration that failed
 */
export async function migrateToLatest(db: Migrated): Promise<MigrationResult[]> {
  const { error, results } = await migrator(db).migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
  return results ?? [];
}

/** Brings an empty database to an earlier version, for what was written then. @throws the error of a migration */
export async function migrateTo(db: Migrated, name: string): Promise<void> {
  const { error } = await migrator(db).migrateTo(name);
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}

/** Names of all migrations that this build knows, oldest first. */
export function knownMigrations(): string[] {
  return Object.keys(MIGRATIONS).sort();
}

/** Names of the migrations that are not applied yet. */
export async function pendingMigrations(db: OpenDatabase): Promise<string[]> {
  const all = await migrator(db).getMigrations();
  return all.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}

/** Makes a login a member of the app's role, unless it is one; the owner of the roles does it. */
export async function grantAppRole(owner: OpenDatabase, login: string): Promise<void> {
  await owner.pool.query(`grant ${APP_ROLE} to "${login.replaceAll('"', '""')}"`);
}
