import type { LoaderFunctionArgs } from '@remix-run/node';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireConsultancy } from '../../http/scope.server.ts';
import { previewReportStyle } from '../../services/report/preview-report-style.server.ts';
import { attachmentHeaders } from '../filing/attachment-headers.server.ts';

/** How the consultancy's reports begin, as PDF. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireConsultancy(incoming);
  const bytes = valueOrThrow(
    await previewReportStyle(
      incoming.context.ports,
      visit.actor,
      visit.moment,
      visit.acting.organisationName,
    ),
  );
  return new Response(new Uint8Array(bytes), {
    headers: attachmentHeaders('报告样张.pdf', 'application/pdf', bytes.length),
  });
}
