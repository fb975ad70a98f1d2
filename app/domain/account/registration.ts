import { z } from 'zod';
import { checkEmail } from '../organisation/email.ts';
import { checkMobile } from '../organisation/phone.ts';
import { bilingual } from '../words.ts';
import {
  ConfirmingPasswordSchema,
  CurrentPasswordSchema,
  NewPasswordFields,
  passwordMismatch,
  passwordProblem,
} from './password.ts';

/** A person's name as shown to colleagues and in the journal. */
const PersonNameSchema = z
  .string()
  .trim()
  .min(1, bilingual('请填写姓名。', 'Enter your name.'))
  .max(50, bilingual('姓名最多 50 个字。', 'At most 50 characters.'));

/** An e-mail in its normal form. */
export const EmailSchema = z.string().transform((text, context): string => {
  const check = checkEmail(text);
  if (check.ok) return check.email;
  context.addIssue({ code: 'custom', message: bilingual(check.message.zh, check.message.en) });
  return z.NEVER;
});

/** A mobile number in its normal form; empty when it isn't given. */
const OptionalMobileSchema = z
  .string()
  .default('')
  .transform((text, context): string => {
    if (text.trim() === '') return '';
    const check = checkMobile(text);
    if (check.ok) return check.phone;
    context.addIssue({ code: 'custom', message: bilingual(check.message.zh, check.message.en) });
    return z.NEVER;
  });

const NOT_ACKNOWLEDGED = bilingual(
  '请先阅读并确认《个人信息处理告知》。',
  'Please read and acknowledge the privacy notice first.',
);

/** A box that must be ticked: the notice on personal data was read. An unticked box posts nothing at all. */
export const AcknowledgedSchema = z
  .string({ error: NOT_ACKNOWLEDGED })
  .refine((value) => value === 'yes', { message: NOT_ACKNOWLEDGED });

const Back = z.string().max(2000).optional();

/** What the registration page posts. */
export const RegistrationSchema = z
  .object({
    name: PersonNameSchema,
    email: EmailSchema,
    mobile: OptionalMobileSchema,
    ...NewPasswordFields,
    acknowledged: AcknowledgedSchema,
    back: Back,
  })
  .superRefine((input, context) => {
    const problem = passwordProblem(input.password, input.email);
    if (problem) {
      context.addIssue({ code: 'custom', path: ['password'], message: bilingual(problem.zh, problem.en) });
    }
    const mismatch = passwordMismatch(input);
    if (mismatch) {
      context.addIssue({
        code: 'custom',
        path: ['passwordAgain'],
        message: bilingual(mismatch.zh, mismatch.en),
      });
    }
  });
export type Registration = z.infer<typeof RegistrationSchema>;

/** What the pages post that only need an address to write to. */
export const EmailFormSchema = z.object({ email: EmailSchema, back: Back });
export type EmailForm = z.infer<typeof EmailFormSchema>;

/** What the page behind the link of a verification mail posts. */
export const EmailVerificationSchema = z.object({ password: CurrentPasswordSchema, back: Back });

/** A new password, for the page behind a reset link. The e-mail isn't known there; the service judges it again. */
export const PasswordResetSchema = z.object(NewPasswordFields);

/** A change of password by its owner. */
export const PasswordChangeSchema = z.object({
  currentPassword: CurrentPasswordSchema,
  ...NewPasswordFields,
});

/** Name and mobile number on the account page; the present password goes with another number. */
export const ProfileSchema = z.object({
  name: PersonNameSchema,
  mobile: OptionalMobileSchema,
  currentPassword: ConfirmingPasswordSchema,
});
export type Profile = z.infer<typeof ProfileSchema>;
