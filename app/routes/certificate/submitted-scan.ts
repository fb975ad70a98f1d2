import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { readScan } from '../../services/certificate/read-scan.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** The scan of a submitted certificate as a download, for the regulator it was submitted to. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming);
  const { organisationId = '', id = '' } = incoming.params;
  const opened = await readScan(incoming.context.ports, visit.actor, visit.moment, { organisationId, id });
  const { fileName, contentType, byteSize, content } = valueOrThrow(opened);
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, contentType, byteSize),
  });
}
