import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  VERIFICATION_ALPHABET,
  isSerialNumber,
  normaliseVerificationCode,
  serialNumber,
  verificationCode,
} from '#app/domain/filing/receipt.ts';

const number = fc
  .tuple(fc.integer({ min: 2000, max: 9999 }), fc.integer({ min: 1, max: 999_999_999 }))
  .map(([year, sequence]) => serialNumber(year, sequence));

describe('serialNumber', () => {
  it('is programme, year, sequence and check character', () => {
    expect(serialNumber(2026, 123)).toMatch(/^SHCDO-2026-000123-[0-9A-Z]$/u);
    expect(serialNumber(2026, 1_234_567, 'SDT')).toMatch(/^SDT-2026-1234567-[0-9A-Z]$/u);
  });

  it('is valid as written, in lower case and in full width', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect([isSerialNumber(text), isSerialNumber(` ${text.toLowerCase()} `)]).toEqual([true, true]);
      }),
    );
    expect(isSerialNumber('ＳＨＣＤＯ－２０２６－０００１２３－' + serialNumber(2026, 123).slice(-1))).toBe(
      true,
    );
  });

  it('notices one wrong digit and two swapped neighbours', () => {
    fc.assert(
      fc.property(number, fc.nat({ max: 30 }), fc.constantFrom(...'0123456789'), (text, seed, digit) => {
        const places = [...text.slice(0, -2)].flatMap((character, index) =>
          /\d/u.test(character) ? [index] : [],
        );
        const index = places[seed % places.length] ?? 0;
        const wrong = `${text.slice(0, index)}${digit}${text.slice(index + 1)}`;
        expect(isSerialNumber(wrong)).toBe(wrong === text);
        const next = text.charAt(index + 1);
        if (!/\d/u.test(next)) return;
        const swapped = `${text.slice(0, index)}${next}${text.charAt(index)}${text.slice(index + 2)}`;
        expect(isSerialNumber(swapped)).toBe(swapped === text);
      }),
    );
  });

  it('differs for different numbers', () => {
    const all = new Set(Array.from({ length: 500 }, (_, index) => serialNumber(2026, index + 1)));
    expect(all.size).toBe(500);
  });

  it.each([
    [2026, 0],
    [2026, 1.5],
    [2026, 1_000_000_000],
    [1999, 1],
  ])('a number that cannot be written is a bug: %d, %d', (year, sequence) => {
    expect(() => serialNumber(year, sequence)).toThrow(RangeError);
  });

  it.each(['', 'SHCDO-2026-000123', 'SHCDO-26-000123-K', 'x'])('%s is none', (text) => {
    expect(isSerialNumber(text)).toBe(false);
  });
});

describe('verificationCode', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

  it('has four groups of four characters that can be read out', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = verificationCode(random);
        expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/u);
        expect(normaliseVerificationCode(code.toLowerCase().replace(/-/gu, ' '))).toBe(code);
      }),
    );
    expect(new Set(VERIFICATION_ALPHABET).size).toBe(32);
  });

  it.each(['', 'AAAA', 'AAAA-AAAA-AAAA-AAA0', 'AAAA-AAAA-AAAA-AAAA-A', "'; drop table"])(
    '%s is none',
    (text) => {
      expect(normaliseVerificationCode(text)).toBeNull();
    },
  );

  it('needs 16 random bytes', () => {
    expect(() => verificationCode(new Uint8Array(15))).toThrow(RangeError);
  });
});
