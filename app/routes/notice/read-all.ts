import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith } from '../../http/response.server.ts';
import { requireAccount } from '../../http/scope.server.ts';
import { noticeWords as w } from '../../i18n/notice.ts';
import { readAllNotices } from '../../services/notice/read-all-notices.server.ts';

/** Someone who goes back to this address by hand. */
export function loader() {
  return redirect('/messages');
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireAccount(incoming);
  await readPosted(incoming);
  const reader = { scope: visit.scope, accountId: visit.session.accountId };
  await readAllNotices(context.ports, reader, visit.moment);
  return redirectWith('/messages', w.allRead, { isSecure: context.isSecure });
}
