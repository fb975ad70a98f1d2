import { wordsOf, words, type Words } from '../words.ts';
import type { PlanContent } from './plan.ts';
import { readPlanContent } from './plan-file.ts';

/** What a form posts: texts by the name of their field. */
export type Fields = Readonly<Record<string, string>>;

/** What a form says, or what is wrong by field. */
export type FieldsReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fields: Readonly<Record<string, Words>> };

/** Lists of a plan that are written as rows, with the cells of a row. */
const ROWS = {
  defects: ['zh', 'en'],
  parts: ['id', 'title.zh', 'title.en'],
  deliverables: ['id', 'part', 'clause', 'text.zh', 'text.en', 'deadline'],
} as const;
type RowList = keyof typeof ROWS;

/** Empty rows under those that are there. */
const SPARE = { defects: 1, parts: 2, deliverables: 3 } as const satisfies Record<RowList, number>;
/** More than any list of a plan may have. */
const MOST_ROWS = 220;
/** Problems elsewhere in the plan that one message tells. */
const MOST_TOLD = 5;

/** How many rows a list has in a form: those with something in them, and some to spare. */
export function rowCount(fields: Fields, list: RowList): number {
  const place = new RegExp(`^${list}\\.(\\d{1,3})\\.`);
  let used = 0;
  // One by one: a form can hold more fields than a call takes arguments.
  for (const [name, text] of Object.entries(fields)) {
    const row = place.exec(name);
    if (row && text.trim() !== '') used = Math.max(used, Number(row[1]) + 1);
  }
  return Math.min(MOST_ROWS, used + SPARE[list]);
}

/** English that only repeats the Chinese isn't shown as if it had been typed. */
export function putWords(fields: Record<string, string>, name: string, pair: Words): void {
  fields[`${name}.zh`] = pair.zh;
  if (pair.en !== pair.zh) fields[`${name}.en`] = pair.en;
}

/** The fields of a form that says what the plan says, its targets excepted. */
export function planFields(plan: PlanContent): Fields {
  const fields: Record<string, string> = {
    key: plan.key,
    number: plan.number,
    issuedOn: plan.issuedOn ?? '',
    region: plan.region,
    from: plan.from,
    until: plan.until,
  };
  putWords(fields, 'title', plan.title);
  putWords(fields, 'issuer', plan.issuer);
  putWords(fields, 'source', plan.source);
  plan.defects.forEach((defect, row) => putWords(fields, `defects.${row}`, defect));
  plan.parts.forEach(({ id, title }, row) => {
    fields[`parts.${row}.id`] = id;
    putWords(fields, `parts.${row}.title`, title);
  });
  plan.deliverables.forEach(({ id, part, clause, text, deadline }, row) => {
    const name = `deliverables.${row}`;
    Object.assign(fields, {
      [`${name}.id`]: id,
      [`${name}.part`]: part,
      [`${name}.clause`]: clause,
      [`${name}.deadline`]: deadline ?? '',
    });
    putWords(fields, `${name}.text`, text);
  });
  return fields;
}

/** The numbers of the rows of a list that have something in them. */
function filledRows(fields: Fields, list: RowList): number[] {
  return Array.from({ length: rowCount(fields, list) }, (_, row) => row).filter((row) =>
    ROWS[list].some((cell) => (fields[`${list}.${row}.${cell}`] ?? '').trim() !== ''),
  );
}

/** A pair of words as typed; English may be left out. */
export function typedWords(fields: Fields, name: string): { zh: string; en: string } {
  return { zh: fields[`${name}.zh`] ?? '', en: fields[`${name}.en`] ?? '' };
}

/** Problems of a plan as words beside fields; what stands in another part of the plan is told at the top. */
export function problemFields(
  plan: { readonly targets: readonly { readonly id: string }[] },
  problems: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  fieldOf: (path: readonly string[]) => string | null,
): Readonly<Record<string, Words>> {
  const fields: Record<string, Words> = {};
  const elsewhere: Words[] = [];
  for (const { path, message } of problems) {
    const place = path.map(String);
    const name = fieldOf(place);
    const said = wordsOf(message);
    if (name !== null) fields[name] ??= said;
    else {
      const at = place[0] === 'targets' ? plan.targets[Number(place[1])]?.id : undefined;
      elsewhere.push(at === undefined ? said : words(`${at}：${said.zh}`, `${at}: ${said.en}`));
    }
  }
  if (elsewhere.length > 0) {
    const told = elsewhere.slice(0, MOST_TOLD);
    const rest = elsewhere.length - told.length;
    fields._form = words(
      `${told.map(({ zh }) => zh).join('；')}${rest > 0 ? `；另有 ${rest} 处` : ''}。`,
      `${told.map(({ en }) => en).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    );
  }
  return fields;
}

/**
 * Reads the posted form of a plan's facts, parts and deliverables: the same rules as for a file, each mistake beside its
 * field. Rows without anything in them are left out.
 * @param before whose targets, context and key stay; null for a new plan, whose key is typed
 */
export function readPlanForm(fields: Fields, before: PlanContent | null): FieldsReading<PlanContent> {
  const at = (name: string) => fields[name] ?? '';
  const rows = {
    defects: filledRows(fields, 'defects'),
    parts: filledRows(fields, 'parts'),
    deliverables: filledRows(fields, 'deliverables'),
  };
  const value = {
    key: before?.key ?? at('key').trim(),
    title: typedWords(fields, 'title'),
    number: at('number'),
    issuer: typedWords(fields, 'issuer'),
    issuedOn: at('issuedOn'),
    region: before?.region ?? at('region'),
    programme: before?.programme ?? null,
    from: at('from'),
    until: at('until'),
    source: typedWords(fields, 'source'),
    defects: rows.defects.map((row) => typedWords(fields, `defects.${row}`)),
    parts: rows.parts.map((row) => ({
      id: at(`parts.${row}.id`),
      title: typedWords(fields, `parts.${row}.title`),
    })),
    targets: before?.targets ?? [],
    deliverables: rows.deliverables.map((row) => {
      const name = `deliverables.${row}`;
      return {
        id: at(`${name}.id`),
        part: at(`${name}.part`),
        clause: at(`${name}.clause`),
        text: typedWords(fields, `${name}.text`),
        deadline: at(`${name}.deadline`),
      };
    }),
    context: before?.context ?? [],
  };
  const reading = readPlanContent(value);
  if (reading.ok) return { ok: true, value: reading.file };
  return {
    ok: false,
    fields: problemFields(value, reading.problems, ([first = '', second, ...rest]) => {
      if (first === 'targets' || first === 'context' || first === '') return null;
      if (first !== 'defects' && first !== 'parts' && first !== 'deliverables') {
        return [first, ...(second === undefined ? [] : [second])].join('.');
      }
      if (second === undefined) return `${first}.0.${ROWS[first][0]}`;
      const row = rows[first][Number(second)] ?? 0;
      return [first, row, ...(rest.length === 0 ? [ROWS[first][0]] : rest)].join('.');
    }),
  };
}
