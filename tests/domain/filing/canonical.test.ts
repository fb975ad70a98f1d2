import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#app/domain/filing/canonical.ts';

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [['z', 'a', { y: true, x: false }], '["z","a",{"x":false,"y":true}]'],
    ['e\u0301', '"é"'],
    [{ 'e\u0301': 1 }, '{"é":1}'],
    ['数衡"\n', '"数衡\\"\\n"'],
    [1e21, '1e+21'],
    [-0, '0'],
  ])('writes %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('refuses what JSON cannot hold and keys that become one', () => {
    expect(() => canonicalJson(new Date(0) as never)).toThrow(/plain object at \$/u);
    expect(() => canonicalJson([undefined] as never)).toThrow(/undefined at \$\[0\]/u);
    expect(() => canonicalJson({ 'e\u0301': 1, é: 2 })).toThrow(/one after NFC/u);
  });

  it('is one text whatever the order of keys, and parses back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const entries = Object.entries(record).filter(([key]) => key !== '__proto__');
        const turned = Object.fromEntries([...entries].reverse());
        const straight = Object.fromEntries(entries);
        const text = canonicalJson(straight as never);
        expect(canonicalJson(turned as never)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
