import { z } from 'zod';
import { canonicalJson } from '../filing/canonical.ts';
import { bilingual } from '../words.ts';
import { compare, parseFraction, ZERO } from './fraction.ts';
import { fileText, freeze, readForm, type Digest, type FileReading } from './model-file.ts';
import { CHOICES, GRADES, type ScoringScheme } from './scheme.ts';

/** Confidences, surest first. */
const CONFIDENCES = ['C', 'C-w', 'L', 'U'] as const;

/** Text length limits of a scheme. */
const NAME_LENGTH = 60;
const BASIS_LENGTH = 500;

const DECIMAL = /^(?:0|[1-9]\d{0,3})(?:\.\d{1,4})?$/;

const decimal = z
  .string()
  .trim()
  .regex(
    DECIMAL,
    bilingual('请填写数字，小数最多 4 位，如 0.8。', 'Give a number with at most 4 decimals, such as 0.8.'),
  );

function within(isWithin: (value: ReturnType<typeof parseFraction>) => boolean, message: string) {
  return decimal.refine((text) => !DECIMAL.test(text) || isWithin(parseFraction(text)), message);
}

const ONE = parseFraction('1');
const worth = within(
  (value) => compare(value, ONE) <= 0,
  bilingual('分值应在 0 至 1 之间。', 'A worth lies between 0 and 1.'),
);
const gate = within(
  (value) => compare(value, ZERO) > 0 && compare(value, ONE) <= 0,
  bilingual('门槛应大于 0、不大于 1。', 'A gate is above 0 and at most 1.'),
);
const weight = within(
  (value) => compare(value, ZERO) > 0,
  bilingual('权重应大于 0。', 'A weight is above 0.'),
);

const ground = {
  basis: fileText('依据', 'the basis', BASIS_LENGTH),
  confidence: z.enum(CONFIDENCES, bilingual('请选择可信度：C、C-w、L 或 U。', 'Choose C, C-w, L or U.')),
};
const GroundSchema = z.strictObject(ground);
const number = (value: z.ZodType<string, string>) => z.strictObject({ value, ...ground });
const names = z.strictObject({
  zh: fileText('中文名称', 'the Chinese name', NAME_LENGTH),
  en: fileText('英文名称', 'the English name', NAME_LENGTH),
});

const COMBINATION = z.enum(
  ['mean', 'lowest'],
  bilingual('请选择加权平均或取最低。', 'Choose mean or lowest.'),
);
const PLACES = bilingual('小数位数为 0 至 2 的整数。', 'Decimals: a whole number from 0 to 2.');
const places = z.int(PLACES).min(0, PLACES).max(2, PLACES);
const overallPlaces = z
  .int(
    bilingual(
      '总分必须修约：等级由修约后的总分读出。',
      'The overall score is rounded: the level is read from it.',
    ),
  )
  .min(0, PLACES)
  .max(2, PLACES);

const GradeSchema = z
  .strictObject({ grade: z.enum(GRADES), name: names, worth: number(worth).nullable() })
  .refine(({ grade, worth: value }) => (grade === 'not_applicable') === (value === null), {
    path: ['worth'],
    message: bilingual('“不适用”没有分值，其余结论都有。', 'Only “not applicable” is without a worth.'),
  });
type Grade = z.infer<typeof GradeSchema>;

function checkGrades(grades: readonly Grade[], context: z.RefinementCtx<Grade[]>): void {
  const say = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message, input: grades });
  const order = grades.map(({ grade }) => GRADES.indexOf(grade));
  if (order.some((place, index) => index > 0 && place <= (order[index - 1] ?? -1))) {
    say([], bilingual('结论应各出现一次，由好到差。', 'Each grade stands once, best first.'));
  }
  const first = grades.find(({ grade }) => grade === 'met');
  if (!first || !grades.some(({ grade }) => grade === 'unmet')) {
    say([], bilingual('“满足”和“不满足”必不可少。', '“Met” and “unmet” must be there.'));
  }
  grades.forEach(({ grade, worth: given }, index) => {
    const value = given && DECIMAL.test(given.value) ? parseFraction(given.value) : null;
    const above = grades[index - 1]?.worth?.value;
    if (!value) return;
    if (grade === 'met' && compare(value, ONE) !== 0) {
      say([index, 'worth', 'value'], bilingual('“满足”的分值为 1。', '“Met” is worth 1.'));
    }
    if (above !== undefined && DECIMAL.test(above) && compare(value, parseFraction(above)) > 0) {
      say(
        [index, 'worth', 'value'],
        bilingual('分值不应高于前一档。', 'A grade is worth no more than the one before it.'),
      );
    }
  });
}

/** What a scheme says, without id, version and digest: the content of a file, of a form and of a stored scheme. */
const SchemeContentSchema = z.strictObject({
  title: names,
  family: z.enum(['dcmm', 'dsmm', 'own'], bilingual('请选择适用的模型。', 'Choose the models it is for.')),
  source: fileText('来源说明', 'the source', BASIS_LENGTH),
  grades: z.array(GradeSchema).superRefine(checkGrades),
  gates: z.strictObject({
    1: number(gate),
    2: number(gate),
    3: number(gate),
    4: number(gate),
    5: number(gate),
  }),
  floor: z.strictObject({
    value: z.enum(['0', '1'], bilingual('请选择 0 或 1。', 'Choose 0 or 1.')),
    ...ground,
  }),
  combine: z.strictObject({ cells: COMBINATION, items: COMBINATION, domains: COMBINATION }),
  weights: z.record(
    z
      .string()
      .regex(
        /^[\w./-]{1,80}$/,
        bilingual(
          '编号为模型中单元、项或域的编号，如 6.1。',
          'The id of a cell, item or domain of the model, such as 6.1.',
        ),
      ),
    number(weight),
  ),
  rounding: z.strictObject({
    cell: places.nullable(),
    item: places.nullable(),
    domain: places.nullable(),
    overall: overallPlaces,
  }),
  grounds: z.strictObject(
    Object.fromEntries(CHOICES.map((choice) => [choice, GroundSchema])) as Record<
      (typeof CHOICES)[number],
      typeof GroundSchema
    >,
  ),
});
export type SchemeContent = z.infer<typeof SchemeContentSchema>;

/** A scheme's file. */
const SchemeFileSchema = SchemeContentSchema.extend({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/),
  version: z.int().positive(),
});

type SchemeFile = z.infer<typeof SchemeFileSchema>;

/** Reads a parsed file of a shipped scheme. */
export function readShippedScheme(value: unknown): FileReading<SchemeFile> {
  return readForm(SchemeFileSchema, value);
}

/** Reads what a form or a stored scheme says. */
export function readSchemeContent(value: unknown): FileReading<SchemeContent> {
  return readForm(SchemeContentSchema, value);
}

/** The scheme of that content, frozen, with the digest of everything that counts. */
export function sealScheme(
  content: SchemeContent,
  { id, version }: { readonly id: string; readonly version: number },
  digest: Digest,
): ScoringScheme {
  const scheme = { id, version, ...content };
  return freeze({ ...scheme, digest: digest(canonicalJson(scheme)) });
}
