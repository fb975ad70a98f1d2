import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { printReceipt } from '../../services/filing/print-receipt.server.ts';
import { attachmentHeaders } from './attachment-headers.server.ts';

/** The receipt as a PDF. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const filingId = incoming.params['filingId'] ?? '';
  const file = valueOrThrow(await printReceipt(incoming.context.ports, visit.actor, { filingId }));
  return new Response(new Uint8Array(file.bytes), {
    headers: attachmentHeaders(file.fileName, 'application/pdf', file.bytes.length),
  });
}
