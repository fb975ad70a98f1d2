import { z } from 'zod';
import { addDays, addMonths, compareDates, isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { searchText } from '../search-text.ts';
import { bilingual, words, type Words } from '../words.ts';

/** Kinds of certificates, with the statement of the law library that says how long they usually hold. */
export const CERTIFICATE_KINDS = {
  dcmm: {
    name: words('DCMM 数据管理能力成熟度', 'DCMM data management maturity'),
    hasLevel: true,
    validity: 'certificate-dcmm-validity',
  },
  dsmm: {
    name: words('DSMM 数据安全能力成熟度', 'DSMM data security maturity'),
    hasLevel: true,
    validity: 'certificate-dsmm-validity',
  },
  dsm: {
    name: words('DSM 数据安全管理认证', 'DSM data security management certification'),
    hasLevel: false,
    validity: 'certificate-dsm-validity',
  },
} as const satisfies Record<string, { name: Words; hasLevel: boolean; validity: string }>;
export type CertificateKind = keyof typeof CERTIFICATE_KINDS;

/** Editions that a certificate may name, each of one kind. */
export const CERTIFICATE_EDITIONS = {
  'dcmm-2025': { kind: 'dcmm', name: words('DCMM 2025（GB/T 36073-2025）', 'DCMM 2025 (GB/T 36073-2025)') },
  'dcmm-2018': { kind: 'dcmm', name: words('DCMM 2018（GB/T 36073-2018）', 'DCMM 2018 (GB/T 36073-2018)') },
  'dsmm-2019': { kind: 'dsmm', name: words('DSMM 2019（GB/T 37988-2019）', 'DSMM 2019 (GB/T 37988-2019)') },
  'dsm-2022': {
    kind: 'dsm',
    name: words('DSM（2022 年第 18 号公告，GB/T 41479）', 'DSM (announcement 18 of 2022, GB/T 41479)'),
  },
} as const satisfies Record<string, { kind: CertificateKind; name: Words }>;
export type CertificateEdition = keyof typeof CERTIFICATE_EDITIONS;

/** Whether a text names an edition of the table. */
export function isEdition(text: string): text is CertificateEdition {
  return Object.hasOwn(CERTIFICATE_EDITIONS, text);
}

/** Levels that a certificate may state, as the standards number them. */
export const CERTIFIED_LEVELS = [1, 2, 3, 4, 5] as const;

/** From how many days before its expiry a certificate counts as expiring: that of the first reminder. */
const EXPIRING_DAYS = 90;

/** How a certificate stands on a day. */
export const CERTIFICATE_STATES = {
  valid: { name: words('有效', 'Valid'), tone: 'green' },
  expiring: { name: words('即将到期', 'Expires soon'), tone: 'amber' },
  expired: { name: words('已到期', 'Expired'), tone: 'red' },
  withdrawn: { name: words('已撤销登记', 'Withdrawn'), tone: 'grey' },
} as const satisfies Record<string, { name: Words; tone: 'green' | 'amber' | 'red' | 'grey' }>;
export type CertificateState = keyof typeof CERTIFICATE_STATES;

/** The state on `today` (Asia/Shanghai): the day of expiry is the last valid one. */
export function certificateState(
  certificate: { readonly expiresOn: PlainDate; readonly withdrawnAt: string | null },
  today: PlainDate,
): CertificateState {
  if (certificate.withdrawnAt !== null) return 'withdrawn';
  if (compareDates(certificate.expiresOn, today) < 0) return 'expired';
  return compareDates(certificate.expiresOn, addDays(today, EXPIRING_DAYS)) <= 0 ? 'expiring' : 'valid';
}

/** How long certificates usually hold, in years; a hint, never enforced. Null where nothing is known. */
const USUAL_YEARS: Readonly<Record<CertificateKind, number | null>> = { dcmm: 3, dsm: 3, dsmm: null };

/**
 * Whether the stated term differs from the usual one by more than a month (three years to the day, or one day less).
 * False where the usual term isn't known.
 */
export function isUnusualTerm(term: {
  readonly kind: CertificateKind;
  readonly issuedOn: PlainDate;
  readonly expiresOn: PlainDate;
}): boolean {
  const years = USUAL_YEARS[term.kind];
  if (years === null) return false;
  const months = years * 12;
  return (
    compareDates(term.expiresOn, addMonths(term.issuedOn, months - 1)) < 0 ||
    compareDates(term.expiresOn, addMonths(term.issuedOn, months + 1)) > 0
  );
}

/** Months before its expiry within which the renewal of a DSM certificate is asked for (likely, not confirmed). */
const RENEWAL_MONTHS = 6;

/** The day from which renewal is asked for; null for kinds without such a rule. */
export function renewalFrom(certificate: { readonly kind: CertificateKind; readonly expiresOn: PlainDate }) {
  return certificate.kind === 'dsm' ? addMonths(certificate.expiresOn, -RENEWAL_MONTHS) : null;
}

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, bilingual(`最多 ${max} 字。`, `At most ${max} characters.`));

