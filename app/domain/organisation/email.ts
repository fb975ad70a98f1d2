import { type Words, words } from '#app/domain/words.ts';

export type EmailCheck = { ok: true; email: string } | { ok: false; message: Words };

/** One @, no blanks, a dotted host. Whether mail arrives is shown by sending some, not by a longer pattern. */
const EMAIL =
  /^[^\s@<>(),;:"\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u;

/** Half-width, without blanks at the ends, lower case (look-ups are by this form). */
export function normaliseEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Checks an address as typed; the answer holds its normal form. */
export function checkEmail(text: string): EmailCheck {
  const email = normaliseEmail(text);
  if (email.length <= 254 && EMAIL.test(email)) return { ok: true, email };
  return {
    ok: false,
    message: words(
      '电子邮箱格式不符，应如 name@example.cn。',
      'Not an e-mail address; it looks like name@example.cn.',
    ),
  };
}
