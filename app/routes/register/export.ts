import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { RegisterFilterSchema } from '../../domain/register/register-filter.ts';
import { readSearch } from '../../http/form.server.ts';
import { refusalResponse, valueOrThrow } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { exportRegister } from '../../services/register/export-register.server.ts';
import { asAtOf } from '../plan/load-plan.server.ts';

const Format = z.object({ format: z.enum(['xlsx', 'csv']).catch('xlsx') });

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** The register as at a day, as filtered, streamed as a spreadsheet. A day that can't be is refused: nobody exports another by accident. */
export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireRegulator(incoming, 'exportRegister');
  const { today } = visit.moment;
  const { asAt, asAtRefusal } = asAtOf(incoming.request, today, today);
  if (asAtRefusal !== null) throw refusalResponse({ code: 'invalid', words: asAtRefusal });
  const filter = readSearch(incoming.request, RegisterFilterSchema);
  const { format } = readSearch(incoming.request, Format);
  const stream = valueOrThrow(
    await exportRegister(incoming.context.ports, visit.actor, visit.moment, {
      query: { filter, asAt },
      format,
    }),
  );
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="register-${asAt}.${format}"; filename*=UTF-8''${encodeURIComponent(`备案登记册-${asAt}`)}.${format}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
