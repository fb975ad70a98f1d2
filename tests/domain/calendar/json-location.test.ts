import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateJson } from '#app/domain/calendar/json-location.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

describe('places in a JSON text', () => {
  it('are found by path', () => {
    const { lines, brokenLine } = locateJson('{\n"a": [1,\n{"b": "x"}],\n"c": null}\n');
    expect(brokenLine).toBeUndefined();
    expect(Object.fromEntries(lines)).toEqual({ '': 1, a: 2, 'a[0]': 2, 'a[1]': 3, 'a[1].b': 3, c: 4 });
  });

  it.each([
    ['{\n"a": 1,\n}', 3],
    ['[1,\n2\n3]', 3],
    ['{"a"\n1}', 2],
    ['{"a": "x\n"}', 1],
    ['[01]', 1],
    ['{}\n{}', 2],
    ["{'a': 1}", 1],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 1],
  ])('%j breaks on line %i', (text, line) => {
    expect(locateJson(text).brokenLine).toBe(line);
  });

  it('names keys written twice in one object only', () => {
    expect(locateJson('{"a": {"b": 1},\n"b": 2,\n"a": 3}').duplicates).toEqual([{ path: 'a', line: 3 }]);
  });

  it('accepts what JSON.parse accepts, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '0', ' ', '\n', 'x', '-'),
        (json, at, inserted) => {
          const cut = at % (json.length + 1);
          const text = json.slice(0, cut) + inserted + json.slice(cut);
          expect(locateJson(text).brokenLine === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
