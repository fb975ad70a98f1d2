import type { ActionFunctionArgs } from '@remix-run/node';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import { FORM_TOKEN, incoming } from '#tests/support/incoming.ts';
import { type Address, pathOf } from './address.ts';
import { fieldsFor, searchFor, takesFile } from './posted.ts';

/** A request to an address. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
  /** Beside what the form asks for anyway. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface Answer {
  readonly status: number;
  /** All that the page or file would be made of. */
  readonly text: string;
  /** A 4xx, or a way back with a warning. */
  readonly isRefused: boolean;
  /** Where a redirect leads; empty without one. */
  readonly location: string;
}

const PDF = `%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n`;

function bodyOf(fields: Readonly<Record<string, string>>, isUpload: boolean): FormData | URLSearchParams {
  const body = isUpload ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries({ _csrf: FORM_TOKEN, ...fields })) {
    body.append(name, value);
  }
  if (body instanceof FormData) body.append('file', new File([PDF], '示例.pdf', { type: 'application/pdf' }));
  return body;
}

/** Everything in an answer as text, whatever it is made of. */
function plain(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (part instanceof Map) return [...part];
      if (part instanceof Set) return [...part];
      return part;
    }) ?? ''
  );
}

async function read(given: unknown): Promise<Answer> {
  if (given instanceof Response) {
    const headers = [...given.headers].map(([name, value]) => `${name}: ${decodeURIComponent(value)}`);
    const isWarning = headers.some((line) => /"tone":"warning"/.test(line));
    const text = `${headers.join('\n')}\n${await given.text()}`;
    const location = given.headers.get('location') ?? '';
    return { status: given.status, text, isRefused: given.status >= 400 || isWarning, location };
  }
  const { data, init } = (given ?? {}) as { data?: unknown; init?: { status?: number } | null };
  const status = init?.status ?? 200;
  return { status, text: plain(data ?? given), isRefused: status >= 400, location: '' };
}

/** Puts a request to an address as somebody; the page isn't drawn, but all that it is made of comes back. */
export async function ask(ports: Ports, actor: Actor, address: Address, asked: Asked): Promise<Answer> {
  const { loader, action } = await address.load();
  const door = asked.method === 'GET' ? loader : action;
  if (!door) throw new Error(`/${address.pattern} takes no ${asked.method}`);
  const search = new URLSearchParams({ ...searchFor(address.pattern), ...asked.search }).toString();
  const fields = { ...fieldsFor(address.pattern, asked.params), ...asked.fields };
  const path = `${pathOf(address, asked.params)}${search === '' ? '' : `?${search}`}`;
  const request = incoming(ports, actor, path, {
    params: { ...asked.params },
    ...(asked.method === 'POST' ? { body: bodyOf(fields, takesFile(address.pattern)) } : {}),
  });
  try {
    return await read(await door(request as ActionFunctionArgs));
  } catch (error) {
    if (error instanceof Response) return read(error);
    throw error;
  }
}

/**
 * Whether an answer gives nothing: it refuses, or (a button's address that somebody merely opens) leads back to the page
 * or list that the button stands on, without a look at any row.
 */
export function isClosed(answer: Answer, address: Address, asked: Asked): boolean {
  if (answer.status === 403 || answer.status === 404) return true;
  if (asked.method === 'POST' || answer.status !== 302 || answer.text.includes('sh_flash')) return false;
  const to = answer.location.replace(/[?#].*$/s, '');
  return /^\/[a-z-]+$/.test(to) || pathOf(address, asked.params).startsWith(to);
}
