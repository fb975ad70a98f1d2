import { z } from 'zod';
import { bilingual, words, type Words } from '../words.ts';

/** Fewest characters of a password; length is worth more than kinds of characters. */
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

/** Passwords of ten characters and more that everybody tries first. */
const WELL_KNOWN = new Set([
  '1234567890',
  '12345678910',
  '0123456789',
  '0987654321',
  '1122334455',
  '123123123123',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl1',
  'asdfghjkl;',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'p@ssw0rd123',
  'admin12345',
  'admin123456',
  'administrator',
  'woaini1314',
  'woaini5201314',
  '5201314520',
  'iloveyou123',
  'abc1234567',
  'abcd123456',
  'a123456789',
  'aa123456789',
  'zxcvbnm123',
  'letmein123',
  'welcome123',
  'shuheng123',
  'shuheng2026',
  'abcdefghij',
  'abcdefghijk',
  'qwe1234567',
  'test123456',
  'root123456',
  'changeme123',
]);

/** Words of this product and its field; what is left of a password without them must be long enough to matter. */
const CONTEXT_WORDS = [
  'shuheng',
  '数衡',
  '首席数据官',
  '备案',
  'beian',
  'dcmm',
  'dsmm',
  'admin',
  '管理员',
  '平台',
];
const LEFT_MIN = 6;

/** What is said of a password that everybody tries. */
export const TOO_COMMON = words('该密码过于常见，请换一个。', 'This password is too common; choose another.');

function isContextAlone(plain: string): boolean {
  const left = CONTEXT_WORDS.reduce((text, word) => text.replaceAll(word, ''), plain);
  return left !== plain && [...left].length < LEFT_MIN;
}

/**
 * Why a password is refused, or null when the rules have nothing against it. What is chosen is also compared with the
 * commonest passwords, by the services: that list stays on the server.
 */
export function passwordProblem(password: string, email: string): Words | null {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < PASSWORD_MIN) {
    return words(
      `密码至少 ${PASSWORD_MIN} 个字符；可以用几个词组成的短句。`,
      `At least ${PASSWORD_MIN} characters; a short phrase is fine.`,
    );
  }
  if ([...plain].length > PASSWORD_MAX) {
    return words(`密码最多 ${PASSWORD_MAX} 个字符。`, `At most ${PASSWORD_MAX} characters.`);
  }
  if (WELL_KNOWN.has(plain) || new Set(plain).size < 4 || isContextAlone(plain)) {
    return TOO_COMMON;
  }
  const address = email.trim().toLowerCase();
  const local = address.split('@')[0] ?? '';
  if (address !== '' && (plain.includes(address) || (local.length >= 5 && plain.includes(local)))) {
    return words('密码不能包含您的邮箱。', 'The password must not contain your e-mail address.');
  }
  return null;
}

/** A password as posted to sign in or to confirm an act: anything but nothing. */
export const CurrentPasswordSchema = z
  .string()
  .min(1, bilingual('请填写密码。', 'Enter your password.'))
  .max(PASSWORD_MAX);

/** The same where only some changes ask for it: the service says when it is missing. */
export const ConfirmingPasswordSchema = z.string().max(PASSWORD_MAX).default('');

/** The pair of fields in which a new password is chosen; `passwordProblem` judges it once the e-mail is known. */
export const NewPasswordFields = {
  password: z.string().min(1, bilingual('请设置密码。', 'Choose a password.')).max(1000),
  passwordAgain: z.string().max(1000),
};

/** Whether both typings agree, as the words beside the second field. */
export function passwordMismatch(input: { password: string; passwordAgain: string }): Words | null {
  return input.password === input.passwordAgain
    ? null
    : words('两次填写的密码不一致。', 'The two passwords differ.');
}
