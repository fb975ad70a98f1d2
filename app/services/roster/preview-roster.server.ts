import type { Readable } from 'node:stream';
import type { TableRefusal } from '#app/adapters/spreadsheet/port.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { checkRoster, IMPORT_LIMITS, missingColumns } from '#app/domain/roster/roster-row.ts';
import { words, type Words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listRosterCodes } from '#db/queries/roster.read.ts';
import { insertImportRun } from '#db/queries/roster.write.ts';
import type { Ports } from '../ports.ts';
import type { StoredRow } from './import-run.step.server.ts';
import { regulatorWho } from './regulator.step.server.ts';

const TABLE_WORDS: Readonly<Record<TableRefusal, Words>> = {
  too_large: words('文件超过 5 MB，请分批导入。', 'The file is larger than 5 MB; import it in parts.'),
  too_many_rows: words('超过 10,000 行，请分批导入。', 'More than 10,000 rows; import them in parts.'),
  too_many_columns: words('列数过多，请使用模板。', 'Too many columns; use the template.'),
  unsupported_format: words('请上传 XLSX 或 CSV 文件。', 'Upload an XLSX or CSV file.'),
  legacy_or_encrypted: words(
    '旧版 XLS 或加密的工作簿无法读取：请另存为不加密的 XLSX。',
    'Old XLS files and workbooks with a password can’t be read: save as XLSX without one.',
  ),
  damaged: words('文件已损坏，无法读取。', 'The file is damaged.'),
  unreadable_text: words(
    'CSV 的文字编码无法识别：请另存为 UTF-8。',
    'The CSV’s encoding is unknown: save it as UTF-8.',
  ),
  no_header: words('文件为空，或没有表头。', 'The file is empty or has no header.'),
  duplicate_header: words('有两列表头相同。', 'Two columns have the same header.'),
};

function refuseFile(message: Words) {
  return refuse('invalid', { fields: { file: message } });
}

/**
 * Reads a roster from XLSX or CSV and keeps it as an import to be looked at: nothing enters the roster yet. Problems are
 * told by row; an import with problems can't be applied.
 * @returns the import's id
 */
export async function previewRoster(
  ports: Pick<Ports, 'db' | 'sealer' | 'spreadsheets'>,
  actor: Actor,
  moment: Moment,
  input: { readonly fileName: string; readonly content: Readable },
): Promise<Result<{ id: string }>> {
  const scope = regulatorWho(actor, 'importRoster');
  if (!scope.ok) return scope;
  const { organisationId, regionCode } = scope.value;
  const table = await ports.spreadsheets.readTable(input.content, {
    fileName: input.fileName,
    maxRows: IMPORT_LIMITS.rows,
    maxBytes: IMPORT_LIMITS.bytes,
  });
  if (!table.ok) return refuseFile(TABLE_WORDS[table.refusal]);
  const missing = missingColumns(table.headers);
  if (missing.length > 0) {
    const list = missing.join('、');
    return refuseFile(words(`缺少列：${list}。请使用模板。`, `Missing columns: ${list}. Use the template.`));
  }
  if (table.rows.length === 0) return refuseFile(TABLE_WORDS.no_header);
  const { rows, problems } = checkRoster(table.rows, regionCode);
  const id = newId(moment.now);
  await ports.db.transaction(scope.value, async (trx) => {
    const known = await listRosterCodes(trx, scope.value);
    const stored = rows.map(({ contact, rowNumber: _, ...row }): StoredRow => ({
      ...row,
      contactCipher: contact === '' ? null : ports.sealer.seal('roster.contact', contact, organisationId),
      contactMask: maskEmail(contact),
      isNew: !known.has(row.uscc),
    }));
    await insertImportRun(trx, scope.value, {
      id,
      fileName: input.fileName.slice(-200),
      // Rows that can't be applied needn't be kept.
      rows: JSON.stringify(problems.length > 0 ? [] : stored),
      problems: JSON.stringify(problems.slice(0, 1000)),
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'roster.previewed',
      payload: { run: id, rows: rows.length, problems: problems.length },
      subjectId: id,
      shared: false,
    });
  });
  return done({ id });
}
