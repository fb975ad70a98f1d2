import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateLines, splitValue } from '#app/adapters/pdf/value-split.ts';

describe('splitValue', () => {
  it('leaves a value that fits as it is', () => {
    expect(splitValue('甲乙\n丙', 10, 5)).toEqual(['甲乙\n丙']);
  });

  it('cuts after a sentence', () => {
    const value = `${'数'.repeat(30)}。${'据'.repeat(30)}。`;
    expect(splitValue(value, 10, 5)).toEqual([`${'数'.repeat(30)}。`, `${'据'.repeat(30)}。`]);
  });

  it('keeps every character in its order and every part within its height', () => {
    const text = fc.string({ unit: fc.constantFrom('数', '据', '。', 'a', ' ', '\n', '𠮷'), maxLength: 900 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 3, max: 20 }),
        (value, perLine, maxLines) => {
          const parts = splitValue(value, perLine, maxLines);
          expect(parts.join('').replaceAll('\n', '')).toBe(value.replaceAll('\n', ''));
          for (const part of parts) expect(estimateLines(part, perLine)).toBeLessThanOrEqual(maxLines);
        },
      ),
    );
  });
});
