import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { EntriesSchema } from '../../domain/roster/urging.ts';
import { readForm } from '../../http/form.server.ts';
import { localAddress, redirectWith } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { rosterWords } from '../../i18n/roster.ts';
import { inviteRoster } from '../../services/roster/invite-roster.server.ts';

/** 邀请注册. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'inviteEnterprise');
  const { isSecure, ports } = incoming.context;
  const form = await readForm(incoming, EntriesSchema, ['entry']);
  const back = localAddress(form.values.back, '/roster');
  if (!form.ok) {
    const message = Object.values(form.refusal.fields ?? {})[0] ?? REFUSAL_WORDS.invalid;
    return redirectWith(back, message, { isSecure, tone: 'warning' });
  }
  const result = await inviteRoster(ports, visit.actor, visit.moment, form.value);
  if (!result.ok) {
    return redirectWith(back, REFUSAL_WORDS[result.refusal.code], { isSecure, tone: 'warning' });
  }
  const { invited, left } = result.value;
  return redirectWith(back, rosterWords.invited(invited, left), {
    isSecure,
    tone: invited > 0 ? 'good' : 'warning',
  });
}

export const loader = () => redirect('/roster');
