import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { printFiling } from '../../services/filing/print-filing.server.ts';
import { attachmentHeaders } from './attachment-headers.server.ts';

/** The draft as a PDF for reading. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const filingId = incoming.params['filingId'] ?? '';
  const file = valueOrThrow(
    await printFiling(incoming.context.ports, visit.actor, visit.moment, { filingId }),
  );
  return new Response(new Uint8Array(file.bytes), {
    headers: attachmentHeaders(file.fileName, 'application/pdf', file.bytes.length),
  });
}
