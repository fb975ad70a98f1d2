import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { UploadSlotSchema } from '#app/domain/attachment/attachment.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { localAddress, redirectAfter, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { readUpload } from '../../http/upload.server.ts';
import { addAttachment } from '../../services/attachment/add-attachment.server.ts';

const ADDED = words('文件已上传。', 'The file was uploaded.');
const NO_FILE = words('请先选择文件。', 'Choose a file first.');

/** Takes in one file and goes back to the page that sent it, which says why it wasn't taken. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'uploadScan');
  const filingId = incoming.params['filingId'] ?? '';
  const { ports, isSecure } = incoming.context;
  const { fields, result } = await readUpload(incoming, visit.session.accountId, async (before, file) => {
    if (!file) return refuse('invalid', { words: NO_FILE });
    const slot = UploadSlotSchema.safeParse(before['slot']);
    if (!slot.success) return refuse('invalid');
    return addAttachment(ports, visit.actor, visit.moment, { filingId, slot: slot.data, ...file });
  });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  const address = localAddress(fields['back'], `/filings/${filingId}`);
  return redirectAfter(address, result, ADDED, { isSecure });
}

export function loader({ params }: { params: Record<string, string | undefined> }) {
  return redirect(`/filings/${params['filingId'] ?? ''}`);
}
