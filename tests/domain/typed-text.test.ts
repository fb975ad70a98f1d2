import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedText } from '#app/domain/typed-text.ts';

describe('typedText', () => {
  it.each([
    ['行一\r\n行二\r行三', '行一\n行二\n行三'],
    ['a\tb', 'a\tb'],
    ['a\bb\u001b[31m\u007f\u0085', 'ab[31m'],
    ['甲\u202e乙\u2066丙\u2069', '甲乙丙'],
    ['a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['𠮷㐂龘 👩‍👩‍👧', '𠮷㐂龘 👩‍👩‍👧'],
    ['a\0b', 'a\0b'],
    ['', ''],
  ])('of %j is %j', (typed, read) => {
    expect(typedText(typed)).toBe(read);
  });

  it('reads its own answer as it is, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typedText(typedText(text))).toBe(typedText(text));
      }),
    );
  });

  it('changes nothing of what can be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/\r/.test(text) && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replace(/[\n\t]/g, '')));
        expect(typedText(text)).toBe(text);
      }),
    );
  });
});
