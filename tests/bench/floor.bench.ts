import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
// For its readers of dates and instants: both sides answer the same text.
import '#db/client.ts';
import type { FloorWork } from './floor.ts';

/**
 * The floor: `node:http` and a pool, nothing else. `/f/<work>/<case>` runs one named prepared statement as the tables'
 * owner, whom no policy stops; `/s/…` looks a session up and runs the same in a transaction of its scope.
 */
const works = new Map(
  (JSON.parse(readFileSync(process.env.WORKS ?? '', 'utf8')) as FloorWork[]).map((work) => [work.key, work]),
);
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DATABASE_POOL),
});

async function bare(work: FloorWork, values: readonly unknown[]): Promise<unknown[]> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: work.key,
    text: work.text,
    values: [...values],
  });
  return rows;
}

async function scoped(
  work: FloorWork,
  asker: Pick<FloorWork, 'settings' | 'session'>,
  values: readonly unknown[],
): Promise<unknown[]> {
  const client = await pool.connect();
  try {
    await client.query({
      name: 'session',
      text: 'select * from session_by_digest($1)',
      values: [asker.session],
    });
    await client.query('begin');
    const settings = Object.entries(asker.settings);
    await client.query({
      name: `scope ${work.key}`,
      text: `select ${settings.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`).join(', ')}`,
      values: settings.flat(),
    });
    const { rows } = await client.query<Record<string, unknown>>({
      name: `scoped ${work.key}`,
      text: work.text,
      values: [...values],
    });
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function drain(request: IncomingMessage): Promise<void> {
  for await (const chunk of request) if (!chunk) break;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, way, key = '', at = '0'] = (request.url ?? '').split('/');
  const work = works.get(key);
  const values = work?.cases[Number(at)];
  if (request.method === 'POST') await drain(request);
  if (way === '') return void response.end('ok');
  if (!work || !values) return void response.writeHead(404).end();
  const asker = work.perCase?.[Number(at)] ?? work;
  const rows = await (way === 's' ? scoped(work, asker, values) : bare(work, values));
  const body = Buffer.from(JSON.stringify(rows));
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end(String(error));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
