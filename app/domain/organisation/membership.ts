import { z } from 'zod';
import { EmailSchema, AcknowledgedSchema } from '../account/registration.ts';
import { done, refuse, type Result } from '../refusal/refusal.ts';
import { bilingual, words } from '../words.ts';
import { ROLES, type OrganisationKind, type Role } from './organisation.ts';

/** A member as far as the rules read one. */
export interface MemberFacts {
  readonly id: string;
  readonly role: Role;
}

/** The role that looks after an organisation's members; one such member must always stay. */
const KEEPER: Readonly<Record<OrganisationKind, Role>> = {
  enterprise: 'owner',
  consultancy: 'consultant',
  regulator: 'supervisor',
  operator: 'operator',
};

const LAST_KEEPER = {
  enterprise: words(
    '这是最后一名企业管理员：请先让另一名成员成为管理员。',
    'This is the last owner: make another member an owner first.',
  ),
  consultancy: words('这是最后一名成员，不能移除。', 'This is the last member and can’t be removed.'),
  regulator: words('', ''),
  operator: words('这是最后一名平台管理员，不能移除。', 'This is the last operator and can’t be removed.'),
};

/**
 * Whether a member may get another role, or leave (`next` null). The last owner stays; the role must exist in that kind
 * of organisation. The operator may empty a regulator's house.
 */
export function decideMemberChange(
  kind: OrganisationKind,
  members: readonly MemberFacts[],
  memberId: string,
  next: Role | null,
): Result<{ from: Role }> {
  const member = members.find((one) => one.id === memberId);
  if (!member) return refuse('not_found');
  if (next !== null && ROLES[next].kind !== kind) return refuse('invalid');
  const keeper = KEEPER[kind];
  const keepersAfter = members.filter((one) =>
    one.id === memberId ? next === keeper : one.role === keeper,
  ).length;
  if (kind !== 'regulator' && member.role === keeper && keepersAfter === 0) {
    return refuse('not_allowed_now', { words: LAST_KEEPER[kind] });
  }
  return done({ from: member.role });
}

/** Whether an invitation still counts at an instant. */
export function isInvitationOpen(
  invitation: { acceptedAt: string | null; revokedAt: string | null; expiresAt: string },
  now: string,
): boolean {
  return (
    !invitation.acceptedAt && !invitation.revokedAt && Date.parse(invitation.expiresAt) > Date.parse(now)
  );
}

const RoleSchema = z.enum(Object.keys(ROLES) as [Role, ...Role[]], {
  error: bilingual('请选择角色。', 'Choose a role.'),
});

/** The form that invites a colleague. */
export const ColleagueInvitationSchema = z.object({
  email: EmailSchema,
  role: RoleSchema,
  acknowledged: AcknowledgedSchema,
});
export type ColleagueInvitation = z.infer<typeof ColleagueInvitationSchema>;

/** The form that changes a member's role. */
export const RoleChangeSchema = z.object({ member: z.uuid(), role: RoleSchema });

/** The form that asks to join or to get an enterprise back. */
export const AccessRequestSchema = z.object({
  uscc: z.string().max(40),
  kind: z.enum(['join', 'reclaim']),
  message: z
    .string()
    .trim()
    .min(5, bilingual('请说明理由（至少 5 个字），便于对方核实。', 'Say why, in at least 5 characters.'))
    .max(500, bilingual('最多 500 个字。', 'At most 500 characters.')),
});
export type AccessRequestInput = z.infer<typeof AccessRequestSchema>;

/** A decision on a request. */
export const RequestDecisionSchema = z.object({
  request: z.uuid(),
  decision: z.enum(['accepted', 'refused']),
  role: RoleSchema.optional(),
  note: z.string().trim().max(500).default(''),
});
export type RequestDecision = z.infer<typeof RequestDecisionSchema>;

/** What a regulator or the operator found about an enterprise; a refusal needs its reason. */
export const VerificationSchema = z
  .object({
    finding: z.enum(['verified', 'rejected']),
    note: z.string().trim().max(500, bilingual('最多 500 个字。', 'At most 500 characters.')).default(''),
  })
  .refine((input) => input.finding === 'verified' || input.note.length >= 5, {
    path: ['note'],
    message: bilingual(
      '不通过时请写明原因（至少 5 个字），企业据此更正。',
      'Say why (at least 5 characters), so that the enterprise can correct it.',
    ),
  });
export type VerificationFinding = z.infer<typeof VerificationSchema>;
