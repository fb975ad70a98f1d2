import { rmSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { machineClock } from '#app/http/clock.server.ts';
import { assessmentFilling } from './assessment-scene.ts';
import { filingFilling, fillAll, openLoader, PER_ENTERPRISE, settle } from './data.ts';
import type { FloorWork, Reading } from './floor.ts';
import { measureWriting, placesNeeded, prepareWriting } from './measure-write.ts';
import { measureReading, timeAlone, writeWorks, type Bench, type Measured, type Pace } from './measure.ts';
import {
  memoryOf,
  NotMeasurable,
  openBenchServer,
  startApp,
  startFloor,
  type BenchProcess,
  type BenchServer,
} from './server.ts';
import { scriptsBeforeForm } from './script-weight.ts';
import { table } from './table.ts';
import { entryFilling } from './target-scene.ts';
import { assessmentReadings, assessmentWritings, scoringTime } from './workload-assessment.ts';
import { filingReadings } from './workload-filing.ts';
import { importFloor, runImport, targetReadings, type MeasuredImport } from './workload-target.ts';
import { filingWritings } from './workload-write.ts';
import { makeWorld, type World } from './world.ts';
import { stampPlaces, writtenBy, type Writing } from './write.ts';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '0.3' },
    rounds: { type: 'string', default: '5' },
    growth: { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();
const clock = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
const SCALE = Number(options.scale);
const pace: Pace = { seconds: Number(options.seconds), rounds: Number(options.rounds) };
const wanted = options.only === '' ? [] : options.only.split(',');
const isWanted = (one: { readonly key: string; readonly part: string }) =>
  wanted.length === 0 || wanted.some((name) => name === one.part || name === one.key);
/** Workloads without which a part's data aren't loaded. */
const KEYS = {
  assessments: ['item', 'result', 'compare', 'portfolio', 'answer'],
  targets: ['plan', 'target', 'entries', 'import'],
};
const isPartWanted = (part: keyof typeof KEYS) =>
  wanted.length === 0 || wanted.some((name) => name === part || KEYS[part].includes(name));
const sized = (count: number) => Math.max(1, Math.round(count * SCALE));

/** How much is in a database. */
interface Size {
  readonly filings: number;
  readonly assessments: number;
  readonly entries: number;
  /** Of most enterprises only what the queue and its search read. */
  readonly isLean?: boolean;
}

/** The sizes: ratios are measured in the middle one, growth from the small to the middle one or, if asked for, the large. */
const SIZES = {
  small: { filings: sized(10_000), assessments: sized(100), entries: sized(1_000) },
  main: { filings: sized(100_000), assessments: sized(100_000), entries: sized(1_000_000) },
  large: { filings: sized(1_000_000), assessments: 0, entries: 0, isLean: true },
} as const satisfies Record<string, Size>;
const IMPORTED = Math.min(50_000, sized(50_000));

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const readingsOn = (url: string, world: World): Promise<Reading[]> =>
  asOwner(url, async (client) =>
    [
      ...(await filingReadings(client, world.office.supervisor, world.today)),
      ...assessmentReadings(world.assessments, world.today),
      ...targetReadings(world.targets, world.today),
    ].filter(isWanted),
  );

const writingsOn = (world: World, origin: string): Writing[] =>
  [...filingWritings(world, origin), ...assessmentWritings(world.assessments, origin)].filter(isWanted);

async function loadSize(server: BenchServer, world: World, name: keyof typeof SIZES): Promise<string> {
  const all: Size = SIZES[name];
  const size: Size = {
    ...all,
    assessments: isPartWanted('assessments') ? all.assessments : 0,
    entries: isPartWanted('targets') ? all.entries : 0,
  };
  const url = await server.create(name, 'seed');
  const from = performance.now();
  const clients = [await openLoader(url), await openLoader(url)] as const;
  try {
    await fillAll(clients, [
      filingFilling(world.moulds, Math.round(size.filings / PER_ENTERPRISE), size.isLean),
      ...(size.assessments > 0 ? [assessmentFilling(world.assessments, size.assessments)] : []),
      ...(size.entries > 0 ? [entryFilling(world.targets, size.entries)] : []),
    ]);
    await settle(clients[0]);
  } finally {
    for (const client of clients) await client.end();
  }
  say(
    `${name}: ${size.filings} 份备案 / filings, ${size.assessments} 份评估 / assessments, ${size.entries} 条目 / entries, ` +
      `${((performance.now() - from) / 1000).toFixed(0)} s · ${clock()}`,
  );
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
  } catch (error) {
    say(app.lastWords());
    throw error;
  } finally {
    await app.stop();
    app.removeFiles();
  }
}

