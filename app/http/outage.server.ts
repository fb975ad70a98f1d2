import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { isDatabaseAway } from '#db/outage.ts';
import { DATABASE_AWAY, STORAGE_AWAY, storageTrouble } from '../domain/refusal/outage.ts';
import type { Words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { POSTED, textEntries } from './form.server.ts';
import { outagePage } from './outage-page.server.ts';
import { isForReading } from './plain-page.server.ts';
import type { RefusalView } from './response.server.ts';
import { readFieldsOnly } from './upload.server.ts';

/** What somebody had typed when the outage came, to be posted again from the page that tells of it. */
export interface Typed {
  /** The address that was posted to. */
  readonly action: string;
  readonly token: string;
  /** Names and values in the order of the form; passwords and codes left out. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** What a page gets of an outage: words, and what was typed. */
interface OutageView extends RefusalView {
  readonly typed?: Typed;
}

const STATUS = 503;
/** Seconds after which a client may ask again. */
export const RETRY_AFTER = '10';
const SECRET = /password|secret|^code$/i;
const TYPED = 'typed';

/** What to tell of an error that is an outage; null for bugs. */
function outageOf(error: unknown): { readonly words: Words; readonly fields: Record<string, Words> } | null {
  const trouble = storageTrouble(error);
  if (trouble) return { words: STORAGE_AWAY[trouble], fields: { file: STORAGE_AWAY[trouble] } };
  return isDatabaseAway(error) ? { words: DATABASE_AWAY, fields: {} } : null;
}

function view(context: Incoming['context'], outage: NonNullable<ReturnType<typeof outageOf>>): OutageView {
  const typed = context.memory.get(TYPED) as Typed | undefined;
  return { code: 'unavailable', ...outage, ...(typed ? { typed } : {}) };
}

const headers = { 'Retry-After': RETRY_AFTER };

function thrown(body: OutageView): Response {
  return Response.json(body, { status: STATUS, headers });
}

function pageOf(body: OutageView, address: string): Response {
  return new Response(outagePage(body.words, body.typed, address), {
    status: STATUS,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
  });
}

/** Once a request, however many loaders met it. */
function note({ context }: Incoming, error: unknown): void {
  if (context.memory.has('outage')) return;
  context.memory.set('outage', true);
  context.logError(error);
}

/** The form of the request, from what was read of it already, else from its body. */
async function postedEntries({ request, context }: Incoming): Promise<[string, string][]> {
  const known = context.memory.get(POSTED) as FormData | Readonly<Record<string, string>> | undefined;
  if (known instanceof FormData) return [...textEntries(known), ['_csrf', text(known.get('_csrf'))]];
  if (known) return Object.entries(known);
  if (request.bodyUsed) return [];
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return Object.entries(await readFieldsOnly(request));
  if (!type.startsWith('application/x-www-form-urlencoded')) return [];
  const form = await request.formData();
  return [...textEntries(form), ['_csrf', text(form.get('_csrf'))]];
}

const text = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '');

async function typedIn(incoming: Incoming): Promise<Typed> {
  const url = new URL(incoming.request.url);
  const action = url.pathname.replace(/\.data$/, '') + url.search;
  try {
    const entries = await postedEntries(incoming);
    const token = entries.find(([name]) => name === '_csrf')?.[1] ?? '';
    return { action, token, fields: entries.filter(([name]) => name !== '_csrf' && !SECRET.test(name)) };
  } catch (error) {
    incoming.context.logError(error);
    return { action, token: '', fields: [] }; // a body that can't be read: the browser has it still
  }
}

/**
 * A loader that tells of an outage (the database or the storage of files is away) as a page of status 503 with words;
 * all other errors pass.
 * @param hasPage whether the address draws a page; others answer a browser with a page of its own
 */
export function outlastLoader<A extends LoaderFunctionArgs, T>(
  loader: (incoming: A) => T | Promise<T>,
  hasPage: boolean,
) {
  return async (incoming: A): Promise<T> => {
    try {
      return await loader(incoming);
    } catch (error) {
      const outage = outageOf(error);
      if (!outage) throw error;
      note(incoming, error);
      const body = view(incoming.context, outage);
      if (hasPage || !isForReading(incoming.request)) throw thrown(body);
      throw pageOf(body, incoming.request.url);
    }
  };
}

/**
 * An action that answers an outage with what was typed: to the page that posted, as any refusal; where there is no such
 * page, as a page of its own from which the same form can be sent again.
 */
export function outlastAction<A extends ActionFunctionArgs, T>(
  action: (incoming: A) => T | Promise<T>,
  hasPage: boolean,
) {
  return async (incoming: A) => {
    try {
      return await action(incoming);
    } catch (error) {
      const outage = outageOf(error);
      if (!outage) throw error;
      note(incoming, error);
      const { context, request } = incoming;
      const typed = await typedIn(incoming);
      context.memory.set(TYPED, typed);
      const body = view(context, outage);
      const { typed: _typed, ...refusal } = body;
      if (hasPage)
        return data({ refusal, values: Object.fromEntries(typed.fields) }, { status: STATUS, headers });
      throw isForReading(request) ? pageOf(body, typed.action) : thrown(body);
    }
  };
}
