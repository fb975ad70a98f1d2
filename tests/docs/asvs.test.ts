import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync('docs/asvs.md', 'utf8');
const STATES = ['met', 'n/a', 'open'] as const;

interface Line {
  readonly id: string;
  readonly level: number;
  readonly state: string;
  readonly words: string;
}

const lines: Line[] = [
  ...text.matchAll(/^- \*\*(\d+\.\d+\.\d+)\*\* L([12]) (met|n\/a|open) · ([^]*?)(?=^- \*\*|^## |(?![^]))/gmu),
].map(([, id = '', level = '', state = '', words = '']) => ({ id, level: Number(level), state, words }));

const pathsOf = (words: string): string[] =>
  [...words.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\.(?:tsx?|md|json))`/gu)].map(([, path = '']) => path);

describe('docs/asvs.md', () => {
  it('answers every requirement of levels 1 and 2 of version 5.0.0, once', () => {
    expect(lines.length).toBe(text.split('\n').filter((line) => line.startsWith('- **')).length);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect([1, 2].map((level) => lines.filter((line) => line.level === level).length)).toEqual([70, 183]);
  });

  it('adds up to its summary', () => {
    const row = (levels: readonly number[]) => {
      const own = lines.filter(({ level }) => levels.includes(level));
      return [...STATES.map((state) => own.filter((line) => line.state === state).length), own.length];
    };
    const summary = [...text.matchAll(/^\| (1|2|both) +\| (\d+) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gmu)].map(
      ([, , ...counts]) => counts.map(Number),
    );
    expect(summary).toEqual([row([1]), row([2]), row([1, 2])]);
  });

  it('names, for what is met, where that shows, and only what is there', () => {
    const bare = lines.filter(({ state, words }) => state === 'met' && !/`|React|Remix/u.test(words));
    // Where nothing of the kind exists there is nothing to name.
    expect(bare.map(({ id }) => id)).toEqual([]);
    const absent = lines.flatMap(({ id, words }) =>
      pathsOf(words)
        .filter((path) => !existsSync(path))
        .map((path) => `${id} ${path}`),
    );
    expect(absent).toEqual([]);
    expect(lines.flatMap(({ words }) => pathsOf(words)).length).toBeGreaterThan(100);
  });
});
