import type { Readable } from 'node:stream';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { MODEL_COLUMNS, workbookRows, type ModelColumn } from '#app/domain/assessment/model-workbook.ts';
import type { Ports } from '../ports.ts';

const WIDE: ReadonlySet<ModelColumn> = new Set(['text', 'evidence', 'improve']);

/** A model as a workbook, one row for each criterion: the template for a model of one's own. */
export function writeModelTemplate(ports: Pick<Ports, 'spreadsheets'>, model: MaturityModel): Readable {
  const columns = (Object.keys(MODEL_COLUMNS) as ModelColumn[]).map((column) => ({
    header: MODEL_COLUMNS[column],
    width: WIDE.has(column) ? 48 : 16,
    value: (row: ReturnType<typeof workbookRows>[number]) => row[column],
  }));
  return ports.spreadsheets.writeXlsx(columns, workbookRows(model));
}
