import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { QueueFilterSchema } from '../../domain/review/queue-filter.ts';
import { readSearch } from '../../http/form.server.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportQueue } from '../../services/review/export-queue.server.ts';
import { soonUntil } from './timing.server.ts';

const Format = z.object({ format: z.enum(['xlsx', 'csv']).catch('xlsx') });

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** The filings of the current filter as a spreadsheet, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'exportRegister');
  const filter = readSearch(incoming.request, QueueFilterSchema);
  const { format } = readSearch(incoming.request, Format);
  const calendar = await incoming.context.calendar();
  const { today } = visit.moment;
  const stream = valueOrThrow(
    await exportQueue(incoming.context.ports, visit.actor, visit.moment, {
      query: { filter: { ...filter, after: '' }, today, soonUntil: soonUntil(today, calendar) },
      format,
      calendar,
    }),
  );
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="filings-${today}.${format}"; filename*=UTF-8''${encodeURIComponent(`备案名册-${today}`)}.${format}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
