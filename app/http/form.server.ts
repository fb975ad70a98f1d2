import type { z } from 'zod';
import { refuse, type Refusal } from '../domain/refusal/refusal.ts';
import { words, wordsOf, type Words } from '../domain/words.ts';
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
  if (!isFormToken(context.formSecret, context.formSeed, form.get('_csrf'))) {
    throw refusalResponse({ code: 'forbidden', words: STALE });
  }
  if (hasNul(form)) throw refusalResponse({ code: 'invalid', words: UNSTORABLE });
  return form;
}

/**
 * Text fields of a form, in order, without the token and without files. Line ends are \n, as the browser counts them
 * against `maxlength`; it posts \r\n.
 */
export function textEntries(form: FormData): [string, string][] {
  const entries: [string, string][] = [];
  for (const [name, value] of form.entries()) {
    if (name !== '_csrf' && typeof value === 'string') entries.push([name, value.replace(/\r\n?/g, '\n')]);
  }
  return entries;
}

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
    if (!/password|secret|^code$/i.test(name)) values[name] = value;
  }
  for (const name of lists) raw[name] = form.getAll(name).filter((item) => typeof item === 'string');
  const parsed = schema.safeParse(raw);
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
    Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll('\0', '')])),
  );
  if (!parsed.success) throw refusalResponse(refuse('not_found').refusal);
  return parsed.data;
}
