import { data } from '@remix-run/node';
import { readSchemeForm, type SchemeFields } from '../../domain/assessment/scheme-form.ts';
import type { SchemeContent } from '../../domain/assessment/scheme-file.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { readPosted, textEntries } from '../../http/form.server.ts';
import { refused } from '../../http/response.server.ts';

/** A posted scheme: its content, or the page again with what was typed, with mistakes or with more rows. */
export type PostedScheme =
  | { readonly ok: true; readonly content: SchemeContent; readonly values: SchemeFields }
  | { readonly ok: false; readonly answer: ReturnType<typeof refused> | ReturnType<typeof moreRows> };

function moreRows(values: SchemeFields) {
  return data({ values });
}

/** Reads the form in which a scheme is written. */
export async function readPostedScheme(incoming: Incoming): Promise<PostedScheme> {
  const values: SchemeFields = Object.fromEntries(textEntries(await readPosted(incoming)));
  if (values.more === 'yes') return { ok: false, answer: moreRows(values) };
  const reading = readSchemeForm(values);
  if (reading.ok) return { ok: true, content: reading.content, values };
  return {
    ok: false,
    answer: refused(refuse('invalid', { fields: reading.fields }).refusal, values),
  };
}
