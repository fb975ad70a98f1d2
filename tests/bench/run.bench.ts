import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { loadFilings, openLoader, settle } from './data.ts';
import type { Reading } from './floor.ts';
import { measureReading, timeAlone, writeWorks, type Bench, type Measured, type Pace } from './measure.ts';
import { NotMeasurable, openBenchServer, startApp, startFloor, type BenchServer } from './server.ts';
import { table } from './table.ts';
import { filingReadings } from './workload-filing.ts';
import { makeWorld, type World } from './world.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '0.7' },
    rounds: { type: 'string', default: '5' },
    'no-growth': { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();
const clock = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
const SCALE = Number(options.scale);
const pace: Pace = { seconds: Number(options.seconds), rounds: Number(options.rounds) };
const isWanted = (one: { key: string; part: string }) =>
  options.only === '' ||
  options.only.split(',').some((name) => name === one.part || one.key.startsWith(name));

/** Filings of the sizes between which growth is measured. */
const SMALL = 10_000;
const LARGE = 1_000_000;

async function readingsOn(url: string, world: World): Promise<Reading[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await filingReadings(client, world.office.supervisor, world.today)).filter(isWanted);
  } finally {
    await client.end();
  }
}

async function loadSize(
  server: BenchServer,
  world: World,
  name: string,
  filings: number,
  isLean = false,
): Promise<string> {
  const url = await server.create(name, 'seed');
  const from = performance.now();
  const client = await openLoader(url);
  try {
    await loadFilings(client, world.moulds, Math.round(filings / 5), isLean);
    await settle(client);
  } finally {
    await client.end();
  }
  say(`${name}: ${filings} 份备案 / filings, ${((performance.now() - from) / 1000).toFixed(0)} s`);
  return url;
}

/** Runs `work` beside an app on a database; both are gone afterwards. */
async function withApp<T>(
  url: string,
  work: (app: Awaited<ReturnType<typeof startApp>>) => Promise<T>,
): Promise<T> {
  const app = await startApp(url);
  try {
    return await work(app);
  } finally {
    await app.stop();
    app.removeFiles();
  }
}

async function measureAll(
  url: string,
  readings: readonly Reading[],
  seen: Bench['seen'],
): Promise<Measured[]> {
  return withApp(url, async (app) => {
    const floor = await startFloor(url, writeWorks('main', readings));
    try {
      const measured: Measured[] = [];
      for (const reading of readings) {
        measured.push(await measureReading({ app, floor, seen }, reading, pace));
        say(`  ${reading.name} · ${clock()}`);
      }
      return measured;
    } finally {
      await floor.stop();
    }
  });
}

async function growthOf(
  server: BenchServer,
  world: World,
  seen: Bench['seen'],
): Promise<Map<string, number>> {
  const times: Map<string, number>[] = [];
  for (const [name, filings] of [
    ['small', SMALL * SCALE],
    ['large', LARGE * SCALE],
  ] as const) {
    const url = await loadSize(server, world, name, filings, name === 'large');
    const readings = await readingsOn(url, world);
    times.push(
      await withApp(url, async (app) => {
        const found = new Map<string, number>();
        for (const reading of readings) found.set(reading.key, await timeAlone({ app, seen }, reading, pace));
        return found;
      }),
    );
    await server.drop(name);
  }
  const [small, large] = times;
  return new Map([...(large ?? [])].map(([key, time]) => [key, time / (small?.get(key) ?? NaN)]));
}

async function run(): Promise<void> {
  const server = await openBenchServer();
  const seen = { most: 0 };
  try {
    const now = new Date().toISOString();
    const world = await makeWorld(await server.create('seed'), plainDateInShanghai(now), now);
    say(
      `PostgreSQL ${server.version}, Node ${process.versions.node}, ${cpus()[0]?.model ?? ''} × ${cpus().length}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GB, 负载 / load ${loadavg()[0]?.toFixed(1) ?? ''} · ${clock()}`,
    );
    const url = await loadSize(server, world, 'main', 100_000 * SCALE);
    const measured = await measureAll(url, await readingsOn(url, world), seen);
    await server.drop('main');
    const growth = options['no-growth'] ? new Map<string, number>() : await growthOf(server, world, seen);
    say(`\n${table({ measured, growth, memory: seen.most, scripts: null })}\n\n${clock()}`);
  } finally {
    await server.stop();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof NotMeasurable ? error.message : String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
});
