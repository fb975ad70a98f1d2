import type { Socket } from 'node:net';
import pg from 'pg';
import { DatabaseSilent } from './outage.ts';

/** Longest wait for a connection where nothing else is said, in seconds. */
const CONNECT_SECONDS = 15;

/**
 * Ends a connection on which something was asked and nothing has come back for so long. A server that went away without
 * a word (a cut cable, a frozen machine) would otherwise hold every page for as long as TCP hopes.
 */
function boundSilence(client: pg.PoolClient, seconds: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let answered = stream.bytesWritten;
  stream.on('data', () => {
    answered = stream.bytesWritten;
  });
  stream.setTimeout(seconds * 1000, () => {
    if (stream.bytesWritten > answered) stream.destroy(new DatabaseSilent(seconds));
  });
}

/**
 * A pool of connections to a server, none of which ends the process when it breaks.
 * @param timeoutSeconds longest wait for a connection, and for a sign of life after a question; without it a question
 * may take as long as it takes
 */
export function openServerPool(url: string, maxConnections: number, timeoutSeconds?: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: (timeoutSeconds ?? CONNECT_SECONDS) * 1000,
    keepAlive: true,
  });
  // An idle connection that the server ends must not end the process; the pool opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Nor must one that ends between two questions of a transaction: the next one learns of it.
    client.on('error', () => undefined);
    if (timeoutSeconds !== undefined) boundSilence(client, timeoutSeconds);
  });
  return pool;
}
