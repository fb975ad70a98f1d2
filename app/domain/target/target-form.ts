import type { PlanContent, Target } from './plan.ts';
import { readPlanContent } from './plan-file.ts';
import { problemFields, putWords, typedWords, type Fields, type FieldsReading } from './plan-form.ts';

/** Fields that a new target begins with; the rest is empty. */
export function newTargetFields(plan: PlanContent): Fields {
  return {
    part: plan.parts[0]?.id ?? '',
    comparator: 'at_least',
    direction: 'up',
    counting: 'unstated',
    measure: 'count',
    headline: 'records',
    deadline: plan.until,
    after: plan.targets.at(-1)?.id ?? '',
    'platform.leastLevel': '2',
  };
}

/** The fields of a form that says what a target of the plan says, with the target that it stands after. */
export function targetFields(plan: PlanContent, target: Target): Fields {
  const at = plan.targets.findIndex(({ id }) => id === target.id);
  const fields: Record<string, string> = {
    id: target.id,
    part: target.part,
    clause: target.clause,
    comparator: target.comparator,
    value: String(target.value),
    direction: target.direction,
    counting: target.counting,
    isAspiration: target.isAspiration ? 'yes' : '',
    deadline: target.deadline ?? '',
    measure: target.measure,
    headline: target.headline,
    canSplit: target.canSplit ? 'yes' : '',
    after: plan.targets[at - 1]?.id ?? '',
    'platform.from': target.platform?.from ?? '',
    'platform.leastLevel': '2',
  };
  if (target.platform?.from === 'certificate') {
    fields['platform.certificate'] = target.platform.kind;
    fields['platform.leastLevel'] = String(target.platform.leastLevel);
  }
  if (target.platform?.from === 'designation') {
    fields['platform.designation'] = target.platform.kind;
    fields['platform.counts'] = target.platform.counts;
  }
  putWords(fields, 'indicator', target.indicator);
  putWords(fields, 'unit', target.unit);
  putWords(fields, 'entryName', target.entryName);
  putWords(fields, 'summary', target.summary);
  if (target.note) putWords(fields, 'note', target.note);
  return fields;
}

function platformIn(fields: Fields): unknown {
  const at = (name: string) => fields[`platform.${name}`] ?? '';
  if (at('from') === '') return null;
  if (at('from') === 'certificate') {
    const level = at('leastLevel').trim();
    return {
      from: 'certificate',
      kind: at('certificate'),
      leastLevel: /^\d$/.test(level) ? Number(level) : level,
    };
  }
  if (at('from') === 'designation') {
    return { from: 'designation', kind: at('designation'), counts: at('counts') };
  }
  return { from: at('from') };
}

function targetIn(fields: Fields, id: string): { readonly id: string } {
  const at = (name: string) => fields[name] ?? '';
  const note = typedWords(fields, 'note');
  const typed = {
    id,
    part: at('part'),
    clause: at('clause'),
    indicator: typedWords(fields, 'indicator'),
    comparator: at('comparator'),
    value: at('value').trim(),
    unit: typedWords(fields, 'unit'),
    direction: at('direction'),
    counting: at('counting'),
    isAspiration: at('isAspiration') === 'yes',
    deadline: at('deadline'),
    measure: at('measure'),
    entryName: typedWords(fields, 'entryName'),
    headline: at('headline'),
    platform: platformIn(fields),
    canSplit: at('canSplit') === 'yes',
    summary: typedWords(fields, 'summary'),
    note: note.zh.trim() === '' && note.en.trim() === '' ? null : note,
  };
  return typed;
}

/** The field of a form that stands at a place of the target. */
function fieldOf([first = '', second = '']: readonly string[], fields: Fields): string {
  if (first !== 'platform') return second === '' ? first : `${first}.${second}`;
  if (second === '') return 'platform.from';
  if (second !== 'kind') return `platform.${second}`;
  return fields['platform.from'] === 'certificate' ? 'platform.certificate' : 'platform.designation';
}

/**
 * Reads the posted form of one target: the same rules as for a file, each mistake beside its field.
 * @param plan the plan as it stands
 * @param id the target whose form it is; null for a new one, whose id is typed. A target keeps its id for good.
 */
export function readTargetForm(
  fields: Fields,
  plan: PlanContent,
  id: string | null,
): FieldsReading<PlanContent> {
  const others: readonly { readonly id: string }[] = plan.targets.filter((target) => target.id !== id);
  const target = targetIn(fields, id ?? (fields.id ?? '').trim());
  const place = others.findIndex((other) => other.id === fields.after) + 1;
  const targets = [...others.slice(0, place), target, ...others.slice(place)];
  const value = { ...plan, targets };
  const reading = readPlanContent(value);
  if (reading.ok) return { ok: true, value: reading.file };
  return {
    ok: false,
    fields: problemFields(value, ownFirst(reading.problems, place), ([list, at, ...rest]) =>
      list === 'targets' && Number(at) === place ? fieldOf(rest, fields) : null,
    ),
  };
}

/** An id that stands twice is told where it stands the second time; here it is always the form's own that is wrong. */
function ownFirst<T extends { readonly path: readonly PropertyKey[] }>(
  problems: readonly T[],
  place: number,
): T[] {
  return problems.map((problem) =>
    problem.path[2] === 'id' && (problem.path[0] === 'targets' || problem.path[0] === 'deliverables')
      ? { ...problem, path: ['targets', place, 'id'] }
      : problem,
  );
}

/** The plan without a target. */
export function withoutTarget(plan: PlanContent, id: string): FieldsReading<PlanContent> {
  return { ok: true, value: { ...plan, targets: plan.targets.filter((target) => target.id !== id) } };
}
