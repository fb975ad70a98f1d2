import { data, redirect } from '@remix-run/node';
import type { Refusal, RefusalCode, Result } from '../domain/refusal/refusal.ts';
import type { Words } from '../domain/words.ts';
import { REFUSAL_WORDS } from '../i18n/refusal.ts';
import { FLASH_COOKIE, writeCookie, type Flash } from './cookie.server.ts';

/** Refusal → status: the one exhaustive table. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  not_allowed_now: 409,
  incomplete: 422,
  too_large: 413,
  unsupported: 415,
  infected: 422,
  rate_limited: 429,
  unavailable: 503,
};

/** What a page gets of a refusal: words for the whole, words beside fields, and what was typed. */
export interface RefusalView {
  readonly code: RefusalCode;
  readonly words: Words;
  readonly fields: Readonly<Record<string, Words>>;
}

function viewOf(refusal: Refusal): RefusalView {
  return {
    code: refusal.code,
    words: refusal.words ?? REFUSAL_WORDS[refusal.code],
    fields: refusal.fields ?? {},
  };
}

/** An action's answer to a refusal: its status, its words, and the values typed, so that nothing is lost. */
export function refused(refusal: Refusal, values: Readonly<Record<string, string>> = {}) {
  return data({ refusal: viewOf(refusal), values }, { status: STATUS[refusal.code] });
}

/** A whole response for a refusal, to be thrown from a loader; the error page shows its words. */
export function refusalResponse(refusal: Refusal): Response {
  return Response.json(viewOf(refusal), { status: STATUS[refusal.code] });
}

/** The value of a result, or its refusal thrown as a response. For loaders. */
export function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw refusalResponse(result.refusal);
  return result.value;
}

/** An address as a header can hold it: what isn't plain ASCII, percent-encoded. */
function headerAddress(address: string): string {
  return address.replace(/[^!-~]+/g, encodeURIComponent);
}

/** A redirect after a post, with a message shown once on the page that follows. */
export function redirectWith(
  address: string,
  message: Words,
  options: { isSecure: boolean; tone?: Flash['tone']; headers?: Headers },
): Response {
  const headers = options.headers ?? new Headers();
  const flash: Flash = { zh: message.zh, en: message.en, tone: options.tone ?? 'good' };
  headers.append(
    'Set-Cookie',
    writeCookie(FLASH_COOKIE, JSON.stringify(flash), { isSecure: options.isSecure, maxAgeSeconds: 60 }),
  );
  return redirect(headerAddress(address), { headers });
}

/** A redirect after an intent: with its message when it was done, with the refusal's words when it was not. */
export function redirectAfter(
  address: string,
  result: Result<unknown>,
  message: Words,
  options: { isSecure: boolean },
): Response {
  if (result.ok) return redirectWith(address, message, options);
  return redirectWith(address, viewOf(result.refusal).words, { ...options, tone: 'warning' });
}

/** An address within this site to go back to; anything else becomes the fallback. ASCII alone: a header holds no more. */
export function localAddress(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])[!-[\]-~]*$/.test(value)) return fallback;
  return value;
}
