import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { journalWords as w } from '../../i18n/calendar.ts';
import { checkpointJournal } from '../../services/journal/checkpoint-journal.server.ts';

/** Someone who goes back to this address by hand. */
export function loader() {
  return redirect('/operator/journal');
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireOperator(incoming);
  await readPosted(incoming);
  await checkpointJournal(context.ports, visit.moment);
  return redirectWith('/operator/journal', w.made, { isSecure: context.isSecure });
}
