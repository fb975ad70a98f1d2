import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { writeCookie } from '../http/cookie.server.ts';
import { readForm } from '../http/form.server.ts';
import { localAddress } from '../http/response.server.ts';
import { languageOf } from '../http/scope.server.ts';

/** A year, in seconds. */
const REMEMBER_SECONDS = 31_536_000;

/** Switches between the two tongues and goes back to the page. */
export async function action(incoming: ActionFunctionArgs) {
  const form = await readForm(incoming, z.object({ back: z.string().optional() }));
  const next = languageOf(incoming.request) === 'zh' ? 'en' : 'zh';
  const cookie = writeCookie('sh_language', next, {
    isSecure: incoming.context.isSecure,
    maxAgeSeconds: REMEMBER_SECONDS,
  });
  return redirect(localAddress(form.ok ? form.value.back : '/', '/'), { headers: { 'Set-Cookie': cookie } });
}

export const loader = () => redirect('/');
