import { z } from 'zod';
import { canonicalJson } from '../filing/canonical.ts';
import { bilingual, wordsOf, type Words } from '../words.ts';
import { compare, parseFraction, ZERO } from './fraction.ts';
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

function text(length: number) {
  return z
    .string()
    .trim()
    .min(1, bilingual('请填写。', 'Fill this in.'))
    .max(length, bilingual(`最多 ${length} 字。`, `At most ${length} characters.`));
}

const ground = {
  basis: text(BASIS_LENGTH),
  confidence: z.enum(CONFIDENCES, bilingual('请选择可信度：C、C-w、L 或 U。', 'Choose C, C-w, L or U.')),
};
const GroundSchema = z.strictObject(ground);
const number = (value: z.ZodType<string, string>) => z.strictObject({ value, ...ground });
const names = z.strictObject({ zh: text(NAME_LENGTH), en: text(NAME_LENGTH) });

const COMBINATION = z.enum(
  ['mean', 'lowest'],
  bilingual('请选择加权平均或取最低。', 'Choose mean or lowest.'),
);
const places = z.int().min(0).max(2, bilingual('小数位数为 0 至 2。', 'Decimals: 0 to 2.'));

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
export const SchemeContentSchema = z.strictObject({
  title: names,
  family: z.enum(['dcmm', 'dsmm', 'own'], bilingual('请选择适用的模型。', 'Choose the models it is for.')),
  source: text(BASIS_LENGTH),
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
  weights: z.record(z.string().regex(/^[\w./-]{1,80}$/), number(weight)),
  rounding: z.strictObject({
    cell: places.nullable(),
    item: places.nullable(),
    domain: places.nullable(),
    overall: places,
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
export const SchemeFileSchema = SchemeContentSchema.extend({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/),
  version: z.int().positive(),
});

/** One mistake of a scheme, where it stands. */
export interface SchemeProblem {
  readonly path: readonly (string | number)[];
  readonly words: Words;
}

/** Reads what a form or a stored scheme says. */
export function parseSchemeContent(
  value: unknown,
):
  | { readonly ok: true; readonly content: SchemeContent }
  | { readonly ok: false; readonly problems: readonly SchemeProblem[] } {
  const parsed = SchemeContentSchema.safeParse(value);
  if (parsed.success) return { ok: true, content: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    words: wordsOf(message),
  }));
  return { ok: false, problems };
}

/** The text whose SM3 is a scheme's digest: everything that counts, and who it is. */
export function schemeText(scheme: Omit<ScoringScheme, 'digest'>): string {
  return canonicalJson({
    id: scheme.id,
    version: scheme.version,
    title: { ...scheme.title },
    family: scheme.family,
    source: scheme.source,
    grades: scheme.grades.map(({ grade, name, worth: value }) => ({
      grade,
      name: { ...name },
      worth: value && { ...value },
    })),
    gates: Object.fromEntries(Object.entries(scheme.gates).map(([level, basis]) => [level, { ...basis }])),
    floor: { ...scheme.floor },
    combine: { ...scheme.combine },
    weights: Object.fromEntries(Object.entries(scheme.weights).map(([id, basis]) => [id, { ...basis }])),
    rounding: { ...scheme.rounding },
    grounds: Object.fromEntries(Object.entries(scheme.grounds).map(([id, value]) => [id, { ...value }])),
  });
}
