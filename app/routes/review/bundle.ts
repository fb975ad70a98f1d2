import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportFilingBundle } from '../../services/filing/export-filing-bundle.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** A submitted filing as a signed bundle, streamed; it holds personal data in full, so it takes that right. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'unmask');
  const { fileName, content } = valueOrThrow(
    await exportFilingBundle(incoming.context.ports, visit.actor, visit.moment, {
      filingId: incoming.params['id'] ?? '',
    }),
  );
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, 'application/zip'),
  });
}
