import {
  type PlainDate,
  addDays,
  compareDates,
  isPlainDate,
  yearOf,
} from '#app/domain/calendar/plain-date.ts';
import {
  type IdentityDocumentKind,
  IDENTITY_DOCUMENT_KINDS,
  checkIdentity,
} from '#app/domain/organisation/identity-document.ts';
import {
  categoriesOutsideClasses,
  readDomainLicence,
  readTelecomLicence,
} from '#app/domain/organisation/telecom-licence.ts';
import { checkUscc } from '#app/domain/organisation/uscc.ts';
import { type Words, words } from '#app/domain/words.ts';
import { assessApplicability } from './applicability.ts';
import { groupRows, isEmptyValue, rowValue, fieldValue } from './body.ts';
import { isRequired, labelOf, shownEntries } from './condition.ts';
import type { FieldDefinition, FieldValue, FormOptions, GroupDefinition } from './field.ts';
import { DEFAULT_FORM_OPTIONS, isGroup } from './field.ts';
import { controlName, rowAnchor } from './field-path.ts';
import { CONTROL_RULES } from './field-rule.ts';
import type { FilingBody } from './form.ts';
import type { AttachmentSlot } from './option.ts';

/** What stands in the way (error) or deserves a look (warning), beside its field. */
export interface Problem {
  /** Name of the control: `licences[0].number`. */
  readonly field: string;
  /** The same place by the row's id: `licences[@r1].number`. */
  readonly anchor: string;
  readonly message: Words;
  readonly severity: 'error' | 'warning';
  readonly code: 'missing' | 'invalid' | 'ineligible' | 'hint';
}

export interface CompletenessContext {
  readonly today: PlainDate;
  /** Slots that hold at least one valid file. */
  readonly attachments: ReadonlySet<AttachmentSlot>;
  readonly options?: FormOptions;
  /** Code of the organisation that files; the form must carry the same. */
  readonly uscc?: string | null;
  /** How many days ahead a change may lie; 365 by default. */
  readonly maxDaysAhead?: number;
}

/** How far ahead a reported change may lie, unless the installation says otherwise. */
export const MAX_DAYS_AHEAD = 365;

interface Place {
  readonly field: string;
  readonly anchor: string;
}

function problem(place: Place, code: Problem['code'], message: Words): Problem {
  return { ...place, code, message, severity: code === 'hint' ? 'warning' : 'error' };
}

function missingWords(label: Words, definition: FieldDefinition | GroupDefinition): Words {
  if (definition.missing !== null) return definition.missing;
  const chosen = definition.control === 'select' || definition.control === 'multi-select';
  const attached = definition.control === 'attachment';
  const verb = attached ? '上传' : chosen ? '选择' : '填写';
  return words(
    `请${verb}${label.zh}。`,
    `${attached ? 'Upload' : chosen ? 'Choose' : 'Enter'}: ${label.en}.`,
  );
}

function optionComplaint(definition: FieldDefinition, value: FieldValue): Words | null {
  if (definition.options === null) return null;
  const known = definition.options.map((option) => option.code);
  const codes = Array.isArray(value) ? value : [String(value)];
  const unknown = codes.filter((code) => !known.includes(code));
  if (unknown.length === 0) return null;
  return words(
    `${definition.label.zh}中没有选项“${unknown.join('、')}”，请重新选择。`,
    `${definition.label.en}: no option ${unknown.join(', ')}; choose again.`,
  );
}

function checkValue(place: Place, definition: FieldDefinition, value: FieldValue): Problem[] {
  if (isEmptyValue(value) || typeof value === 'boolean') return [];
  const texts = typeof value === 'string' ? [value] : value;
  if (texts.some((text) => [...text].length > definition.maxLength)) {
    const message = words(
      `${definition.label.zh}不能超过 ${definition.maxLength} 字。`,
      `${definition.label.en}: at most ${definition.maxLength} characters.`,
    );
    return [problem(place, 'invalid', message)];
  }
  const choice = optionComplaint(definition, value);
  if (choice !== null) return [problem(place, 'invalid', choice)];
  if (typeof value !== 'string') return [];
  const complaint = CONTROL_RULES[definition.control]?.(value) ?? null;
  return complaint === null ? [] : [problem(place, 'invalid', complaint)];
}