/** Stamps what is written to, and learns from the app what the floor writes. */
async function prepareAll(
  url: string,
  app: BenchProcess,
  writings: readonly Writing[],
): Promise<FloorWork[]> {
  const clients = [await openLoader(url), await openLoader(url)] as const;
  try {
    await stampPlaces(clients, writings, placesNeeded(pace.rounds));
    const works: FloorWork[] = [];
    for (const [turn, writing] of writings.entries()) {
      works.push(await prepareWriting(clients[0], app, writing, turn, pace.rounds));
    }
    return works;
  } finally {
    for (const client of clients) await client.end();
  }
}

interface Main {
  readonly measured: readonly Measured[];
  readonly imported: MeasuredImport | null;
}

async function measureAll(url: string, world: World, seen: Bench['seen'], failed: string[]): Promise<Main> {
  const readings = await readingsOn(url, world);
  return withApp(url, async (app) => {
    const writings = writingsOn(world, app.origin);
    const works = await prepareAll(url, app, writings);
    const path = writeWorks('main', [...readings, ...works]);
    const floor = await startFloor(url, path);
    rmSync(path);
    const bench = { app, floor, seen };
    const measured: Measured[] = [];
    const attempt = async (name: string, work: () => Promise<Measured>) => {
      try {
        measured.push(await work());
        say(`  ${name} · ${clock()}`);
      } catch (error) {
        if (!(error instanceof NotMeasurable)) throw error;
        failed.push(`${name}：${error.message}`);
        say(`  ${name}: ✗ ${error.message}\n${floor.lastWords()}${app.lastWords()}`);
      }
    };
    try {
      for (const reading of readings) await attempt(reading.name, () => measureReading(bench, reading, pace));
      for (const [turn, writing] of writings.entries()) {
        const wrote = writtenBy(works[turn] ?? { text: '' });
        await attempt(`${writing.name} (${wrote})`, () => measureWriting(bench, writing, turn, pace.rounds));
      }
      if (!isWanted({ key: 'import', part: 'targets' })) return { measured, imported: null };
      const imported = await runImport(app, world.targets, IMPORTED, world.today, () => {
        seen.most = Math.max(seen.most, memoryOf(app.pid).now);
      });
      const ratio = (await asOwner(url, importFloor)) / imported.written;
      say(`  import · ${clock()}`);
      return { measured, imported: { ...imported, ratio } };
    } finally {
      await floor.stop();
    }
  });
}

/** One visitor's wait by workload, on a size. */
async function timesOn(
  server: BenchServer,
  world: World,
  name: 'small' | 'large',
  seen: Bench['seen'],
  failed: string[],
) {
  const url = await loadSize(server, world, name);
  const isThere = ({ part }: Reading) => name === 'small' || part === 'filings';
  const readings = (await readingsOn(url, world)).filter(isThere);
  const times = await withApp(url, async (app) => {
    const found = new Map<string, number>();
    for (const reading of readings) {
      try {
        found.set(reading.key, await timeAlone({ app, seen }, reading, pace));
      } catch (error) {
        if (!(error instanceof NotMeasurable)) throw error;
        failed.push(`${reading.name} (${name})：${error.message}`);
      }
    }
    return found;
  });
  await server.drop(name);
  return times;
}

/** By workload: one visitor's wait at the larger size over that at the small: the large one's where it is loaded. */
async function growthOf(
  server: BenchServer,
  world: World,
  measured: readonly Measured[],
  seen: Bench['seen'],
  failed: string[],
) {
  const small = await timesOn(server, world, 'small', seen, failed);
  const large = options.growth
    ? await timesOn(server, world, 'large', seen, failed)
    : new Map<string, number>();
  const growth = new Map<string, number>();
  for (const { key, one } of measured) {
    const before = small.get(key);
    const after = large.get(key) ?? one.navigation?.p50;
    if (before !== undefined && after !== undefined) growth.set(key, after / before);
  }
  return growth;
}

async function run(): Promise<void> {
  const server = await openBenchServer(process.env.SHUHENG_BENCH_DATABASE_URL);
  const seen = { most: 0 };
  const failed: string[] = [];
  try {
    const { now, today } = machineClock.moment();
    const world = await makeWorld(await server.create('seed'), today, now);
    say(
      `PostgreSQL ${server.version}, Node ${process.versions.node}, ${cpus()[0]?.model ?? ''} × ${cpus().length}, ` +
        `${(totalmem() / 2 ** 30).toFixed(0)} GB, 负载 / load ${loadavg()[0]?.toFixed(1) ?? ''} · ${clock()}`,
    );
    const url = await loadSize(server, world, 'main');
    const { measured, imported } = await measureAll(url, world, seen, failed);
    await server.drop('main');
    const growth = await growthOf(server, world, measured, seen, failed);
    const outcome = {
      measured,
      growth,
      failed,
      imported,
      memory: seen.most,
      scripts: scriptsBeforeForm(),
      scoring: scoringTime(world.assessments),
    };
    say(`\n${table(outcome)}\n\n${clock()}`);
  } finally {
    await server.stop();
  }
  if (failed.length > 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof NotMeasurable ? error.message : String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
});
