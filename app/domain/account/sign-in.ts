import { z } from 'zod';
import { normaliseEmail } from '../organisation/email.ts';
import { normalisePhone } from '../organisation/phone.ts';
import { bilingual } from '../words.ts';
import { ConfirmingPasswordSchema } from './password.ts';

/** What the sign-in page posts. `back` is the page that asked for it. */
export const SignInSchema = z.object({
  identifier: z
    .string()
    .trim()
    .min(1, bilingual('请填写电子邮箱或手机号码。', 'Enter your e-mail or mobile number.'))
    .max(254),
  password: z.string().min(1, bilingual('请填写密码。', 'Enter your password.')).max(200),
  back: z.string().max(2000).optional(),
});
export type SignInInput = z.infer<typeof SignInSchema>;

/** A code of the second factor as posted; blanks between the digits are fine. */
export const SecondFactorSchema = z.object({
  code: z
    .string()
    .transform((text) => text.normalize('NFKC').replace(/\s/gu, ''))
    .pipe(
      z.string().regex(/^\d{6}$/u, bilingual('请填写 6 位数字动态码。', 'Enter the six digits of the code.')),
    ),
  back: z.string().max(2000).optional(),
});

/** The first code of a second factor that is set up, with the present password where it is asked for. */
export const SecondFactorSetupSchema = SecondFactorSchema.extend({
  currentPassword: ConfirmingPasswordSchema,
});

/** For how long after signing in the password counts as just shown, in minutes. */
const JUST_MINUTES = 10;

/** Whether a session began, with the password, so lately that asking for it again would show nothing new. */
export function isJustSignedIn(sessionCreatedAt: string, now: string): boolean {
  const age = Date.parse(now) - Date.parse(sessionCreatedAt);
  return age >= 0 && age <= JUST_MINUTES * 60_000;
}

/** Which look-up an identifier needs, in its normal form: an e-mail has an @, all else is taken as a mobile number. */
export function identifierOf(text: string): {
  purpose: 'account.email' | 'account.mobile';
  value: string;
} {
  return text.normalize('NFKC').includes('@')
    ? { purpose: 'account.email', value: normaliseEmail(text) }
    : { purpose: 'account.mobile', value: normalisePhone(text) };
}
