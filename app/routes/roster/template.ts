import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { requireRegulator } from '../../http/scope.server.ts';
import { writeRosterTemplate } from '../../services/roster/write-roster-template.server.ts';

/** The empty table to fill in, as XLSX. */
export async function loader(incoming: LoaderFunctionArgs) {
  await requireRegulator(incoming, 'importRoster');
  const stream = writeRosterTemplate(incoming.context.ports);
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="roster-template.xlsx"; filename*=UTF-8''${encodeURIComponent('持证企业名录模板.xlsx')}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
