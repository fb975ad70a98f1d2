import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { readEvidence } from '../../services/evidence/read-evidence.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** The file of evidence as a download. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, organisationId } = await requireAssessmentHouse(incoming, incoming.params);
  const opened = await readEvidence(incoming.context.ports, visit.actor, visit.moment, {
    organisationId,
    id: incoming.params['id'] ?? '',
  });
  const { fileName, contentType, byteSize, content } = valueOrThrow(opened);
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, contentType, byteSize),
  });
}
