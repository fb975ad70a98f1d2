import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { DesignationFilterSchema } from '../../domain/designation/designation.ts';
import { readSearch } from '../../http/form.server.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportDesignations } from '../../services/designation/export-designations.server.ts';
import { tableHeaders } from '../entry/table-headers.server.ts';

/** The designations of the current filter as a workbook, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'exportRegister');
  const filter = readSearch(incoming.request, DesignationFilterSchema);
  const { today } = visit.moment;
  const stream = valueOrThrow(
    await exportDesignations(incoming.context.ports, visit.actor, visit.moment, {
      filter: { ...filter, after: '' },
      on: today,
    }),
  );
  return new Response(createReadableStreamFromReadable(stream), {
    headers: tableHeaders(`designations-${today}`, `称号与试点-${today}`, 'xlsx'),
  });
}
