import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportFilingBundle } from '../../services/filing/export-filing-bundle.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';
import { requireClientHouse } from './client-house.server.ts';

/** A client's filing as a signed bundle, streamed: masked, and only with events that are shared. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit } = await requireClientHouse(incoming, incoming.params['grantId'] ?? '');
  const { fileName, content } = valueOrThrow(
    await exportFilingBundle(incoming.context.ports, visit.actor, visit.moment, {
      filingId: incoming.params['filingId'] ?? '',
    }),
  );
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, 'application/zip'),
  });
}
