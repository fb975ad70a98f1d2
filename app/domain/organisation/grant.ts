import { z } from 'zod';
import type { GrantPurpose, GrantRights } from '../account/scope.ts';
import { addDays, compareDates, isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { bilingual, words, type Words } from '../words.ts';
import { CreditCodeSchema } from './founding.ts';

/** Why a client lets a consultancy in. */
export const GRANT_PURPOSES = {
  help: words('协助填报', 'Help with the filing'),
  assess: words('评估诊断', 'Assessment'),
} as const satisfies Record<GrantPurpose, Words>;

/** What a grant lets a consultancy do. Submitting is never among it. */
export const GRANT_RIGHTS = {
  read: words('只读', 'Read'),
  draft: words('查看并协助起草（不能定稿、签章和报送）', 'Read and draft (never freeze, seal or submit)'),
} as const satisfies Record<GrantRights, Words>;

/** The longest term of a grant, in days. */
export const GRANT_DAYS_MAX = 366;

/** The form by which a client lets a consultancy in. */
export const GrantSchema = z.object({
  uscc: CreditCodeSchema,
  purpose: z.enum(['help', 'assess'], { error: bilingual('请选择用途。', 'Choose the purpose.') }),
  rights: z.enum(['read', 'draft'], { error: bilingual('请选择权限。', 'Choose the rights.') }),
  expiresOn: z
    .string()
    .refine(isPlainDate, bilingual('请填写到期日期。', 'Enter the date on which it ends.'))
    .transform((text) => text as PlainDate),
});
export type GrantInput = z.infer<typeof GrantSchema>;

/** Why a term is refused, or null when it will do: it ends today at the earliest and within a year. */
export function grantTermProblem(expiresOn: PlainDate, today: PlainDate): Words | null {
  if (compareDates(expiresOn, today) < 0) {
    return words('到期日期不能早于今天。', 'It can’t end before today.');
  }
  if (compareDates(expiresOn, addDays(today, GRANT_DAYS_MAX)) > 0) {
    return words('授权最长一年，到期后可再次授权。', 'A year at most; grant again when it ends.');
  }
  return null;
}

/** How a grant stands on a day. */
export function grantState(
  grant: { expiresOn: PlainDate; revokedAt: string | null },
  today: PlainDate,
): 'alive' | 'expired' | 'revoked' {
  if (grant.revokedAt !== null) return 'revoked';
  return compareDates(grant.expiresOn, today) < 0 ? 'expired' : 'alive';
}
