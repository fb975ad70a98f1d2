import type pg from 'pg';
import type autocannon from 'autocannon';
import type { FloorWork } from './floor.ts';
import { fire, median, type Shots } from './load.ts';
import { byRate, MANY, type Bench, type Measured, type Way } from './measure.ts';
import { memoryOf, NotMeasurable, type BenchProcess } from './server.ts';
import { callAs, sessionIdOf, type Caller } from './session.ts';
import { learnFloor, placeOf, type Place, type Writing } from './write.ts';

/** Posts of one shot: the app's are fewer, so that both take about as long. */
const SHOT = { app: 48, floor: 128 };
const ALONE = { app: 24, floor: 64 };

/** Which places each way writes to: none is written to twice. */
class Places {
  #next = 1;

  take(count: number): number[] {
    const from = this.#next;
    this.#next += count;
    return Array.from({ length: count }, (_, index) => from + index);
  }
}

/** Organisations that a writing needs at this many rounds. */
export function placesNeeded(rounds: number): number {
  const each = (kind: 'app' | 'floor') => ALONE[kind] + MANY + rounds * SHOT[kind];
  return 1 + each('app') + 2 * each('floor');
}

/** Where the places of the app end and those of the floors begin. */
const floorFrom = (rounds: number) => 1 + ALONE.app + MANY + rounds * SHOT.app;

/** The cookie of whoever writes in a place; the form's token is anybody's who has the seed. */
function callerIn(writing: Writing, place: Place, seed: Caller): Caller {
  return {
    ...seed,
    cookie: `sh_session=${sessionIdOf(writing.accountId(place))}; ${seed.cookie.split('; ')[1] ?? ''}`,
  };
}

/** Lets the app write once, and answers what the floor does for the rest. */
export async function prepareWriting(
  client: pg.Client,
  app: BenchProcess,
  writing: Writing,
  turn: number,
  rounds: number,
): Promise<FloorWork> {
  const seed = await callAs(app.origin, writing.accountId(placeOf(writing, turn, 0)));
  const write = async (place: Place) => {
    const { path, headers, body, method } = writing.request(place, callerIn(writing, place, seed));
    const answer = await fetch(`${app.origin}${path ?? ''}`, {
      method: method ?? 'POST',
      headers: headers as Record<string, string>,
      body: body as string,
      redirect: 'manual',
    });
    if (answer.status !== writing.expected) {
      throw new NotMeasurable(`${writing.name}: ${answer.status} ${(await answer.text()).slice(0, 800)}`);
    }
  };
  return learnFloor(client, writing, turn, write, { from: floorFrom(rounds), until: placesNeeded(rounds) });
}

/** Measures a writing: the app, the floor and the scoped floor in turn, each post in an organisation of its own. */
export async function measureWriting(
  bench: Bench,
  writing: Writing,
  turn: number,
  rounds: number,
): Promise<Measured> {
  const seed = await callAs(bench.app.origin, writing.accountId(placeOf(writing, turn, 0)));
  const places = new Places();
  const floorPlaces = new Places();
  const appRequests = (count: number): autocannon.Request[] =>
    places.take(count).map((index) => {
      const place = placeOf(writing, turn, index);
      return writing.request(place, callerIn(writing, place, seed));
    });
  const floorRequests = (way: 'f' | 's', count: number): autocannon.Request[] =>
    floorPlaces
      .take(count)
      .map((index) => ({ method: 'POST', path: `/${way}/${writing.key}/${index - 1}`, body: '' }));
  const hasScoped = await fetch(
    `${bench.floor.origin}/s/${writing.key}/${(floorPlaces.take(1)[0] ?? 1) - 1}`,
    {
      method: 'POST',
    },
  ).then(({ ok }) => ok);
  const ways: readonly Way[] = hasScoped ? ['navigation', 'floor', 'scoped'] : ['navigation', 'floor'];
  const shoot = async (
    way: Way,
    counts: { app: number; floor: number },
    connections: number,
  ): Promise<Shots> => {
    const isApp = way === 'navigation';
    const volley = {
      origin: (isApp ? bench.app : bench.floor).origin,
      requests: isApp ? appRequests(counts.app) : floorRequests(way === 'floor' ? 'f' : 's', counts.floor),
      connections,
      seconds: 0,
      expected: [isApp ? writing.expected : 200],
    };
    const shots = await fire(volley, true);
    if (isApp) bench.seen.most = Math.max(bench.seen.most, memoryOf(bench.app.pid).now);
    return shots;
  };
  const one: Partial<Record<Way, Shots>> = {};
  for (const way of ways) {
    await shoot(way, { app: MANY, floor: MANY }, MANY);
    one[way] = await shoot(way, { app: ALONE.app, floor: ALONE.floor - 1 }, 1);
  }
  const all: Partial<Record<Way, Shots>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const shots: Partial<Record<Way, Shots>> = {};
    for (const way of ways) shots[way] = await shoot(way, SHOT, MANY);
    all.push(shots);
  }
  const over = (floor: Way) =>
    median(all.map((shots) => (shots.navigation?.perSecond ?? NaN) / (shots[floor]?.perSecond ?? NaN)));
  const many: Partial<Record<Way, Shots>> = {};
  for (const way of ways) {
    const middle = byRate(all.flatMap((shots) => shots[way] ?? []));
    if (middle) many[way] = middle;
  }
  return {
    key: writing.key,
    name: writing.name,
    part: writing.part,
    kind: 'write',
    one,
    many,
    ratios: {
      navigation: over('floor'),
      html: null,
      navigationScoped: hasScoped ? over('scoped') : null,
      htmlScoped: null,
    },
  };
}
