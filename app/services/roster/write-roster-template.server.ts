import type { Readable } from 'node:stream';
import { ROSTER_COLUMNS } from '#app/domain/roster/roster-row.ts';
import type { Ports } from '../ports.ts';

/** An empty XLSX table with the columns of a roster. */
export function writeRosterTemplate(ports: Pick<Ports, 'spreadsheets'>): Readable {
  const columns = Object.values(ROSTER_COLUMNS).map((header) => ({ header, width: 22, value: () => null }));
  return ports.spreadsheets.writeXlsx(columns, []);
}
