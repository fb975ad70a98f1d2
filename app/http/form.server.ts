import type { z } from 'zod';
import { refuse, type Refusal } from '../domain/refusal/refusal.ts';
import { typedText } from '../domain/typed-text.ts';
import { bilingual, words, wordsOf, type Words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { isFormToken } from './cookie.server.ts';
import { refusalResponse } from './response.server.ts';

/** A posted form as read: its value, or the refusal and what was typed. */
export type FormReading<T> =
  | { readonly ok: true; readonly value: T; readonly values: Record<string, string> }
  | { readonly ok: false; readonly refusal: Refusal; readonly values: Record<string, string> };

const STALE = words(
  '页面已过期，请刷新后重新提交；浏览器会保留已填内容。',
  'This page is out of date. Reload it and submit again; your browser keeps what you typed.',
);

/** Where a request's memory keeps the form once it was read, so that an outage doesn't lose it. */
export const POSTED = 'posted';

/** What a form that holds U+0000 is answered. */
export const UNSTORABLE = words(
  '提交的内容含有无法保存的空字符（U+0000），请删除后重试。',
  'The form holds a null character (U+0000), which can’t be stored; remove it and try again.',
);

/** Whether a text or a file's name holds U+0000, which no text of the database may; no keyboard types it. */
function hasNul(form: FormData): boolean {
  for (const [name, value] of form.entries()) {
    if (name.includes('\0') || (typeof value === 'string' ? value : value.name).includes('\0')) return true;
  }
  return false;
}

/**
 * The posted form, once its token shows that it comes from a page of ours. (The server has compared the request's
 * origin before.) Throws a 403 or 415 response otherwise.
 */
export async function readPosted({ request, context }: Incoming): Promise<FormData> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw refusalResponse({
      code: 'unsupported',
      words: words('无法读取提交的内容，请重试。', 'The form could not be read; try again.'),
    });
  }
  context.memory.set(POSTED, form);
  if (!isFormToken(context.formSecret, context.formSeed, form.get('_csrf'))) {
    throw refusalResponse({ code: 'forbidden', words: STALE });
  }
  if (hasNul(form)) throw refusalResponse({ code: 'invalid', words: UNSTORABLE });
  return form;
}

/** Fields that are never shown again, and whose text is taken as it came. */
const SECRET = /password|secret|^code$/i;

/** Text fields of a form, in order, without the token and without files; each as it was typed. */
export function textEntries(form: FormData): [string, string][] {
  const entries: [string, string][] = [];
  for (const [name, value] of form.entries()) {
    if (name === '_csrf' || typeof value !== 'string') continue;
    entries.push([name, SECRET.test(name) ? value : typedText(value)]);
  }
  return entries;
}

/** What a form says of a value for which its schema has no words of its own. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return bilingual('请填写此项。', 'Please fill this in.');
  const isText = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_big') {
    return isText
      ? bilingual(`最多 ${issue.maximum} 个字。`, `At most ${issue.maximum} characters.`)
      : bilingual(`不能超过 ${issue.maximum}。`, `At most ${issue.maximum}.`);
  }
  if (issue.code === 'too_small') {
    return isText
      ? bilingual('请填写此项。', 'Please fill this in.')
      : bilingual(`不能少于 ${issue.minimum}。`, `At least ${issue.minimum}.`);
  }
  if (issue.code === 'invalid_value') return bilingual('请选择所列的一项。', 'Choose one of those listed.');
  return bilingual('填写的内容不符合此项的格式，请核对。', 'This doesn’t fit here; please check it.');
};

/** Zod's issues as words beside fields; the first of each field. */
export function fieldWords(error: z.ZodError): Record<string, Words> {
  const fields: Record<string, Words> = {};
  for (const issue of error.issues) {
    const name = issue.path.map(String).join('.') || '_form';
    fields[name] ??= wordsOf(issue.message);
  }
  return fields;
}

/**
 * Reads a posted form by a schema. Names that occur once are text; those in `lists` are lists of text.
 * What was typed comes back with a refusal, passwords and codes excepted.
 */
export async function readForm<T>(
  incoming: Incoming,
  schema: z.ZodType<T>,
  lists: readonly string[] = [],
): Promise<FormReading<T>> {
  const form = await readPosted(incoming);
  const raw: Record<string, string | string[]> = {};
  const values: Record<string, string> = {};
  for (const [name, value] of textEntries(form)) {
    raw[name] = value;
    if (!SECRET.test(name)) values[name] = value;
  }
  for (const name of lists)
    raw[name] = form.getAll(name).flatMap((item) => (typeof item === 'string' ? [typedText(item)] : []));
  const parsed = schema.safeParse(raw, { error: plainWords });
  if (parsed.success) return { ok: true, value: parsed.data, values };
  return { ok: false, refusal: refuse('invalid', { fields: fieldWords(parsed.error) }).refusal, values };
}

/**
 * Reads search parameters by a schema; what doesn't fit falls back to the schema's own defaults (`catch`). Throws a
 * 404 response when a parameter without one doesn't fit: no link of ours leads there.
 */
export function readSearch<T>(request: Request, schema: z.ZodType<T>): T {
  const given = [...new URL(request.url).searchParams];
  // No text of the database holds U+0000: nothing is found by it, so it is read as if it weren't there.
  const parsed = schema.safeParse(
    Object.fromEntries(given.map(([name, value]) => [name, typedText(value.replaceAll('\0', ''))])),
  );
  if (!parsed.success) throw refusalResponse(refuse('not_found').refusal);
  return parsed.data;
}
