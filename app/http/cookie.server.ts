import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A cookie's name on the wire: over TLS browsers keep a `__Host-` cookie from neighbours under the same domain. */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

/** The value of one cookie of a request, or undefined. */
export function readCookie(request: Request, name: string): string | undefined {
  const wanted = cookieName(name, request.url.startsWith('https:'));
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === wanted) {
      try {
        return decodeURIComponent(rest.join('='));
      } catch {
        return undefined; // a malformed cookie is no cookie
      }
    }
  }
  return undefined;
}

/** A Set-Cookie header's text: always HttpOnly, SameSite=Lax, and behind TLS Secure and `__Host-`. */
export function writeCookie(
  name: string,
  value: string,
  options: { isSecure: boolean; maxAgeSeconds?: number },
): string {
  const age = options.maxAgeSeconds === undefined ? '' : `; Max-Age=${options.maxAgeSeconds}`;
  return `${cookieName(name, options.isSecure)}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${age}${options.isSecure ? '; Secure' : ''}`;
}

/** The token that a posted form carries; bound to the visitor's form seed. */
export function formToken(secret: string, seed: string): string {
  return createHmac('sha256', secret).update(`form:${seed}`).digest('base64url');
}

/** Whether a posted token belongs to the visitor. */
export function isFormToken(secret: string, seed: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const expected = Buffer.from(formToken(secret, seed));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A message shown once on the next page, after a post. */
export const FlashSchema = z.object({
  zh: z.string().max(300),
  en: z.string().max(300),
  tone: z.enum(['good', 'warning']),
});
export type Flash = z.infer<typeof FlashSchema>;

export const FLASH_COOKIE = 'sh_flash';

/** The message waiting in the request's cookie, if any. */
export function readFlash(request: Request): Flash | null {
  const text = readCookie(request, FLASH_COOKIE);
  if (!text) return null;
  try {
    return FlashSchema.parse(JSON.parse(text));
  } catch {
    return null; // a message that can't be read isn't shown
  }
}
