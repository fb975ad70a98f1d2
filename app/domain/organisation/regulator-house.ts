import { z } from 'zod';
import { EmailSchema } from '../account/registration.ts';
import { bilingual } from '../words.ts';
import { OrganisationNameSchema } from './founding.ts';
import { isAreaCode } from './region.ts';

/** The form by which the operator makes a regulator's house. */
export const RegulatorHouseSchema = z.object({
  name: OrganisationNameSchema,
  programme: z.string().min(1, bilingual('请选择备案事项。', 'Choose the programme.')).max(50),
  region: z.string().refine(isAreaCode, bilingual('请选择管辖地区。', 'Choose the region.')),
});
export type RegulatorHouseInput = z.infer<typeof RegulatorHouseSchema>;

/** The form by which the operator invites a regulator's person. */
export const RegulatorInvitationSchema = z.object({
  organisation: z.uuid(),
  email: EmailSchema,
  role: z.enum(['reviewer', 'supervisor'], { error: bilingual('请选择角色。', 'Choose a role.') }),
});
export type RegulatorInvitationInput = z.infer<typeof RegulatorInvitationSchema>;

/** Numbers of the footer; empty shows none. */
export const FooterSettingsSchema = z.object({
  icpNumber: z
    .string()
    .trim()
    .max(60)
    .refine(
      (text) => text === '' || /ICP备.*号/u.test(text),
      bilingual('ICP备案号形如 沪ICP备20260001号-1。', 'An ICP number looks like 沪ICP备20260001号-1.'),
    ),
  policeNumber: z
    .string()
    .trim()
    .max(60)
    .refine(
      (text) => text === '' || /公网安备.*号/u.test(text),
      bilingual(
        '公安备案号形如 沪公网安备31010402000001号。',
        'A public-security number looks like 沪公网安备31010402000001号.',
      ),
    ),
});
export type FooterSettings = z.infer<typeof FooterSettingsSchema>;
