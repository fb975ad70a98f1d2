import { type Words, words } from '#app/domain/words.ts';
import { fieldValue, groupRows, normaliseValue, withField, withRows } from './body.ts';
import { isGroup } from './field.ts';
import { definitionAt, parseFieldPath } from './field-path.ts';
import type { FilingBody } from './form.ts';

/** A thread of comments on one place of a filed version. */
export interface ReviewThread {
  readonly id: string;
  /** Anchor: `cdo.name`, `licences[@r1].number`, `attachments.signed_scan`. */
  readonly anchor: string;
  readonly state: 'open' | 'answered' | 'resolved';
}

export type ReviewAnswer<T = null> =
  { ok: true; value: T } | { ok: false; refusal: ReviewRefusal; message: Words };
export type ReviewRefusal =
  'no_open_thread' | 'unanswered_threads' | 'not_a_field' | 'not_a_value' | 'row_is_gone' | 'open_threads';

function refuse(
  refusal: ReviewRefusal,
  message: Words,
): { ok: false; refusal: ReviewRefusal; message: Words } {
  return { ok: false, refusal, message };
}

/** 退回补正 needs at least one open thread, so that the enterprise knows what to mend. */
export function checkReturn(threads: readonly ReviewThread[]): ReviewAnswer {
  if (threads.some(({ state }) => state === 'open')) return { ok: true, value: null };
  return refuse(
    'no_open_thread',
    words('退回补正须至少提出一条意见。', 'A return needs at least one open comment.'),
  );
}

/** 备案存档 while threads are open would leave questions without an answer: they are closed first. */
export function checkRecord(threads: readonly ReviewThread[]): ReviewAnswer {
  const open = threads.filter(({ state }) => state === 'open').length;
  if (open === 0) return { ok: true, value: null };
  return refuse(
    'open_threads',
    words(
      `还有 ${open} 条意见未关闭，请先关闭或退回补正。`,
      `${open} comments are open: close them or return the filing.`,
    ),
  );
}

/**
 * Threads that a resubmission leaves untouched: neither answered nor their place changed since the returned version.
 * A thread on a whole row or group counts as met when anything in it changed.
 */
export function unmetThreads(
  threads: readonly ReviewThread[],
  changed: ReadonlySet<string>,
): readonly ReviewThread[] {
  return threads.filter(({ state, anchor }) => state === 'open' && !isTouched(anchor, changed));
}

function isTouched(anchor: string, changed: ReadonlySet<string>): boolean {
  if (changed.has(anchor)) return true;
  return [...changed].some((path) => path.startsWith(`${anchor}[`) || path.startsWith(`${anchor}.`));
}

/** Resubmission asks that each thread is answered or its field changed. */
export function checkResubmission(
  threads: readonly ReviewThread[],
  changed: ReadonlySet<string>,
): ReviewAnswer<readonly ReviewThread[]> {
  const unmet = unmetThreads(threads, changed);
  if (unmet.length === 0) return { ok: true, value: unmet };
  return refuse(
    'unanswered_threads',
    words(
      `还有 ${unmet.length} 条意见未答复，对应内容也未修改。`,
      `${unmet.length} comments are neither answered nor was their field changed.`,
    ),
  );
}

/** Comments stand at a field, a group or a row of this form; rows are named by id, so that they survive sorting. */
export function isCommentAnchor(anchor: string): boolean {
  const path = parseFieldPath(anchor);
  return path !== null && path.field !== 'id' && (path.row === null || 'id' in path.row);
}

/** A proposed value written for one field: a text, or codes separated by commas for a choice of several, true or false for a tick. */
export function acceptProposal(body: FilingBody, anchor: string, proposed: string): ReviewAnswer<FilingBody> {
  const path = parseFieldPath(anchor);
  const definition = path === null ? null : definitionAt(path);
  if (path === null || definition === null || isGroup(definition) || definition.control === 'attachment') {
    return refuse('not_a_field', words('该处不能直接采纳建议值。', 'No value can be proposed here.'));
  }
  const given = definition.control === 'multi-select' ? proposed.split(',') : proposed;
  const value = normaliseValue(definition, given);
  const tooLong = typeof value === 'string' && [...value].length > definition.maxLength;
  const known = definition.options?.map(({ code }) => code) ?? null;
  const codes = Array.isArray(value) ? value : [String(value)];
  if (tooLong || (known !== null && codes.some((code) => !known.includes(code)))) {
    return refuse(
      'not_a_value',
      words('建议值不符合该栏目的格式。', 'The proposed value does not fit this field.'),
    );
  }
  if (path.row === null) return { ok: true, value: withField(body, path.item, value) };
  const { row, field } = path;
  const rows = groupRows(body, path.item);
  const index = 'id' in row ? rows.findIndex(({ id }) => id === row.id) : row.index;
  const found = rows[index];
  if (found === undefined || field === null) {
    return refuse('row_is_gone', words('该条目已被删除。', 'This row was deleted.'));
  }
  const changed = rows.map((one, at) => (at === index ? { ...found, [field]: value } : one));
  return { ok: true, value: withRows(body, path.item, changed) };
}

/** The value at an anchor as text, for showing beside a thread; null when it is gone or isn't a plain field. */
export function valueAtAnchor(body: FilingBody, anchor: string): string | null {
  const path = parseFieldPath(anchor);
  const definition = path === null ? null : definitionAt(path);
  if (path === null || definition === null || isGroup(definition) || definition.control === 'attachment')
    return null;
  if (path.row === null) return String(fieldValue(body, path.item));
  const { row, field } = path;
  const rows = groupRows(body, path.item);
  const found = 'id' in row ? rows.find(({ id }) => id === row.id) : rows[row.index];
  return found === undefined || field === null ? null : String(found[field] ?? '');
}
