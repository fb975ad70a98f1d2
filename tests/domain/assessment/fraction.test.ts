import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  decimalText,
  divide,
  exactText,
  fraction,
  multiply,
  parseFraction,
  round,
  subtract,
  sum,
  wholePart,
  ZERO,
} from '#app/domain/assessment/fraction.ts';

const arbitraryFraction = fc
  .tuple(fc.bigInt({ min: -5000n, max: 5000n }), fc.bigInt({ min: 1n, max: 999n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('reading and writing', () => {
  it.each([
    ['0.8', '4/5'],
    ['2', '2'],
    ['007.50', '15/2'],
    ['-1.25', '-5/4'],
    ['14/6', '7/3'],
    ['-0', '0'],
  ])('%s is %s', (text, exact) => expect(exactText(parseFraction(text))).toBe(exact));

  it.each(['', '.5', '5.', '1e3', '1/0', 'NaN', ' 1', '1,5'])('refuses %j', (text) =>
    expect(() => parseFraction(text)).toThrow(RangeError),
  );

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(arbitraryFraction, (value) => {
        expect(parseFraction(exactText(value))).toEqual(value);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    ['0.125', 2, '0.13'],
    ['0.124999', 2, '0.12'],
    ['-0.125', 2, '-0.13'],
    ['-0.004', 2, '0.00'],
    ['2.995', 2, '3.00'],
    ['73/30', 2, '2.43'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['0.05', 1, '0.1'],
    ['12', 2, '12.00'],
  ])('%s to %i decimals is %s', (text, places, shown) =>
    expect(decimalText(parseFraction(text), places)).toBe(shown),
  );

  it('is never more than half a unit away', () => {
    const half = parseFraction('0.005');
    fc.assert(
      fc.property(arbitraryFraction, (value) => {
        const gap = subtract(round(value, 2), value);
        const size = compare(gap, ZERO) < 0 ? subtract(ZERO, gap) : gap;
        expect(compare(size, half)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('keeps its laws', () => {
    fc.assert(
      fc.property(arbitraryFraction, arbitraryFraction, (a, b) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(add(a, b)).toEqual(add(b, a));
        if (compare(b, ZERO) !== 0) expect(multiply(divide(a, b), b)).toEqual(a);
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
      }),
    );
  });

  it('adds thirds exactly', () => {
    const third = fraction(1n, 3n);
    expect(sum([third, third, third])).toEqual(fraction(1n));
    expect(wholePart(sum([third, third, third]))).toBe(1);
  });

  it('refuses to divide by zero', () => {
    expect(() => divide(fraction(1n), ZERO)).toThrow(RangeError);
  });
});
