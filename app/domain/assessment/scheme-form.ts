import { wordsOf, type Words } from '../words.ts';
import { LEVELS } from './model.ts';
import { CHOICES, GRADES, type GradeKey, type ScoringScheme } from './scheme.ts';
import { readSchemeContent, type SchemeContent } from './scheme-file.ts';

/** What a form posts: texts by the name of their field. */
export type SchemeFields = Readonly<Record<string, string>>;

/** Empty rows for weights under those that are there. */
const SPARE_WEIGHTS = 4;
/** More than all domains, items and cells of the largest model. */
const MOST_WEIGHTS = 200;

/** Stages whose scores may be rounded, in order. */
export const STAGES = ['cell', 'item', 'domain', 'overall'] as const;

/** Which of the five grades a form leaves out; the others of them have to stay. */
export const OPTIONAL_GRADES: readonly GradeKey[] = ['mostly', 'partly', 'not_applicable'];

/** How many rows for weights a form has: those with something in them, and some to spare. */
export function weightRows(fields: SchemeFields): number {
  const used = Object.entries(fields).flatMap(([name, text]) => {
    const row = /^weights\.(\d{1,3})\.id$/.exec(name);
    return row && text.trim() !== '' ? [Number(row[1]) + 1] : [];
  });
  return Math.min(MOST_WEIGHTS, Math.max(0, ...used) + SPARE_WEIGHTS);
}

/** The fields of a form that says what the scheme says. */
export function schemeFields(scheme: Omit<ScoringScheme, 'id' | 'version' | 'digest'>): SchemeFields {
  const fields: Record<string, string> = {
    'title.zh': scheme.title.zh,
    'title.en': scheme.title.en,
    family: scheme.family,
    source: scheme.source,
  };
  const put = (name: string, given: { value?: string; basis: string; confidence: string }) => {
    if (given.value !== undefined) fields[`${name}.value`] = given.value;
    fields[`${name}.basis`] = given.basis;
    fields[`${name}.confidence`] = given.confidence;
  };
  for (const { grade, name, worth } of scheme.grades) {
    fields[`grades.${grade}.on`] = 'yes';
    fields[`grades.${grade}.name.zh`] = name.zh;
    fields[`grades.${grade}.name.en`] = name.en;
    if (worth) put(`grades.${grade}.worth`, worth);
  }
  for (const level of LEVELS) put(`gates.${level}`, scheme.gates[level]);
  put('floor', scheme.floor);
  for (const [stage, how] of Object.entries(scheme.combine)) fields[`combine.${stage}`] = how;
  for (const stage of STAGES) fields[`rounding.${stage}`] = String(scheme.rounding[stage] ?? '');
  for (const choice of CHOICES) put(`grounds.${choice}`, scheme.grounds[choice]);
  Object.entries(scheme.weights).forEach(([id, weight], row) => {
    fields[`weights.${row}.id`] = id;
    put(`weights.${row}`, weight);
  });
  return fields;
}

/** A scheme as a form says it, or what is wrong by field. */
export type SchemeFormReading =
  | { readonly ok: true; readonly content: SchemeContent }
  | { readonly ok: false; readonly fields: Readonly<Record<string, Words>> };

function gradesIn(fields: SchemeFields): readonly GradeKey[] {
  return GRADES.filter((grade) => !OPTIONAL_GRADES.includes(grade) || fields[`grades.${grade}.on`] === 'yes');
}

function placesIn(text: string): number | null {
  if (text === '') return null;
  return /^\d$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * Reads a posted form: the same rules as for a file, each mistake beside its field. A row for a weight without an id is
 * left out; an id that stands twice is a mistake.
 */
export function readSchemeForm(fields: SchemeFields): SchemeFormReading {
  const at = (name: string) => (fields[name] ?? '').trim();
  const ground = (name: string) => ({ basis: at(`${name}.basis`), confidence: at(`${name}.confidence`) });
  const number = (name: string) => ({ value: at(`${name}.value`), ...ground(name) });
  const name = (prefix: string) => ({ zh: at(`${prefix}.zh`), en: at(`${prefix}.en`) });
  const grades = gradesIn(fields);
  const rows = Array.from({ length: weightRows(fields) }, (_, row) => ({ row, id: at(`weights.${row}.id`) }));
  const named = rows.filter(({ id }) => id !== '');
  const reading = readSchemeContent({
    title: name('title'),
    family: at('family'),
    source: at('source'),
    grades: grades.map((grade) => ({
      grade,
      name: name(`grades.${grade}.name`),
      worth: grade === 'not_applicable' ? null : number(`grades.${grade}.worth`),
    })),
    gates: Object.fromEntries(LEVELS.map((level) => [level, number(`gates.${level}`)])),
    floor: number('floor'),
    combine: { cells: at('combine.cells'), items: at('combine.items'), domains: at('combine.domains') },
    weights: Object.fromEntries(named.map(({ row, id }) => [id, number(`weights.${row}`)])),
    rounding: Object.fromEntries(STAGES.map((stage) => [stage, placesIn(at(`rounding.${stage}`))])),
    grounds: Object.fromEntries(CHOICES.map((choice) => [choice, ground(`grounds.${choice}`)])),
  });
  const twice = named.filter(({ id }, index) => named.findIndex((other) => other.id === id) !== index);
  const found: Record<string, Words> = {};
  for (const { row, id } of twice) {
    found[`weights.${row}.id`] = { zh: `编号 ${id} 重复。`, en: `The id ${id} stands twice.` };
  }
  if (!reading.ok) {
    for (const { path, message } of reading.problems) {
      found[fieldOf(path, grades, named)] ??= wordsOf(message);
    }
  }
  if (reading.ok && twice.length === 0) return { ok: true, content: reading.file };
  return { ok: false, fields: found };
}

/** The field that stands at a place of the content. */
function fieldOf(
  path: readonly PropertyKey[],
  grades: readonly GradeKey[],
  weights: readonly { readonly row: number; readonly id: string }[],
): string {
  const [first, second, ...rest] = path.map(String);
  if (first === 'grades' && second !== undefined)
    return ['grades', grades[Number(second)], ...rest].join('.');
  if (first === 'weights' && second !== undefined) {
    const row = weights.find(({ id }) => id === second)?.row ?? 0;
    return ['weights', row, ...(rest.length === 0 ? ['id'] : rest)].join('.');
  }
  return path.length === 0 ? '_form' : path.map(String).join('.');
}
