import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportAssessmentBundle } from '../../services/assessment/export-assessment-bundle.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

/** A signed assessment as a signed bundle, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit } = await requireAssessmentHouse(incoming, incoming.params);
  const { fileName, content } = valueOrThrow(
    await exportAssessmentBundle(incoming.context.ports, visit.actor, visit.moment, {
      assessmentId: incoming.params['assessmentId'] ?? '',
    }),
  );
  return new Response(createReadableStreamFromReadable(content), {
    headers: attachmentHeaders(fileName, 'application/zip'),
  });
}
