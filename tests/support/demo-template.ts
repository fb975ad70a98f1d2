import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { removeFolder, startApp } from './app.ts';
import { withDatabaseName } from './template.ts';

/** The demonstration on a PostgreSQL server, told and left. */
interface ServerTemplate {
  readonly database: string;
  readonly dataFolder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder of an app that was started once and stopped; every file's app begins with a copy of it. */
    demoTemplate: string;
    /** The same on the server that faults are tried on; null without one. */
    serverTemplate: ServerTemplate | null;
  }
}

async function tell(dataFolder: string, environment: Record<string, string> = {}): Promise<void> {
  await (await startApp({ dataFolder, environment })).stop();
}

/** Tells it into the folder that several runs share, unless one of them did; answers where it lies. */
async function tellOnce(shared: string): Promise<string> {
  const told = join(shared, 'demo');
  if (existsSync(told)) return told;
  const dataFolder = mkdtempSync(join(shared, 'telling-'));
  await tell(dataFolder);
  if (!existsSync(told)) renameSync(dataFolder, told);
  return told;
}

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** Tells the demonstration's story once for all files: each would tell the same one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = process.env.SHUHENG_TEST_SHARED_FOLDER;
  const own = shared ?? mkdtempSync(join(tmpdir(), 'shuheng-template-'));
  const url = process.env.SHUHENG_TEST_FAULTS === '1' ? process.env.SHUHENG_TEST_DATABASE_URL : undefined;
  const server = {
    database: `shuheng_demo_${randomBytes(6).toString('hex')}`,
    dataFolder: mkdtempSync(join(tmpdir(), 'shuheng-server-template-')),
  };
  const tellOnServer = async (adminUrl: string) => {
    await ask(adminUrl, `create database ${server.database}`);
    await tell(server.dataFolder, { DATABASE_URL: withDatabaseName(adminUrl, server.database) });
    return server;
  };
  const [embedded, onServer] = await Promise.all([tellOnce(own), url ? tellOnServer(url) : null]);
  project.provide('demoTemplate', embedded);
  project.provide('serverTemplate', onServer);
  return async () => {
    if (!shared) removeFolder(own);
    removeFolder(server.dataFolder);
    if (url) await ask(url, `drop database if exists ${server.database} with (force)`);
  };
}
