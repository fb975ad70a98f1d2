import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { closeSession } from '../../http/session.server.ts';

/** Ends the session. */
export async function action(incoming: ActionFunctionArgs) {
  await readPosted(incoming);
  const { context, request } = incoming;
  const { db, site } = context.ports;
  const cookie = await closeSession(request, {
    db,
    site,
    moment: context.clock.moment(),
    isSecure: context.isSecure,
  });
  return redirect('/', { headers: { 'Set-Cookie': cookie } });
}

export const loader = () => redirect('/');
