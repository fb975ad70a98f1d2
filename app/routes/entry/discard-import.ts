import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { entryImportWords } from '../../i18n/entry-import.ts';
import { discardEntryImport } from '../../services/entry/discard-entry-import.server.ts';

/** 放弃本次导入. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'enterRecords');
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const runId = incoming.params.runId ?? '';
  const result = await discardEntryImport(ports, visit.actor, visit.moment, { runId });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  return redirectAfter(`/entry-imports/${runId}`, result, entryImportWords.discarded, { isSecure });
}

export const loader = () => redirect('/plans');
