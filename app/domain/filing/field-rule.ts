import { isPlainDate } from '#app/domain/calendar/plain-date.ts';
import { checkEmail, normaliseEmail } from '#app/domain/organisation/email.ts';
import { checkMobile, checkPhone, normalisePhone } from '#app/domain/organisation/phone.ts';
import { normaliseLicenceNumber } from '#app/domain/organisation/telecom-licence.ts';
import { checkUscc, normaliseUscc } from '#app/domain/organisation/uscc.ts';
import type { ControlKind } from './field.ts';
import { typedText } from '#app/domain/typed-text.ts';
import { type Words, words } from '#app/domain/words.ts';

function complaintOf(check: { ok: true } | { ok: false; message: Words }): Words | null {
  return check.ok ? null : check.message;
}

/** The rule that comes with a kind of control: what is wrong with a value in its normal form, or null. */
export const CONTROL_RULES: Readonly<Partial<Record<ControlKind, (text: string) => Words | null>>> = {
  date: (text) =>
    isPlainDate(text)
      ? null
      : words('日期不存在或格式不符，应如 2026-11-22。', 'No such date, or not written like 2026-11-22.'),
  phone: (text) => complaintOf(checkPhone(text)),
  mobile: (text) => complaintOf(checkMobile(text)),
  email: (text) => complaintOf(checkEmail(text)),
  uscc: (text) => complaintOf(checkUscc(text)),
};

/** NFC, one kind of line end, no control characters, no lone surrogates (PostgreSQL and JSON refuse some of them). */
function cleanText(text: string, multiline: boolean): string {
  const plain = typedText(text).replace(/\p{Cc}/gu, (character) =>
    character === '\n' || character === '\t' ? character : '',
  );
  return (multiline ? plain : plain.replace(/[\n\t]+/gu, ' ')).trim().normalize('NFC');
}

/** The normal form of a value as typed; idempotent. */
export function normaliseText(control: ControlKind, text: string): string {
  const clean = cleanText(text, control === 'textarea');
  switch (control) {
    case 'uscc':
      return normaliseUscc(clean);
    case 'phone':
    case 'mobile':
      return normalisePhone(clean);
    case 'email':
      return normaliseEmail(clean);
    case 'telecom-licence-number':
    case 'domain-licence-number':
      return normaliseLicenceNumber(clean);
    case 'identity-number':
      return clean.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
    case 'date':
      return clean.normalize('NFKC').replace(/[/.]/gu, '-');
    case 'text':
    case 'textarea':
    case 'select':
    case 'multi-select':
    case 'checkbox':
    case 'attachment':
      return clean;
  }
}
