import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { answerComment, AnswerSchema } from '../../services/filing/answer-comment.server.ts';

const DONE = words('已答复。', 'Answered.');
const EMPTY = words('请填写答复内容。', 'Write an answer.');

/** Answers a comment of the regulator. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'answerComment');
  const { filingId = '', threadId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const back = `/filings/${filingId}#thread-${threadId}`;
  const form = await readForm(incoming, AnswerSchema);
  if (!form.ok) {
    return redirectWith(back, form.refusal.fields?.['body'] ?? EMPTY, { isSecure, tone: 'warning' });
  }
  const { body } = form.value;
  const result = await onceOnly(incoming, body, () =>
    answerComment(ports, visit.actor, visit.moment, { filingId, threadId, body }),
  );
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(back, DONE, { isSecure });
}
