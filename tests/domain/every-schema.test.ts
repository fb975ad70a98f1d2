import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BAD_VALUES } from '#tests/support/bad-value.ts';

/** Every schema that the domain gives out, by file and name. */
async function schemas(): Promise<(readonly [name: string, schema: z.ZodType])[]> {
  const root = resolve('app/domain');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const found = await Promise.all(
    files.sort().map(async (file) => {
      const exported = (await import(join(root, file))) as Record<string, unknown>;
      return Object.entries(exported).flatMap(([name, value]) =>
        value instanceof z.ZodType ? [[`${file} ${name}`, value] as const] : [],
      );
    }),
  );
  return found.flat();
}

const ALL = await schemas();

/** What may stand at one name: texts of all kinds, as the forms post them; and what only a program would send. */
const strange = fc.oneof(
  fc.constantFrom(...BAD_VALUES.map(({ text }) => text), 'a\ud800b', '\udfff'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<unknown>(Infinity, NaN, -0, 2 ** 53, undefined, null, true, [], {}, [[]], {
    __proto__: null,
  }),
  fc.anything({ maxDepth: 2 }),
);

/** Names of the fields that a schema reads, as far as it says so. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.def.in);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(fieldsOf);
  return [];
}

/** The given fields with strange values, and fields that nobody asked for. */
function inputFor(schema: z.ZodType): fc.Arbitrary<unknown> {
  const fields = fieldsOf(schema);
  const object = fc.record(Object.fromEntries(fields.map((name) => [name, strange])), { requiredKeys: [] });
  const extra = fc.dictionary(
    fc.constantFrom('isAdmin', 'constructor', '__proto__', 'toString', ''),
    strange,
  );
  return fc.oneof(
    fc.tuple(object, extra).map(([own, more]) => ({ ...more, ...own })),
    strange,
    fc.json().map((text) => JSON.parse(text) as unknown),
  );
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('every schema of the domain', () => {
  it('is found', () => {
    expect(ALL.length).toBeGreaterThan(60);
  });

  it.each(ALL)(
    '%s reads anything without a fault, and keeps no field that it does not know',
    (_name, schema) => {
      const fields = new Set(fieldsOf(schema));
      fc.assert(
        fc.property(inputFor(schema), (input) => {
          const read = schema.safeParse(input);
          if (read.success && fields.size > 0 && schema instanceof z.ZodObject && isPlain(read.data)) {
            expect(Object.keys(read.data).filter((name) => !fields.has(name))).toEqual([]);
          }
          if (!read.success) {
            for (const issue of read.error.issues) expect(issue.message).not.toBe('');
          }
          expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        }),
        { numRuns: 150 },
      );
    },
  );
});