function checkRows(
  body: FilingBody,
  key: string,
  definition: GroupDefinition,
  purpose: 'freeze' | 'submit',
  options: FormOptions,
): Problem[] {
  const rows = groupRows(body, key);
  if (rows.length === 0) {
    if (!isRequired(definition, purpose, body, options)) return [];
    return [problem({ field: key, anchor: key }, 'missing', missingWords(definition.label, definition))];
  }
  if (rows.length > definition.maxRows) {
    const message = words(
      `${definition.label.zh}不能超过 ${definition.maxRows} 条。`,
      `${definition.label.en}: at most ${definition.maxRows} rows.`,
    );
    return [problem(at(key), 'invalid', message)];
  }
  return rows.flatMap((row, index) =>
    Object.entries(definition.fields).flatMap(([name, inner]) => {
      const place = { field: controlName(key, index, name), anchor: rowAnchor(key, row.id, name) };
      const value = rowValue(row, name);
      if (!isEmptyValue(value)) return checkValue(place, inner, value);
      if (!isRequired(inner, purpose, body, options)) return [];
      const label = words(
        `${definition.rowLabel.zh} ${index + 1} 的${inner.label.zh}`,
        `${definition.rowLabel.en} ${index + 1}, ${inner.label.en}`,
      );
      return [problem(place, 'missing', missingWords(label, inner))];
    }),
  );
}

function at(key: string): Place {
  return { field: key, anchor: key };
}

function fieldProblems(
  purpose: 'freeze' | 'submit',
  body: FilingBody,
  context: CompletenessContext,
  options: FormOptions,
): Problem[] {
  return shownEntries(body, options)
    .filter(({ section }) => purpose === 'submit' || section.phase === 'content')
    .flatMap(({ key, item }): Problem[] => {
      if (isGroup(item)) return checkRows(body, key, item, purpose, options);
      const filled =
        item.control === 'attachment'
          ? context.attachments.has(key.slice('attachments.'.length) as AttachmentSlot)
          : !isEmptyValue(fieldValue(body, key));
      if (!filled) {
        if (!isRequired(item, purpose, body, options)) return [];
        const code = item.control === 'checkbox' ? 'ineligible' : 'missing';
        return [problem(at(key), code, missingWords(labelOf(item, body), item))];
      }
      return item.control === 'attachment' ? [] : checkValue(at(key), item, fieldValue(body, key));
    });
}

/** Hints about licence numbers: formats are administrative practice, so nothing is blocked. */
function licenceHints(body: FilingBody, currentYear: number): Problem[] {
  const telecom = body.licences.flatMap((row, index) => {
    if (row.number === '') return [];
    const reading = readTelecomLicence(row.number, currentYear);
    const outside = categoriesOutsideClasses(row.categories, reading.classes);
    const mismatch = words(
      `业务种类 ${outside.join('、')} 不在许可证编号载明的类别 ${reading.classes.join('、')} 内，请核对。`,
      `Categories ${outside.join(', ')} aren't of the classes ${reading.classes.join(', ')} in the number.`,
    );
    return [
      ...reading.warnings.map((warning) => hint('licences', index, row.id, 'number', warning)),
      ...(outside.length > 0 ? [hint('licences', index, row.id, 'categories', mismatch)] : []),
    ];
  });
  const domain = body.domainLicences.flatMap((row, index) =>
    row.number === ''
      ? []
      : readDomainLicence(row.number, currentYear).warnings.map((warning) =>
          hint('domainLicences', index, row.id, 'number', warning),
        ),
  );
  return [...telecom, ...domain];
}

