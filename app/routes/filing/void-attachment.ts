import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { voidAttachment } from '../../services/attachment/void-attachment.server.ts';

const DONE = words('文件已移除。', 'The file was removed.');

/** Takes a file out of the work at hand. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'uploadScan');
  const form = await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const { filingId = '', attachmentId = '' } = incoming.params;
  const result = await voidAttachment(ports, visit.actor, visit.moment, { filingId, attachmentId });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(localAddress(form.get('back'), `/filings/${filingId}`), DONE, { isSecure });
}
