import { countProvisionalDeadlines, listLoadedYears, type LoadedYear } from '#db/queries/calendar.read.ts';
import type { Ports } from '../ports.ts';

/** The loaded years, newest first, and how many open deadlines wait for a notice; no enterprise. */
export async function reviewCoverage(
  ports: Pick<Ports, 'db'>,
): Promise<{ years: LoadedYear[]; provisional: number }> {
  return ports.db.transaction({ kind: 'job', name: 'calendar' }, async (trx) => ({
    years: await listLoadedYears(trx),
    provisional: await countProvisionalDeadlines(trx),
  }));
}