function hint(group: string, index: number, rowId: string, name: string, message: Words): Problem {
  return problem(
    { field: controlName(group, index, name), anchor: rowAnchor(group, rowId, name) },
    'hint',
    message,
  );
}

function expiredLicenceHints(body: FilingBody, today: PlainDate): Problem[] {
  const groups = [
    { key: 'licences', rows: body.licences },
    { key: 'domainLicences', rows: body.domainLicences },
  ];
  const message = words('许可证已过有效期，请核对。', 'The licence has expired; check the date.');
  return groups.flatMap(({ key, rows }) =>
    rows.flatMap((row, index) =>
      isPlainDate(row.validUntil) && compareDates(row.validUntil, today) < 0
        ? [hint(key, index, row.id, 'validUntil', message)]
        : [],
    ),
  );
}

/** Dates that cannot lie ahead, and the bound of the one that may. */
function dateProblems(
  purpose: 'freeze' | 'submit',
  body: FilingBody,
  context: CompletenessContext,
): Problem[] {
  const { today } = context;
  const problems: Problem[] = [];
  const past: [string, string][] = [
    ['preparer.filledOn', body.preparer.filledOn],
    ['change.decidedOn', body.filing.kind === 'change' ? body.change.decidedOn : ''],
  ];
  if (purpose === 'submit') {
    past.push(['sealing.signedOn', body.sealing.signedOn]);
    past.push([
      'submission.paperSubmittedOn',
      body.submission.channel === 'paper' ? body.submission.paperSubmittedOn : '',
    ]);
  }
  for (const [key, date] of past) {
    if (isPlainDate(date) && compareDates(date, today) > 0) {
      problems.push(
        problem(at(key), 'invalid', words('日期不能晚于今天。', 'The date cannot lie in the future.')),
      );
    }
  }
  const happened = body.change.happenedOn;
  const bound = addDays(today, context.maxDaysAhead ?? MAX_DAYS_AHEAD);
  if (body.filing.kind === 'change' && isPlainDate(happened) && compareDates(happened, bound) > 0) {
    const message = words(`变更发生日期不能晚于 ${bound}。`, `The change cannot lie later than ${bound}.`);
    problems.push(problem(at('change.happenedOn'), 'invalid', message));
  }
  return problems;
}

/** Rules that look at more than one field. */
function crossFieldProblems(body: FilingBody, context: CompletenessContext, options: FormOptions): Problem[] {
  const problems: Problem[] = [];
  const { cdo, structure } = body;
  if (cdo.officePhone === '' && cdo.mobile === '' && cdo.email === '') {
    const message = words(
      '请至少填写首席数据官的一种联系方式：办公电话、手机或电子邮箱。',
      'Give at least one way to reach the CDO: office phone, mobile or e-mail.',
    );
    problems.push(problem(at('cdo.officePhone'), 'missing', message));
  }
  if (
    structure.description === '' &&
    body.structureNodes.length === 0 &&
    !context.attachments.has('organisation_chart')
  ) {
    const message = words(
      '请提供 CDO 组织架构：文字说明、架构图或上传文件，至少一项。',
      'Give the organisation of the CDO system: text, chart or file, at least one.',
    );
    problems.push(problem(at('structure.description'), 'missing', message));
  }
  const { uscc } = body.enterprise;
  if (context.uscc != null && uscc !== '' && checkUscc(uscc).ok && uscc !== context.uscc) {
    const message = words(
      `与本单位登记的统一社会信用代码 ${context.uscc} 不一致，请核对。`,
      `Differs from the code of this organisation, ${context.uscc}.`,
    );
    problems.push(problem(at('enterprise.uscc'), 'invalid', message));
  }
  return [...problems, ...identityProblems(body, options), ...chartProblems(body), ...scopeProblems(body)];
}

