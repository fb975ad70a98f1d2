import type { z } from 'zod';
import { type Words, words } from '#app/domain/words.ts';

/**
 * 统一社会信用代码, GB 32100-2015: 18 characters of a 31-character alphabet, the last one a check character.
 * Position 1 isn't limited to known registrars: the 2016 amendment added more of them.
 */
export type Uscc = string & z.$brand<'Uscc'>;

export type UsccCheck = { ok: true; uscc: Uscc } | { ok: false; message: Words };

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Trims, drops inner blanks, turns full-width into half-width characters and upper-cases. */
export function normaliseUscc(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}

/** The check character (position 18) of the first 17 characters, or null when one isn't of the alphabet. */
export function usccCheckCharacter(first17: string): string | null {
  if (first17.length !== WEIGHTS.length) return null;
  let sum = 0;
  for (const [position, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(first17.charAt(position));
    if (value < 0) return null;
    sum += value * weight;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

function foreignCharacter(code: string): { position: number; character: string } | null {
  for (const [index, character] of [...code].entries()) {
    if (!ALPHABET.includes(character)) return { position: index + 1, character };
  }
  return null;
}

/** Checks a code as typed; the answer holds the normalised code or says what is wrong, where, and what to do. */
export function checkUscc(text: string): UsccCheck {
  const code = normaliseUscc(text);
  if (code === '') {
    return { ok: false, message: words('请填写统一社会信用代码。', 'Enter the unified social credit code.') };
  }
  const foreign = foreignCharacter(code);
  if (foreign !== null) {
    return {
      ok: false,
      message: words(
        `统一社会信用代码第 ${foreign.position} 位“${foreign.character}”不是可用字符：只用数字和大写字母，且不用 I、O、S、V、Z。`,
        `Character ${foreign.position} “${foreign.character}” isn't allowed: digits and capital letters without I, O, S, V, Z.`,
      ),
    };
  }
  if (code.length !== 18) {
    return {
      ok: false,
      message: words(
        `统一社会信用代码应为 18 位，现为 ${code.length} 位。`,
        `The code has 18 characters; this one has ${code.length}.`,
      ),
    };
  }
  if (usccCheckCharacter(code.slice(0, 17)) !== code.charAt(17)) {
    return {
      ok: false,
      message: words(
        '统一社会信用代码第 18 位校验不符：请核对营业执照，常见的是 0 与 O、1 与 I。',
        'The check character (18th) does not match: compare with the business licence; 0 and O, 1 and I are often confused.',
      ),
    };
  }
  return { ok: true, uscc: code as Uscc };
}

/** GB/T 2260 code of the registering authority (positions 3–8): where it was registered, not where it is. */
export function registeringRegionOf(uscc: Uscc): string {
  return uscc.slice(2, 8);
}

/**
 * Whether positions 9–17 pass the check of GB 11714 (organisation code). Used as a hint only:
 * the code as a whole is decided by position 18.
 */
export function hasValidOrganisationCode(uscc: Uscc): boolean {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sum = weights.reduce(
    (total, weight, index) => total + weight * digits.indexOf(uscc.charAt(8 + index)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return uscc.charAt(16) === (check === 10 ? 'X' : String(check));
}
