import type { LoaderFunctionArgs } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { refusalResponse } from '../../http/response.server.ts';
import { requireMembership } from '../../http/scope.server.ts';
import { readAttachment } from '../../services/attachment/read-attachment.server.ts';
import { attachmentHeaders } from './attachment-headers.server.ts';

/** A file as a download, for whoever the row-level security lets see it: member or regulator. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireMembership(incoming);
  const { filingId = '', attachmentId = '' } = incoming.params;
  const opened = await readAttachment(incoming.context.ports, visit.actor, visit.moment, {
    filingId,
    attachmentId,
  });
  if (!opened.ok) throw refusalResponse(opened.refusal);
  const { file, content } = opened.value;
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(file.fileName, file.contentType, file.byteSize),
  });
}
