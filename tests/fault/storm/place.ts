import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openServerDatabase, type OpenDatabase } from '#db/client.ts';
import { createSealer, type Sealer } from '#db/crypto/sealer.ts';
import { openEmbeddedDatabase } from '#db/embedded.ts';
import { demoFolder, demoOnServer, removeFolder } from '#tests/support/app.ts';

/** An installation that is killed again and again. */
export interface Place {
  readonly title: string;
  readonly dataFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The database as the killed process left it; the next process may start meanwhile. */
  snapshot(): Promise<OpenDatabase>;
  /** The database itself, while no process runs. */
  open(): Promise<OpenDatabase>;
  /** Ends the connections of the running process, where the database is a server. */
  readonly disconnect: (() => Promise<void>) | null;
  remove(): Promise<void>;
}

/** Opens what the installation sealed: a trial's secret lies beside its data. */
export function sealerOf({ dataFolder }: Place): Sealer {
  const masterSecret = readFileSync(join(dataFolder, 'secret.key'), 'utf8').trim();
  return createSealer({ masterSecret, keyId: 'k1' });
}

/** Where the files of the installation lie. */
export const filesOf = ({ dataFolder }: Place): string => join(dataFolder, 'files');

/** The demonstration on the embedded database. */
export function embeddedPlace(): Place {
  const dataFolder = demoFolder();
  const database = join(dataFolder, 'database');
  return {
    title: '嵌入式 / embedded',
    dataFolder,
    environment: {},
    async snapshot() {
      // A copy, so that both this and the process that starts recover from the very state of the kill.
      const copy = mkdtempSync(join(tmpdir(), 'shuheng-snapshot-'));
      cpSync(database, copy, { recursive: true });
      const db = await openEmbeddedDatabase(copy);
      return {
        ...db,
        async close() {
          await db.close();
          rmSync(copy, { recursive: true, force: true });
        },
      };
    },
    open: () => openEmbeddedDatabase(database),
    disconnect: null,
    remove: () => Promise.resolve(removeFolder(dataFolder)),
  };
}

/** By this name the inspector's own connections are told from the product's. */
const INSPECTOR = 'shuheng-inspector';

/** The demonstration in a new database of a PostgreSQL server. */
export async function serverPlace(adminUrl: string): Promise<Place> {
  const name = `shuheng_storm_${randomBytes(6).toString('hex')}`;
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const own = new URL(address);
  own.searchParams.set('application_name', INSPECTOR);
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      return (await client.query<{ count: number }>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const dataFolder = await demoOnServer(name, admin);
  const environment = { DATABASE_URL: address.href };
  const product = `from pg_stat_activity where datname = '${name}' and application_name <> '${INSPECTOR}'
    and backend_type = 'client backend'`;
  const open = async () => {
    // A killed process leaves the server at its last statement: that ends first.
    const deadline = Date.now() + 20_000;
    while (Number((await admin(`select count(*)::integer as count ${product}`))[0]?.count) > 0) {
      if (Date.now() > deadline) throw new Error('connections of a killed process stay open');
      await wait(50);
    }
    const db = await openServerDatabase(own.href, 2);
    // Passes the time after which the living take over what the dead had begun.
    await db.pool.query(
      `update pgboss.job set state = 'failed', completed_on = now() where state = 'active'`,
    );
    await db.pool.query(`update notice set not_before = now() where state = 'sending'`);
    await db.pool.query('truncate rate_limit');
    return db;
  };
  return {
    title: 'PostgreSQL',
    dataFolder,
    environment,
    snapshot: open,
    open,
    disconnect: async () => {
      await admin(`select count(pg_terminate_backend(pid))::integer as count ${product}`);
    },
    async remove() {
      await admin(`drop database if exists ${name} with (force)`);
      removeFolder(dataFolder);
    },
  };
}
