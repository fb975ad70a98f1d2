import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { EntryFilterSchema } from '../../domain/target/entry-filter.ts';
import { readSearch } from '../../http/form.server.ts';
import { valueOrThrow } from '../../http/response.server.ts';
import { exportEntries } from '../../services/entry/export-entries.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { tableHeaders } from './table-headers.server.ts';

const Format = z.object({ format: z.enum(['xlsx', 'csv']).catch('xlsx') });

/** The entries of the current filter as a table, streamed. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, content, asAt } = await loadPlan(incoming, incoming.params, 'exportRegister');
  const filter = readSearch(incoming.request, EntryFilterSchema);
  const { format } = readSearch(incoming.request, Format);
  const stream = valueOrThrow(
    await exportEntries(incoming.context.ports, visit.actor, visit.moment, {
      content,
      query: { planId: plan.id, filter: { ...filter, after: '' }, asAt },
      isDemo: plan.isDemo,
      format,
    }),
  );
  return new Response(createReadableStreamFromReadable(stream), {
    headers: tableHeaders(`entries-${asAt}`, `数据条目-${asAt}`, format),
  });
}