function identityProblems(body: FilingBody, options: FormOptions): Problem[] {
  const { identityKind, identityNumber } = body.cdo;
  if (!options.identity || identityNumber === '') return [];
  if (!Object.hasOwn(IDENTITY_DOCUMENT_KINDS, identityKind)) {
    return [
      problem(at('cdo.identityKind'), 'missing', words('请选择证件类型。', 'Choose the kind of document.')),
    ];
  }
  const check = checkIdentity(identityKind as IdentityDocumentKind, identityNumber);
  return check.ok ? [] : [problem(at('cdo.identityNumber'), 'invalid', check.message)];
}

/** Each superior in the chart must be a row, and no row may be above itself. */
function chartProblems(body: FilingBody): Problem[] {
  const rows = body.structureNodes;
  const parents = new Map(rows.map((row) => [row.name, row.parent]));
  return rows.flatMap((row, index) => {
    if (row.parent === '') return [];
    const place = {
      field: controlName('structureNodes', index, 'parent'),
      anchor: rowAnchor('structureNodes', row.id, 'parent'),
    };
    if (!parents.has(row.parent)) {
      const message = words(
        `架构图中没有“${row.parent}”，请先添加。`,
        `The chart has no “${row.parent}”; add it first.`,
      );
      return [problem(place, 'invalid', message)];
    }
    const seen = new Set<string>();
    for (let above = row.parent; above !== '' && !seen.has(above); above = parents.get(above) ?? '') {
      if (above === row.name) {
        return [
          problem(
            place,
            'invalid',
            words('上下级关系形成循环，请调整。', 'The chart runs in a circle here.'),
          ),
        ];
      }
      seen.add(above);
    }
    return [];
  });
}

/** A category that excludes the others: an industrial enterprise without a licence holds none. */
function scopeProblems(body: FilingBody): Problem[] {
  const { categories } = body.scope;
  if (!categories.includes('industrial') || categories.length === 1) return [];
  const message = words(
    '“未取得电信业务经营许可”不能与其他类别同时选择。',
    '“Without a telecom licence” cannot be chosen together with another category.',
  );
  return [problem(at('scope.categories'), 'invalid', message)];
}

/**
 * What is missing or wrong before a body may be frozen, or submitted (which asks for everything of `freeze` too),
 * in the order of the form. Errors stop; warnings (an unusual licence number) are shown and stop nothing.
 */
export function missingFor(
  purpose: 'freeze' | 'submit',
  body: FilingBody,
  context: CompletenessContext,
): readonly Problem[] {
  const options = context.options ?? DEFAULT_FORM_OPTIONS;
  const problems = [
    ...fieldProblems(purpose, body, context, options),
    ...crossFieldProblems(body, context, options),
    ...dateProblems(purpose, body, context),
    ...licenceHints(body, yearOf(context.today)),
    ...expiredLicenceHints(body, context.today),
  ];
  const order = new Map<string, number>(shownEntries(body, options).map(({ key }, index) => [key, index]));
  const rank = ({ field }: Problem) => order.get(field.replace(/\[.*$/u, '')) ?? order.size;
  return problems
    .map((item, index) => ({ item, index }))
    .sort((a, b) => rank(a.item) - rank(b.item) || a.index - b.index)
    .map(({ item }) => item);
}

/** What stands in the way of freezing. */
export function validateForFreeze(body: FilingBody, context: CompletenessContext): readonly Problem[] {
  return missingFor('freeze', body, context);
}

/** Whether nothing but warnings is left. */
export function isReady(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity === 'warning');
}

/** Complaints about what is filled in, silent about what is missing: shown beside fields while one types. */
export function invalidFields(body: FilingBody, context: CompletenessContext): readonly Problem[] {
  return missingFor('submit', body, context).filter(({ code }) => code === 'invalid' || code === 'hint');
}

/** Whether a body makes a voluntary record; while the question is open it counts as in scope. */
export function isVoluntary(body: FilingBody): boolean {
  return assessApplicability(body.scope).outcome === 'voluntary';
}
