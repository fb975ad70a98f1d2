import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { moveInternalCheck } from '../../services/filing/move-internal-check.server.ts';
import { postedNote } from './posted-note.ts';

const ASKED = words('已提交内部复核。', 'Handed over for the internal check.');
const ENDED = words('已返回编辑。', 'Back to editing.');

/** Hands a draft over for 内部复核, or gives it back. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'requestCheck');
  const form = await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const intent = form.get('intent') === 'endCheck' ? 'endCheck' : 'requestCheck';
  const note = postedNote(form, 'note');
  const result = await moveInternalCheck(ports, visit.actor, visit.moment, { filingId, intent, note });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`/filings/${filingId}`, intent === 'requestCheck' ? ASKED : ENDED, { isSecure });
}
