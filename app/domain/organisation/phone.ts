import { type Words, words } from '#app/domain/words.ts';

export type PhoneKind = 'mobile' | 'fixed' | 'service';
export type PhoneCheck = { ok: true; kind: PhoneKind; phone: string } | { ok: false; message: Words };

const MOBILE = /^1[3-9]\d{9}$/u;
/** Area code with 0, number, optional extension; the second form has no hyphen after the area code. */
const FIXED = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/u;
const SERVICE = /^[48]00-?\d{3}-?\d{4}$/u;

/** Half-width, without blanks, one kind of hyphen, without +86; a mobile without hyphens. */
export function normalisePhone(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()]/gu, '')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/^(\+|00)86-?/u, '');
  const digits = plain.replace(/-/gu, '');
  return MOBILE.test(digits) ? digits : plain;
}

/** Checks a mobile, fixed or 400/800 number of the mainland; the answer holds its normal form. */
export function checkPhone(text: string): PhoneCheck {
  const phone = normalisePhone(text);
  if (MOBILE.test(phone)) return { ok: true, kind: 'mobile', phone };
  if (FIXED.test(phone)) return { ok: true, kind: 'fixed', phone };
  if (SERVICE.test(phone)) return { ok: true, kind: 'service', phone };
  return {
    ok: false,
    message: words(
      '电话号码格式不符：固定电话如 021-63210000，手机为 11 位数字。',
      'Not a phone number: a fixed line looks like 021-63210000, a mobile has 11 digits.',
    ),
  };
}

/** Checks a mobile number only (used to sign in and for notices). */
export function checkMobile(text: string): PhoneCheck {
  const check = checkPhone(text);
  if (check.ok && check.kind === 'mobile') return check;
  return {
    ok: false,
    message: words('手机号码应为 1 开头的 11 位数字。', 'A mobile number has 11 digits and begins with 1.'),
  };
}
