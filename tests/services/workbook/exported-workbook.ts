import ExcelJS from 'exceljs';
import type { Ports } from '#app/services/ports.ts';
import { exportWorkbook } from '#app/services/workbook/export-workbook.server.ts';
import { workbookParts, zipFile } from '../../adapters/spreadsheet/zip-file.ts';
import { minute, type AnswerWorld } from '../answer/world.ts';

/** Columns of a questionnaire, counted from 1. */
export const [ID, GRADE, NOTE] = [1, 6, 7];

/** The questionnaire as it is exported, altered by hand. */
export async function exportedWorkbook(
  ports: Ports,
  world: AnswerWorld,
  alter: (workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<Buffer> {
  const { assessmentId, evaluator } = world;
  const made = await exportWorkbook(ports, evaluator, minute(0), { assessmentId });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(made.value.bytes as unknown as ExcelJS.Buffer);
  alter(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Types a grade over every row of a criterion. */
export function grade(criterionId: string, value: ExcelJS.CellValue) {
  return (workbook: ExcelJS.Workbook): void => {
    for (const sheet of workbook.worksheets) {
      sheet.eachRow((row) => {
        if (row.getCell(ID).value === criterionId) row.getCell(GRADE).value = value;
      });
    }
  };
}

/** A sound workbook of so many rows. */
export function longWorkbook(rows: number): Buffer {
  const text = Array.from(
    { length: rows },
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="inlineStr"><is><t>x</t></is></c></row>`,
  );
  return zipFile(workbookParts({ rows: text.join('') }));
}

/** A small file that unpacks to 150 MB. */
export function packedBomb(): Buffer {
  return zipFile(
    workbookParts({ rows: '' }).map((part) =>
      part.name === 'xl/worksheets/sheet1.xml'
        ? { ...part, content: Buffer.alloc(150_000_000, ' '), claimedSize: 100 }
        : part,
    ),
  );
}
