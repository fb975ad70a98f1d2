import type { Readable } from 'node:stream';
import type { TableRow } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { findDuplicates } from '#app/domain/target/duplicate.ts';
import {
  ENTRY_IMPORT_LIMITS,
  type ImportedLine,
  type ImportProblem,
  importReader,
  missingImportColumns,
  readImportRow,
} from '#app/domain/target/entry-import.ts';
import { isTarget, lineSubject, reportableRegions } from '#app/domain/target/line.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { type Words, words } from '#app/domain/words.ts';
import { tableRefusalWords } from '#app/i18n/table-refusal.ts';
import { newId } from '#db/identifier.ts';
import { insertEntryImport } from '#db/queries/entry-import.write.ts';
import { listKnownEntries } from '#db/queries/entry.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { importFindings } from './import-problem.step.server.ts';
import { importerScope } from './importer.step.server.ts';

const TABLE_WORDS = tableRefusalWords({
  megabytes: ENTRY_IMPORT_LIMITS.bytes / 1_000_000,
  rows: ENTRY_IMPORT_LIMITS.rows,
});
const ELSEWHERE = words(
  '本单位不在该计划的填报地区内。',
  'Your house lies outside the region that this plan is reported on.',
);

function refuseFile(message: Words) {
  return refuse('invalid', { fields: { file: message } });
}

async function readFile(
  ports: Pick<Ports, 'spreadsheets'>,
  input: { readonly fileName: string; readonly content: Readable },
): Promise<Result<readonly TableRow[]>> {
  const table = await ports.spreadsheets.readTable(input.content, {
    fileName: input.fileName,
    maxRows: ENTRY_IMPORT_LIMITS.rows,
    maxBytes: ENTRY_IMPORT_LIMITS.bytes,
  });
  if (!table.ok) return refuseFile(TABLE_WORDS[table.refusal]);
  const missing = missingImportColumns(table.headers).join('、');
  if (missing !== '') {
    return refuseFile(
      words(`缺少列：${missing}。请使用模板。`, `Missing columns: ${missing}. Use the template.`),
    );
  }
  return table.rows.length === 0 ? refuseFile(TABLE_WORDS.no_header) : done(table.rows);
}

/** Whether each record of a target is an enterprise: it is counted by the 家. */
function enterpriseTargets(content: PlanContent): (targetId: string) => boolean {
  return (targetId) => {
    const subject = lineSubject(content, targetId);
    return (
      subject !== undefined && isTarget(subject) && subject.measure === 'count' && subject.unit.zh === '家'
    );
  };
}

/** What an import is read for: a published plan that takes reports, as the page found it. */
export interface ImportPlace {
  readonly planId: string;
  readonly content: PlanContent;
  readonly isPlanHouse: boolean;
}

function checkRows(rows: readonly TableRow[], scope: RegulatorScope, place: ImportPlace, moment: Moment) {
  const reader = importReader({
    content: place.content,
    today: moment.today,
    region: scope.regionCode,
    isPlanHouse: place.isPlanHouse,
  });
  const lines: ImportedLine[] = [];
  const problems: ImportProblem[] = [];
  for (const row of rows) {
    const read = readImportRow(row, reader);
    problems.push(...read.problems);
    if (read.line) lines.push(read.line);
  }
  return { lines, problems };
}

/**
 * Reads entries from XLSX or CSV and keeps them as an import to be looked at: nothing enters a batch yet. Problems are
 * told by row and column, then what would be there twice; an import with problems can't be written, one with doubts
 * only once somebody says that he has looked at them.
 * @returns the import's id
 */
export async function previewEntryImport(
  ports: Pick<Ports, 'db' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: ImportPlace & { readonly file: { readonly fileName: string; readonly content: Readable } },
): Promise<Result<{ id: string }>> {
  const importer = importerScope(actor);
  if (!importer.ok) return importer;
  const scope = importer.value;
  const { content, planId } = input;
  if (reportableRegions(scope.regionCode, content.region).length === 0) return refuseFile(ELSEWHERE);
  const table = await readFile(ports, input.file);
  if (!table.ok) return table;
  const { lines, problems } = checkRows(table.value, scope, input, moment);
  const id = newId(moment.now);
  await ports.db.transaction(scope, async (trx) => {
    const targetIds = [...new Set(lines.map(({ targetId }) => targetId))];
    const known = await listKnownEntries(trx, scope, planId, targetIds);
    const twice = findDuplicates(lines, known, enterpriseTargets(content));
    const errors = [...problems, ...twice.errors].sort((a, b) => a.rowNumber - b.rowNumber);
    await insertEntryImport(trx, scope, {
      id,
      planId,
      fileName: input.file.fileName.slice(-200),
      // Rows that can't be written needn't be kept.
      rows: JSON.stringify(errors.length > 0 ? [] : lines),
      problems: JSON.stringify(importFindings(table.value.length, errors, twice.doubts)),
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'entries.previewed',
      payload: {
        run: id,
        plan: planId,
        rows: table.value.length,
        problems: errors.length,
        doubts: twice.doubts.length,
      },
      subjectId: id,
      shared: false,
    });
  });
  return done({ id });
}
