import { type Words, words } from '#app/domain/words.ts';

/** Kinds of identity documents; asked only where an installation switches them on (off by default). */
export const IDENTITY_DOCUMENT_KINDS = {
  resident: words('居民身份证', 'Resident identity card'),
  'hong-kong-macao': words(
    '港澳居民来往内地通行证',
    'Mainland travel permit for Hong Kong and Macao residents',
  ),
  taiwan: words('台湾居民来往大陆通行证', 'Mainland travel permit for Taiwan residents'),
  'permanent-resident': words('外国人永久居留身份证', "Foreigner's permanent residence card"),
  passport: words('护照', 'Passport'),
} as const satisfies Record<string, Words>;

export type IdentityDocumentKind = keyof typeof IDENTITY_DOCUMENT_KINDS;
export type IdentityCheck = { ok: true; number: string } | { ok: false; message: Words };

const RESIDENT = /^[1-9]\d{5}((?:18|19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/u;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

function isCalendarDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}

/** Number of a resident card, GB 11643-1999: date of birth is a day, last character by ISO 7064 MOD 11-2. */
function isResidentNumber(number: string): boolean {
  const parts = RESIDENT.exec(number);
  if (parts === null) return false;
  if (!isCalendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number.charAt(index)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11) === number.charAt(17);
}

/** Patterns of the other documents are usual practice; no published standard was read for them. */
const OTHER_PATTERNS: Record<Exclude<IdentityDocumentKind, 'resident'>, RegExp> = {
  'hong-kong-macao': /^[HM]\d{8}(\d{2})?$/u,
  taiwan: /^\d{8}$/u,
  'permanent-resident': /^(9\d{17}|[A-Z]{3}\d{12})$/u,
  passport: /^[A-Z0-9]{5,20}$/u,
};

/** Checks a number against its kind of document; the answer holds the normal form (half-width, upper case). */
export function checkIdentity(kind: IdentityDocumentKind, text: string): IdentityCheck {
  const number = text.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  const ok = kind === 'resident' ? isResidentNumber(number) : OTHER_PATTERNS[kind].test(number);
  if (ok) return { ok: true, number };
  const name = IDENTITY_DOCUMENT_KINDS[kind];
  return {
    ok: false,
    message: words(
      `${name.zh}号码校验不符，请核对证件原件。`,
      `Not a valid number of: ${name.en}. Compare with the document.`,
    ),
  };
}
