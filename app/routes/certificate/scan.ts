import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { readScan } from '../../services/certificate/read-scan.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** A certificate's scan as a download, in the own house or a client's. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, organisationId } = await requireAssessmentHouse(incoming, incoming.params);
  const opened = await readScan(incoming.context.ports, visit.actor, visit.moment, {
    organisationId,
    id: incoming.params['id'] ?? '',
  });
  const { fileName, contentType, byteSize, content } = valueOrThrow(opened);
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, contentType, byteSize),
  });
}
