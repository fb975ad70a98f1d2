import { rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { BackupFault } from './fault.ts';

/** Longest path that every system takes for a socket. */
const MAX_PATH = 100;

/** The socket beside the embedded database, by which the command line asks the process that holds it; null where none can be. */
function doorOf(dataFolder: string): string | null {
  const path = join(dataFolder, 'backup.sock');
  return process.platform === 'win32' || Buffer.byteLength(path) > MAX_PATH ? null : path;
}

/**
 * Answers the command line with backups while this process holds the embedded database. Whoever may open the data
 * folder may connect: nobody else than who could read the database's files.
 * @param make writes a backup into the stream, which it doesn't end
 */
export function openDoor(
  dataFolder: string,
  make: (out: Writable) => Promise<void>,
  log: Pick<Logger, 'error' | 'warn'>,
): { close(): void } {
  const path = doorOf(dataFolder);
  if (path === null) {
    log.warn({}, 'no backup while running: the path of the data folder is too long for a socket');
    return { close: () => undefined };
  }
  let isBusy = false;
  const server: Server = createServer((asked, answer) => {
    asked.resume();
    if (isBusy) {
      answer.writeHead(409).end();
      return;
    }
    isBusy = true;
    answer.writeHead(200, { 'content-type': 'application/x-tar' });
    make(answer)
      .then(
        () => answer.end(),
        (error: unknown) => {
          log.error({ err: error }, 'backup');
          answer.destroy();
        },
      )
      .finally(() => {
        isBusy = false;
      });
  });
  server.on('error', (error) => log.error({ err: error }, 'backup socket'));
  // The database's lock says that no other process is here; a socket that stands is a killed one's.
  rmSync(path, { force: true });
  const before = process.umask(0o177);
  server.listen(path);
  process.umask(before);
  server.unref();
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Has the process that holds the embedded database write a backup into a stream. @throws BackupFault when it doesn't */
export async function askAtDoor(dataFolder: string, out: Writable): Promise<void> {
  const path = doorOf(dataFolder);
  const silent = (why: string) =>
    new BackupFault(
      `正在运行的服务没有应答备份请求（${why}）：请停止服务后再试`,
      `the running server doesn’t answer (${why}): stop it and try again`,
    );
  if (path === null) throw silent('DATA_FOLDER');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: path, method: 'POST', path: '/backup' }, resolve).on('error', reject).end();
  }).catch((error: unknown) => {
    throw silent(error instanceof Error ? error.message : String(error));
  });
  if (answer.statusCode === 409) {
    answer.resume();
    throw new BackupFault('另一次备份正在进行', 'another backup is under way');
  }
  await pipeline(answer, out).catch((error: unknown) => {
    throw silent(error instanceof Error ? error.message : String(error));
  });
}
