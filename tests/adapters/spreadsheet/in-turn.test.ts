import { describe, expect, it } from 'vitest';
import { inTurn } from '#app/adapters/spreadsheet/in-turn.ts';

const pause = () => new Promise((wake) => setTimeout(wake, 5));

describe('work in turn', () => {
  it('is done one after the other, in the order in which it came', async () => {
    const told: string[] = [];
    const work = (name: string) => async () => {
      told.push(`${name} begins`);
      await pause();
      told.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all(['a', 'b', 'c'].map((name) => inTurn(work(name))))).toEqual(['a', 'b', 'c']);
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('goes on after work that failed, and tells who asked for it', async () => {
    const failed = inTurn(async () => {
      await pause();
      throw new Error('broken');
    });
    const next = inTurn(() => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
