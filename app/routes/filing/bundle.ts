import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { exportFilingBundle } from '../../services/filing/export-filing-bundle.server.ts';
import { attachmentHeaders } from './attachment-headers.server.ts';

/** A filing of the own enterprise as a signed bundle, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireEnterprise(incoming);
  const { fileName, content } = valueOrThrow(
    await exportFilingBundle(incoming.context.ports, visit.actor, visit.moment, {
      filingId: incoming.params['filingId'] ?? '',
    }),
  );
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, 'application/zip'),
  });
}
