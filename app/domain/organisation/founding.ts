import { z } from 'zod';
import { bilingual, words, type Words } from '../words.ts';
import { isIndustryCode } from './industry.ts';
import { LICENCE_KINDS, type LicenceKind } from './organisation.ts';
import { isRegionCode, regionContains } from './region.ts';
import { normaliseLicenceNumber, readDomainLicence, readTelecomLicence } from './telecom-licence.ts';
import { checkUscc } from './uscc.ts';

/** Colours of houses, dark enough to stand on white; the first free choice is made by the credit code. */
export const HOUSE_COLOURS = [
  '#1b6e8c',
  '#7a4fa3',
  '#8a6d1d',
  '#2f7d4f',
  '#a33b3b',
  '#c2631b',
  '#35598f',
  '#8c3b6b',
  '#4c6b2f',
  '#444e58',
] as const;

/** A house's first colour: the same code always gets the same one. */
export function colourOf(uscc: string): string {
  const sum = [...uscc].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return HOUSE_COLOURS[sum % HOUSE_COLOURS.length] ?? HOUSE_COLOURS[0];
}

const text = (max: number) => z.string().trim().max(max);

/** A credit code as typed, in its normal form. */
export const CreditCodeSchema = z.string().transform((typed, context): string => {
  const check = checkUscc(typed);
  if (check.ok) return check.uscc;
  context.addIssue({ code: 'custom', message: bilingual(check.message.zh, check.message.en) });
  return z.NEVER;
});

/** The name of an organisation as on its business licence. */
export const OrganisationNameSchema = text(100).min(
  2,
  bilingual('请按营业执照填写单位名称。', 'Enter the name as on the business licence.'),
);

/** Licence numbers, separated by commas, 、, blanks or lines; each in its normal form, joined by 、. */
const LicenceNumbersSchema = text(500)
  .default('')
  .transform((typed) => licenceNumbersOf(typed).join('、'));

/** The licence numbers in a text. */
function licenceNumbersOf(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/[、,，;；\s]+/u)
        .map(normaliseLicenceNumber)
        .filter((one) => one !== ''),
    ),
  ];
}

/** What our reading of one licence number says. */
export interface LicenceNote {
  readonly number: string;
  readonly warnings: readonly Words[];
}

/** Reads each number by the kind of licence; oddities are warnings, never refusals. */
export function readLicences(kind: LicenceKind | null, numbers: string, currentYear: number): LicenceNote[] {
  return licenceNumbersOf(numbers).map((number) =>
    kind === 'domain' ? readDomainLicence(number, currentYear) : readTelecomLicence(number, currentYear),
  );
}

const RegionSchema = z.string().refine(isRegionCode, bilingual('请选择所在地区。', 'Choose the region.'));
const IndustrySchema = z
  .string()
  .default('')
  .transform((typed) => (typed ? typed.trim().toUpperCase() : null))
  .refine((code) => code === null || isIndustryCode(code), bilingual('请选择行业。', 'Choose the industry.'));

/** What the enterprise's own facts are, in its founding and in later corrections. */
const EnterpriseFactsShape = {
  name: OrganisationNameSchema,
  licenceKind: z.enum(Object.keys(LICENCE_KINDS) as [LicenceKind, ...LicenceKind[]], {
    error: bilingual('请选择许可类型。', 'Choose the kind of licence.'),
  }),
  licenceNumbers: LicenceNumbersSchema,
  region: RegionSchema,
  industry: IndustrySchema,
  isBranch: z
    .string()
    .default('')
    .transform((value) => value === 'yes'),
};

/** The form by which an enterprise is registered. */
export const EnterpriseFoundingSchema = z
  .object({
    kind: z.literal('enterprise'),
    uscc: CreditCodeSchema,
    programme: z.string().min(1).max(50),
    ...EnterpriseFactsShape,
    invitation: z.string().max(100).optional(),
  })
  .superRefine(licencesAreNamed);

/** The form by which a consultancy is registered. */
const ConsultancyFoundingSchema = z.object({
  kind: z.literal('consultancy'),
  uscc: CreditCodeSchema,
  name: OrganisationNameSchema,
  region: RegionSchema,
});

/** Either form; told apart first, so that each says what is wrong beside its own fields. */
export const FoundingSchema = z.discriminatedUnion(
  'kind',
  [EnterpriseFoundingSchema, ConsultancyFoundingSchema],
  { error: bilingual('请选择单位类型。', 'Choose the kind of organisation.') },
);
export type Founding = z.infer<typeof FoundingSchema>;
export type EnterpriseFounding = z.infer<typeof EnterpriseFoundingSchema>;

/** Whoever holds a licence names its number; an industrial enterprise without one leaves it empty. */
function licencesAreNamed(
  facts: { licenceKind: LicenceKind; licenceNumbers: string },
  context: z.RefinementCtx,
): void {
  if (facts.licenceKind !== 'industrial' && facts.licenceNumbers === '') {
    context.addIssue({
      code: 'custom',
      path: ['licenceNumbers'],
      message: bilingual(
        '请填写许可证编号；没有许可证的工业企业请选择“工业企业”。',
        'Enter the licence number; an industrial enterprise without one chooses that kind.',
      ),
    });
  }
}

/** Why a region doesn't belong to a programme, or null when it does. */
export function regionProblem(
  programme: { regionCode: string; nameZh: string; nameEn: string },
  region: string,
) {
  return regionContains(programme.regionCode, region)
    ? null
    : words(
        `“${programme.nameZh}”面向该事项所在地区，请选择其中的地区。`,
        `${programme.nameEn} covers another region; choose one within it.`,
      );
}

/** What an owner posts to correct the organisation's facts. */
export const FactsCorrectionSchema = z.object(EnterpriseFactsShape).superRefine(licencesAreNamed);
export type FactsCorrection = z.infer<typeof FactsCorrectionSchema>;

/** What an owner posts to change the house's colour. */
export const ColourSchema = z.object({ colour: z.enum(HOUSE_COLOURS) });
