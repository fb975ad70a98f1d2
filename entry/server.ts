import type { ServerBuild } from '@remix-run/node';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { machineClock } from '#app/http/clock.server.ts';
import { recordBackup } from '#app/services/operator/record-backup.server.ts';
import { assemblePorts, calendarReader, migrate, openDatabase, productFolder } from './assemble.ts';
import { ConfigError, readConfig, type Config, type Mode } from './config.ts';
import { announce } from './announce.ts';
import { openDoor } from './backup/door.ts';
import { makeBackupOf } from './backup/installation.ts';
import { summaryOf } from './backup/manifest.ts';
import { installDemo, installPlatform, refuseDemoAccounts, refuseRealData } from './install.ts';
import { startJobs } from './jobs.ts';
import { createLimiter } from './limiter.ts';
import { createLog, createServerApp, type ServerParts } from './server-app.ts';
import { answerUnreadable } from './unreadable-request.ts';
import { DatabaseFolderInUse } from '#db/embedded.ts';
import { isDatabaseAway } from '#db/outage.ts';
import { ModelFileError, openAssessments } from '#assessments/open.ts';
import { policyFiles } from '#seeds/policies/index.ts';

/** How often a stopping server looks for connections that have fallen idle. */
const IDLE_MS = 1_000;
/** Longest time that requests in flight get to finish at shutdown. */
const GRACE_MS = 20_000;
/** Longer than proxies keep an idle connection (nginx: 60 s): whoever might still use it must be the one to close it. */
const KEEP_ALIVE_MS = 75_000;

async function pages(config: Config): Promise<Pick<ServerParts, 'build' | 'beforePages'>> {
  if (config.mode !== 'dev') {
    const path = join(productFolder, 'build/server/index.js');
    return { build: (await import(pathToFileURL(path).href)) as ServerBuild };
  }
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({
    root: productFolder,
    cacheDir: `.cache/vite-${config.PORT}`,
    server: { middlewareMode: true, hmr: { port: config.PORT + 20_000 } },
  });
  return {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    beforePages: vite.middlewares,
  };
}

/**
 * Waits for a turn of the event loop in which nothing came in. Then no request lies unread in a socket, where closing
 * the door would destroy it unanswered.
 */
async function quietTurn(): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    const began = performance.now();
    await new Promise((next) => setImmediate(next));
    if (performance.now() - began < 1) return;
  }
}

async function run(mode: Mode): Promise<void> {
  const config = readConfig(mode);
  const log = createLog(config.LOG_LEVEL);
  openAssessments();
  policyFiles();
  const db = await openDatabase(config);
  await migrate(config, db);
  const clock = machineClock;
  const ports = await assemblePorts(config, db);
  const calendar = calendarReader(db);
  const isNew = await installPlatform(ports, clock.moment());
  if (mode === 'production') await refuseDemoAccounts(ports);
  else {
    if (config.DATABASE_URL && !isNew) await refuseRealData(ports);
    await installDemo(ports, await calendar(), clock.moment());
  }

  let stopping = false;
  const limiter = createLimiter(db.pool);
  const app = createServerApp(
    { config, db, ports, clock, limiter, calendar, log, ...(await pages(config)) },
    () => stopping,
  );
  const door = db.embedded
    ? openDoor(
        config.dataFolder,
        async (out) => {
          const { manifest } = await makeBackupOf(config, db, clock.moment(), out);
          await recordBackup({ db }, clock.moment(), summaryOf(manifest));
        },
        log,
      )
    : null;
  const jobs = await startJobs({ config, db, ports, clock, calendar, log });
  const server = createServer(app);
  answerUnreadable(server);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // While it stops, each connection ends with its next answer: nobody sends a request into a closing one.
  const unanswered = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    if (stopping) response.setHeader('Connection', 'close');
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
  });
  server.listen(config.PORT, config.HOST, () => {
    announce(config, ports, clock, server.address()).catch((error: unknown) =>
      log.error({ err: error }, 'announce'),
    );
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const words =
      error.code === 'EADDRINUSE'
        ? `端口 ${config.PORT} 已被占用：请用 PORT=… 换一个端口。/ Port ${config.PORT} is taken; set PORT.`
        : error.message;
    process.stderr.write(`${words}\n`);
    const quit = () => process.exit(1);
    jobs
      .stop()
      .then(() => db.close())
      .then(quit, quit);
  });

  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // Still answers, but is no longer ready: who balances takes it out before the door is shut.
    await new Promise((wake) => setTimeout(wake, config.STOP_DELAY_SECONDS * 1000));
    await quietTurn();
    for (const response of unanswered) if (!response.headersSent) response.setHeader('Connection', 'close');
    // Connections whose answer was on its way before fall idle later.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    clearTimeout(force);
    clearInterval(idle);
    door?.close();
    await jobs.stop();
    await db.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error({ err: error }, 'stop');
        process.exit(1);
      });
    });
  }
}

/** What to say of a database that can't be reached at the start; null for other errors. */
function awayText(error: unknown): string | null {
  if (!isDatabaseAway(error)) return null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return `数据库连接不上：请检查 DATABASE_URL 和数据库服务，然后重新启动。/ The database can’t be reached; check DATABASE_URL and the server, then start again. (${String(code ?? message)})`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const MODES: Readonly<Record<string, Mode>> = {
  '--demo': 'demo',
  '--dev': 'dev',
  '--production': 'production',
};
const mode = MODES[process.argv[2] ?? ''] ?? 'production';

run(mode).catch((error: unknown) => {
  const isExpected =
    error instanceof ConfigError || error instanceof DatabaseFolderInUse || error instanceof ModelFileError;
  process.stderr.write(`${isExpected ? error.message : (awayText(error) ?? stackOf(error))}\n`);
  process.exit(isExpected ? 2 : 1);
});