const dayAs = (what: string) =>
  z
    .string({ error: what })
    .trim()
    .refine((typed) => isPlainDate(typed), what)
    .transform((typed) => typed as PlainDate);

const level = z
  .enum(['', '1', '2', '3', '4', '5'], {
    error: bilingual('请选择证书等级。', 'Choose the certified level.'),
  })
  .default('')
  .transform((typed) => (typed === '' ? null : (Number(typed) as (typeof CERTIFIED_LEVELS)[number])));

/** The form by which a certificate is recorded; its scan comes apart from it. */
export const CertificateSchema = z
  .object({
    kind: z.enum(['dcmm', 'dsmm', 'dsm'], {
      error: bilingual('请选择证书类型。', 'Choose the kind of certificate.'),
    }),
    level,
    number: text(60).min(1, bilingual('请填写证书编号。', 'Enter the certificate’s number.')),
    agency: text(100).min(1, bilingual('请填写发证机构。', 'Enter who issued it.')),
    edition: text(20)
      .default('')
      .refine(
        (typed) => typed === '' || isEdition(typed),
        bilingual('请从列表中选择依据的版本。', 'Choose the edition from the list.'),
      ),
    issuedOn: dayAs(bilingual('请填写发证日期。', 'Enter the date of issue.')),
    expiresOn: dayAs(bilingual('请填写有效期至。', 'Enter the date of expiry.')),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (CERTIFICATE_KINDS[input.kind].hasLevel && input.level === null) {
      issue('level', bilingual('请选择证书等级。', 'Choose the certified level.'));
    }
    if (!CERTIFICATE_KINDS[input.kind].hasLevel && input.level !== null) {
      issue(
        'level',
        bilingual('数据安全管理认证（DSM）不分等级，请留空。', 'DSM has no levels; leave it empty.'),
      );
    }
    if (isEdition(input.edition) && CERTIFICATE_EDITIONS[input.edition].kind !== input.kind) {
      issue('edition', bilingual('所选版本与证书类型不符。', 'This edition belongs to another kind.'));
    }
    const { issuedOn, expiresOn } = input;
    if (isPlainDate(issuedOn) && isPlainDate(expiresOn) && compareDates(expiresOn, issuedOn) <= 0) {
      issue('expiresOn', bilingual('有效期至应晚于发证日期。', 'It must expire after it was issued.'));
    }
  });
export type CertificateInput = z.infer<typeof CertificateSchema>;

/** The form by which a certificate's record is withdrawn. */
export const WithdrawCertificateSchema = z.object({
  reason: text(200).min(1, bilingual('请填写撤销原因。', 'Give the reason.')),
});

/** Filter of the regulator's list, as it stands in the address. */
export const CertificateFilterSchema = z.object({
  kind: z.enum(['', 'dcmm', 'dsmm', 'dsm']).catch(''),
  level: z.enum(['', '1', '2', '3', '4', '5']).catch(''),
  /** Day on which the certificate is to be valid; empty for any. */
  on: z
    .string()
    .refine((typed) => typed === '' || isPlainDate(typed))
    .catch(''),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z
    .string()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)
    .catch(''),
});
/** `after` is the id after which the page begins; the newest come first. */
export type CertificateFilter = z.infer<typeof CertificateFilterSchema>;

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function certificateSearch(
  filter: CertificateFilter,
  change: Partial<CertificateFilter> = {},
): string {
  return searchText({ ...filter, after: '', ...change });
}
