import { isId } from '#db/identifier.ts';
import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { localAddress, redirectWith, valueOrThrow } from '../../http/response.server.ts';
import { requireAccount } from '../../http/scope.server.ts';
import { noticeWords as w } from '../../i18n/notice.ts';
import { chooseOrganisation } from '../../services/account/choose-organisation.server.ts';
import { openNotice } from '../../services/notice/open-notice.server.ts';

/** Someone who goes back to this address by hand. */
export function loader() {
  return redirect('/messages');
}

/** Marks as read and leads to the page, in the organisation that the message is about. */
export async function action(incoming: ActionFunctionArgs) {
  const { context, params } = incoming;
  const visit = await requireAccount(incoming);
  await readPosted(incoming);
  const { accountId, id: sessionId } = visit.session;
  const reader = { scope: visit.scope, accountId };
  const id = isId(params.noticeId ?? '') ? (params.noticeId ?? '') : '';
  if (!id) return redirect('/messages');
  const { link, organisationId } = valueOrThrow(await openNotice(context.ports, reader, visit.moment, id));
  const address = localAddress(link, '/messages');
  const isElsewhere =
    visit.acting?.organisationId !== organisationId &&
    visit.memberships.some((membership) => membership.organisationId === organisationId);
  if (!isElsewhere) return redirect(address);
  const actor = { ...visit.actor, accountId };
  valueOrThrow(await chooseOrganisation(context.ports, actor, visit.moment, { organisationId, sessionId }));
  return redirectWith(address, w.switched, { isSecure: context.isSecure });
}
