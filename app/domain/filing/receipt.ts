import { words } from '#app/domain/words.ts';

/** Sentences of every receipt and public page. */
export const RECEIPT_SENTENCES = {
  /** For an installation without the regulator on board. */
  notOfficial: words('平台提交不等于报送', 'Submitting on this platform is not the official filing'),
  notLicence: words('平台记录，非行政许可', 'A record of this platform, not an administrative licence'),
  serial: words('平台流水号', 'Serial number of the platform'),
} as const;

/** Prefix of the serial numbers of the Shanghai CDO programme. */
const SERIAL_PREFIX = 'SHCDO';

/** 31 characters (a prime number of them), without I, O, S, V, Z. */
const CHECK_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SERIAL = /^([A-Z]{2,8})-(\d{4})-(\d{6,9})-([0-9A-Z])$/u;

/**
 * Sum over digits with weights 3^i mod 31. 31 is prime and the weights differ within 30 places, so one wrong digit
 * and two swapped neighbours are always noticed.
 */
function checkCharacter(text: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of text) {
    sum += (character.codePointAt(0) ?? 0) * weight;
    weight = (weight * 3) % 31;
  }
  return CHECK_ALPHABET.charAt(sum % 31);
}

/**
 * 平台流水号 such as SHCDO-2026-000123-K: programme, year, sequence of the year, check character.
 * @throws RangeError when year or sequence can't be written: a bug of the caller
 */
export function serialNumber(year: number, sequence: number, prefix: string = SERIAL_PREFIX): string {
  if (!Number.isInteger(year) || year < 2000 || year > 9999) throw new RangeError(`year ${year}`);
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999_999_999) {
    throw new RangeError(`sequence ${sequence}`);
  }
  if (!/^[A-Z]{2,8}$/u.test(prefix)) throw new RangeError(`prefix ${prefix}`);
  const body = `${prefix}-${year}-${String(sequence).padStart(6, '0')}`;
  return `${body}-${checkCharacter(body)}`;
}

/** Half-width, upper case, without blanks. */
export function normaliseSerialNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[‐‑‒–—−]/gu, '-')
    .toUpperCase();
}

/** Whether a text is a well-formed serial number with its right check character. */
export function isSerialNumber(text: string): boolean {
  const number = normaliseSerialNumber(text);
  const parts = SERIAL.exec(number);
  return parts !== null && checkCharacter(number.slice(0, -2)) === parts[4];
}

/** 32 characters without 0, 1, I and O, so that a code can be read out and typed. */
export const VERIFICATION_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 16;

/**
 * Verification code of a filing from 16 random bytes: 80 bits, in groups of four (7KQ2-…).
 * @throws RangeError for another number of bytes: a bug of the caller
 */
export function verificationCode(random: Uint8Array): string {
  if (random.length !== CODE_LENGTH) throw new RangeError(`${CODE_LENGTH} random bytes are needed`);
  const characters = Array.from(random, (byte) => VERIFICATION_ALPHABET.charAt(byte % 32)).join('');
  return (characters.match(/.{4}/gu) ?? []).join('-');
}

/** The stored form of a code as typed (any case, with or without hyphens and blanks), or null if it can't be one. */
export function normaliseVerificationCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑‒–—−-]/gu, '');
  if (plain.length !== CODE_LENGTH) return null;
  if (![...plain].every((character) => VERIFICATION_ALPHABET.includes(character))) return null;
  return (plain.match(/.{4}/gu) ?? []).join('-');
}
