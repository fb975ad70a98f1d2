import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readSearch } from '../../http/form.server.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportJournal } from '../../services/journal/export-journal.server.ts';
import { tableHeaders } from '../entry/table-headers.server.ts';
import { readAudit } from './journal-view.server.ts';

const Format = z.object({ format: z.enum(['xlsx', 'csv']).catch('xlsx') });

/** The audit log of the current filter as a table, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, filter } = await readAudit(incoming);
  const { format } = readSearch(incoming.request, Format);
  const stream = valueOrThrow(
    await exportJournal(incoming.context.ports, visit.actor, visit.moment, { filter, format }),
  );
  return new Response(createReadableStreamFromReadable(stream), {
    headers: tableHeaders(`journal-${visit.moment.today}`, `审计日志-${visit.moment.today}`, format),
  });
}
