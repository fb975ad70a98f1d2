import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { CertificateFilterSchema } from '../../domain/certificate/certificate.ts';
import { readSearch } from '../../http/form.server.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportCertificates } from '../../services/certificate/export-certificates.server.ts';

/** The submitted certificates of the current filter as a workbook, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'exportRegister');
  const filter = readSearch(incoming.request, CertificateFilterSchema);
  const stream = valueOrThrow(
    await exportCertificates(incoming.context.ports, visit.actor, visit.moment, filter),
  );
  const { today } = visit.moment;
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="certificates-${today}.xlsx"; filename*=UTF-8''${encodeURIComponent(`企业证书-${today}`)}.xlsx`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
