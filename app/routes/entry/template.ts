import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readSearch } from '../../http/form.server.ts';
import {
  writeEntryCsvTemplate,
  writeEntryTemplate,
} from '../../services/entry/write-entry-template.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { tableHeaders } from './table-headers.server.ts';

const Format = z.object({ format: z.enum(['xlsx', 'csv']).catch('xlsx') });

/** The table to fill in, for one plan: as a workbook that explains itself, or as bare CSV. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { content } = await loadPlan(incoming, incoming.params, 'enterRecords');
  const { ports } = incoming.context;
  const { format } = readSearch(incoming.request, Format);
  const headers = tableHeaders('entry-template', '数据条目导入模板', format);
  if (format === 'xlsx')
    return new Response(new Uint8Array(await writeEntryTemplate(ports, content)), { headers });
  return new Response(createReadableStreamFromReadable(writeEntryCsvTemplate(ports)), { headers });
}
