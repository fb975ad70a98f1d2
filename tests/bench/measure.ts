import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FloorWork, Reading } from './floor.ts';
import { fire, median, type Shots } from './load.ts';
import { navigationPath, readNavigation } from './navigation.ts';
import { memoryOf, NotMeasurable, type BenchProcess } from './server.ts';
import { callAs, type Caller } from './session.ts';

/** How long and how often. */
export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
}

/** Connections of a busy hour. */
export const MANY = 16;

/** Ways to the same rows. */
const WAYS = ['navigation', 'html', 'floor', 'scoped'] as const;
export type Way = (typeof WAYS)[number];

/** Requests a second over a floor's, the median of the rounds; null where there is no such way. */
interface Ratios {
  readonly navigation: number;
  readonly html: number | null;
  readonly navigationScoped: number | null;
  readonly htmlScoped: number | null;
}

/** Figures of one workload. */
export interface Measured {
  readonly key: string;
  readonly name: string;
  readonly part: string;
  readonly kind: 'read' | 'write';
  readonly one: Partial<Record<Way, Shots>>;
  /** Of all rounds the one in the middle by requests a second. */
  readonly many: Partial<Record<Way, Shots>>;
  /** Requests a second over the floor's, the median of the rounds. */
  readonly ratios: Ratios;
}

/** The app and the floor over one database. */
export interface Bench {
  readonly app: BenchProcess;
  readonly floor: BenchProcess;
  /** Most memory that the app was seen to use, in MB. */
  readonly seen: { most: number };
}

/** Writes what the floor runs to a file that its process reads at its start. */
export function writeWorks(name: string, works: readonly FloorWork[]): string {
  const path = join(tmpdir(), `shuheng-bench-${process.pid}-${name}.json`);
  const plain = works.map(({ key, text, cases, settings, session }) => ({
    key,
    text,
    cases,
    settings,
    session,
  }));
  writeFileSync(path, JSON.stringify(plain));
  return path;
}

async function textOf(url: string, caller?: Caller): Promise<string> {
  const answer = await fetch(url, { headers: caller ? { cookie: caller.cookie } : {}, redirect: 'manual' });
  if (answer.status !== 200)
    throw new NotMeasurable(`${url} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.text();
}

/** How many on each side, where both are lists. */
function lengthsOf(mine: unknown, theirs: unknown): string {
  return Array.isArray(mine) && Array.isArray(theirs) ? ` (${mine.length} / ${theirs.length})` : '';
}

/** The same rows on all sides, or nothing is timed. */
async function compareRows(bench: Bench, reading: Reading, caller: Caller): Promise<void> {
  for (const [index, path] of reading.paths.entries()) {
    const routes = readNavigation(await textOf(`${bench.app.origin}${navigationPath(path)}`, caller));
    const data = routes[reading.route]?.data;
    if (data === undefined)
      throw new NotMeasurable(`${path}: no data of ${reading.route} among ${Object.keys(routes).join(', ')}`);
    const mine = reading.rowsOfApp(data);
    for (const way of ['f', 's']) {
      const rows = JSON.parse(await textOf(`${bench.floor.origin}/${way}/${reading.key}/${index}`)) as Record<
        string,
        unknown
      >[];
      const theirs = reading.rowsOfFloor(rows);
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(mine)), JSON.parse(JSON.stringify(theirs)))) {
        throw new NotMeasurable(
          `${path}: 产品与下限的行不同 / the rows differ${lengthsOf(mine, theirs)}:\n${JSON.stringify(mine).slice(0, 1500)}\n${JSON.stringify(theirs).slice(0, 1500)}`,
        );
      }
    }
  }
}

function requestsOf(reading: Reading, way: Way, caller: Caller) {
  const headers = { cookie: caller.cookie, accept: way === 'html' ? 'text/html' : '*/*' };
  if (way === 'floor' || way === 'scoped') {
    return reading.cases.map((_, index) => ({
      method: 'GET' as const,
      path: `/${way === 'floor' ? 'f' : 's'}/${reading.key}/${index}`,
    }));
  }
  return reading.paths.map((path) => ({
    method: 'GET' as const,
    path: way === 'html' ? path : navigationPath(path),
    headers,
  }));
}

/** Fires one way of a workload at whoever answers it. */
async function shoot(
  bench: Bench,
  reading: Reading,
  way: Way,
  caller: Caller,
  connections: number,
  seconds: number,
) {
  const isApp = way === 'navigation' || way === 'html';
  const shots = await fire({
    origin: (isApp ? bench.app : bench.floor).origin,
    requests: requestsOf(reading, way, caller),
    connections,
    seconds,
    expected: [200],
  });
  if (!isApp) return shots;
  bench.seen.most = Math.max(bench.seen.most, memoryOf(bench.app.pid).now);
  // What was still under way when the shot ended is worked off behind this one, and doesn't fall on the next way.
  await textOf(`${bench.app.origin}${navigationPath(reading.paths[0] ?? '')}`, caller);
  return shots;
}

/** The shots in the middle by their rate. */
export const byRate = (shots: readonly Shots[]): Shots | undefined =>
  [...shots].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(shots.length / 2)];

/** Measures a reading: all ways in turn, round after round, so that what else the machine does falls on all alike. */
export async function measureReading(bench: Bench, reading: Reading, pace: Pace): Promise<Measured> {
  const caller = await callAs(bench.app.origin, reading.accountId);
  await compareRows(bench, reading, caller);
  const one: Partial<Record<Way, Shots>> = {};
  for (const way of WAYS) {
    await shoot(bench, reading, way, caller, 4, pace.seconds / 2);
    one[way] = await shoot(bench, reading, way, caller, 1, pace.seconds);
  }
  const rounds: Partial<Record<Way, Shots>>[] = [];
  for (let round = 0; round < pace.rounds; round += 1) {
    const shots: Partial<Record<Way, Shots>> = {};
    for (const way of WAYS) shots[way] = await shoot(bench, reading, way, caller, MANY, pace.seconds);
    rounds.push(shots);
  }
  const over = (way: Way, floor: Way) =>
    median(rounds.map((shots) => (shots[way]?.perSecond ?? NaN) / (shots[floor]?.perSecond ?? NaN)));
  const many: Partial<Record<Way, Shots>> = {};
  for (const way of WAYS) {
    const middle = byRate(rounds.flatMap((shots) => shots[way] ?? []));
    if (middle) many[way] = middle;
  }
  return {
    key: reading.key,
    name: reading.name,
    part: reading.part,
    kind: 'read',
    one,
    many,
    ratios: {
      navigation: over('navigation', 'floor'),
      html: over('html', 'floor'),
      navigationScoped: over('navigation', 'scoped'),
      htmlScoped: over('html', 'scoped'),
    },
  };
}

/** Only how long one visitor waits for the data of a page: for the growth from one size to another. */
export async function timeAlone(
  bench: Pick<Bench, 'app' | 'seen'>,
  reading: Reading,
  pace: Pace,
): Promise<number> {
  const caller = await callAs(bench.app.origin, reading.accountId);
  const requests = requestsOf(reading, 'navigation', caller);
  const volley = { origin: bench.app.origin, requests, connections: 1, expected: [200] };
  await fire({ ...volley, seconds: pace.seconds });
  const { p50 } = await fire({ ...volley, seconds: pace.seconds * 2 });
  bench.seen.most = Math.max(bench.seen.most, memoryOf(bench.app.pid).now);
  return p50;
}
