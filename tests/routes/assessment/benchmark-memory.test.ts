import { describe, expect, it } from 'vitest';
import { BenchmarkMemory } from '#app/routes/assessment/benchmark-memory.server.ts';
import type { BenchmarkRow } from '#db/queries/benchmark.read.ts';

const row = (others: number): BenchmarkRow => ({
  key: 'overall',
  others,
  lowerQuartile: '1.00',
  median: '2.00',
  upperQuartile: '3.00',
});

/** Counts how often the quartiles were asked for. */
function asked(others: number) {
  const seen = { times: 0 };
  return {
    seen,
    read: () => {
      seen.times += 1;
      return Promise.resolve([row(others)]);
    },
  };
}

describe('the memory of quartiles', () => {
  it('keeps those of many for ten minutes, for the house that asked', async () => {
    const memory = new BenchmarkMemory();
    const { seen, read } = asked(200);
    for (const now of ['2026-11-23T01:00:00.000Z', '2026-11-23T01:09:59.999Z'])
      expect(await memory.rows('a', now, read)).toEqual([row(200)]);
    expect(seen.times).toBe(1);
    await memory.rows('b', '2026-11-23T01:00:00.000Z', read);
    expect(seen.times).toBe(2);
    await memory.rows('a', '2026-11-23T01:10:00.000Z', read);
    expect(seen.times).toBe(3);
  });

  it('asks anew for those of a few, and where there are none', async () => {
    const memory = new BenchmarkMemory();
    const few = asked(199);
    for (let turn = 0; turn < 2; turn += 1) await memory.rows('a', '2026-11-23T01:00:00.000Z', few.read);
    expect(few.seen.times).toBe(2);
    const none = () => Promise.resolve([]);
    expect(await memory.rows('a', '2026-11-23T01:00:00.000Z', none)).toEqual([]);
    const many = asked(500);
    expect(await memory.rows('a', '2026-11-23T01:00:00.000Z', many.read)).toEqual([row(500)]);
  });

  it('forgets the house that came first when there are too many', async () => {
    const memory = new BenchmarkMemory();
    const { seen, read } = asked(1000);
    for (let house = 0; house <= 500; house += 1)
      await memory.rows(`${house}`, '2026-11-23T01:00:00.000Z', read);
    await memory.rows('500', '2026-11-23T01:00:00.000Z', read);
    expect(seen.times).toBe(501);
    await memory.rows('0', '2026-11-23T01:00:00.000Z', read);
    expect(seen.times).toBe(502);
  });
});
