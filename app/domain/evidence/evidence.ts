import { z } from 'zod';
import { compareDates, isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { bilingual, words, type Words } from '../words.ts';

/** What a piece of evidence is: a file kept here, or a pointer to something kept elsewhere. */
export const EVIDENCE_KINDS = {
  file: words('文件', 'File'),
  reference: words('引用', 'Reference'),
} as const satisfies Record<string, Words>;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

/** How a piece of evidence stands on a day, by its own effective period and not by the day it was uploaded. */
export const EVIDENCE_TERMS = {
  undated: { name: words('未注明有效期', 'No period stated'), tone: 'grey' },
  upcoming: { name: words('尚未生效', 'Not yet in force'), tone: 'blue' },
  valid: { name: words('有效', 'In force'), tone: 'green' },
  expired: { name: words('已过期', 'Expired'), tone: 'red' },
} as const satisfies Record<string, { name: Words; tone: 'grey' | 'blue' | 'green' | 'red' }>;
export type EvidenceTerm = keyof typeof EVIDENCE_TERMS;

/** The period in which evidence holds; both ends are included, and either may be open. */
export interface EffectivePeriod {
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveUntil: PlainDate | null;
}

/** How evidence stands on `today` (Asia/Shanghai). Expired evidence is flagged and changes no score. */
export function evidenceTerm(
  { effectiveFrom, effectiveUntil }: EffectivePeriod,
  today: PlainDate,
): EvidenceTerm {
  if (effectiveUntil !== null && compareDates(effectiveUntil, today) < 0) return 'expired';
  if (effectiveFrom !== null && compareDates(effectiveFrom, today) > 0) return 'upcoming';
  return effectiveFrom === null && effectiveUntil === null ? 'undated' : 'valid';
}

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, bilingual(`最多 ${max} 字。`, `At most ${max} characters.`));

const optionalDay = z
  .string()
  .trim()
  .default('')
  .refine(
    (typed) => typed === '' || isPlainDate(typed),
    bilingual('请按 YYYY-MM-DD 填写日期，或留空。', 'Enter a date as YYYY-MM-DD, or leave it empty.'),
  )
  .transform((typed) => (typed === '' ? null : (typed as PlainDate)));

const facts = {
  title: text(120).min(1, bilingual('请填写证据名称。', 'Name the evidence.')),
  reference: text(500).default(''),
  effectiveFrom: optionalDay,
  effectiveUntil: optionalDay,
  /** Account of the member who looks after it; empty where it is named by `ownerName`. */
  ownerId: text(36).default(''),
  /** Name of who looks after it, for consultants, who don't see the client's members. */
  ownerName: text(40).default(''),
};

const UNTIL_BEFORE_FROM = bilingual('有效期止不能早于有效期起。', 'It can’t end before it begins.');
const NO_REFERENCE = bilingual(
  '引用类证据请写明在哪里可以找到：制度文号、系统名称与路径或网址。',
  'Say where it is found: a document’s number, a system and path, or an address.',
);

const isPeriod = ({ effectiveFrom, effectiveUntil }: EffectivePeriod) =>
  effectiveFrom === null || effectiveUntil === null || compareDates(effectiveFrom, effectiveUntil) <= 0;

/** The form by which evidence comes into the library; a file comes apart from it. */
export const NewEvidenceSchema = z
  .object({
    kind: z.enum(['file', 'reference'], { error: bilingual('请选择证据类型。', 'Choose the kind.') }),
    ...facts,
  })
  .refine(isPeriod, { path: ['effectiveUntil'], error: UNTIL_BEFORE_FROM })
  .refine(({ kind, reference }) => kind === 'file' || reference !== '', {
    path: ['reference'],
    error: NO_REFERENCE,
  });
export type NewEvidenceInput = z.infer<typeof NewEvidenceSchema>;

/** The form by which the facts about evidence are corrected; its file stays as it is. */
export const EditEvidenceSchema = z
  .object(facts)
  .refine(isPeriod, { path: ['effectiveUntil'], error: UNTIL_BEFORE_FROM });
export type EditEvidenceInput = z.infer<typeof EditEvidenceSchema>;

/** What the library is narrowed to by state. */
export const EVIDENCE_STATES = {
  live: words('在用', 'In the library'),
  expired: words('已过期', 'Expired'),
  unused: words('未被引用', 'Not used'),
  retired: words('已停用', 'Retired'),
} as const satisfies Record<string, Words>;
export type EvidenceState = keyof typeof EVIDENCE_STATES;

/** The library's filter as it stands in the address. */
export const EvidenceFilterSchema = z.object({
  kind: z.enum(['', 'file', 'reference']).catch(''),
  state: z.enum(Object.keys(EVIDENCE_STATES) as [EvidenceState, ...EvidenceState[]]).catch('live'),
  owner: z.string().trim().max(40).catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z
    .string()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)
    .or(z.literal(''))
    .catch(''),
});
/** `after` is the id after which the page begins; the newest come first. */
export type EvidenceFilter = z.infer<typeof EvidenceFilterSchema>;

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function evidenceSearch(filter: EvidenceFilter, change: Partial<EvidenceFilter> = {}): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== '' && !(name === 'state' && value === 'live')) parameters.set(name, value);
  }
  const query = parameters.toString();
  return query === '' ? '' : `?${query}`;
}
