/** An exact number, in lowest terms, the denominator above zero. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [big, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small !== 0n) [big, small] = [small, big % small];
  return big;
}

/**
 * The fraction numerator ÷ denominator in lowest terms.
 * @throws RangeError when the denominator is zero: a bug of the caller
 */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('a fraction needs a denominator');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestDivisor(numerator, denominator) * sign;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const ZERO: Fraction = fraction(0n);

/**
 * Reads a decimal ('0.8', '2', '-1.25') or a fraction as `exactText` writes it ('7/3').
 * @throws RangeError for any other text: a bug of the caller, since files and forms are checked before
 */
export function parseFraction(text: string): Fraction {
  const quotient = /^(-?\d+)\/(\d+)$/.exec(text);
  if (quotient) return fraction(BigInt(quotient[1] ?? ''), BigInt(quotient[2] ?? ''));
  const decimal = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!decimal) throw new RangeError(`not a number: ${text}`);
  const [, sign = '', whole = '', places = ''] = decimal;
  const size = BigInt(whole + places);
  return fraction(sign ? -size : size, 10n ** BigInt(places.length));
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** @throws RangeError when dividing by zero: a bug of the caller */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below zero when a is smaller, above when it is larger, zero when they are the same. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce(add, ZERO);
}

/** The largest whole number that isn't larger than a fraction of zero or more. */
export function wholePart(value: Fraction): number {
  return Number(value.numerator / value.denominator);
}

/** Rounded to so many decimals; a half goes away from zero (0.125 → 0.13, -0.125 → -0.13). */
export function round(value: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places);
  const negative = value.numerator < 0n;
  const size = (negative ? -value.numerator : value.numerator) * scale;
  const rounded = (2n * size + value.denominator) / (2n * value.denominator);
  return fraction(negative ? -rounded : rounded, scale);
}

/** The fraction in lowest terms as text: '7/3', '2'. `parseFraction` reads it back. */
export function exactText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

/** The fraction as a decimal with exactly so many places, a half away from zero: '2.33'. Zero has no sign. */
export function decimalText(value: Fraction, places: number): string {
  const scaled = multiply(round(value, places), fraction(10n ** BigInt(places))).numerator;
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}
