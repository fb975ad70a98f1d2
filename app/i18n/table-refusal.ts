import { words, type Words } from '../domain/words.ts';

/** Why a table can't be read, in words, with the limits that hold where it is read. */
export function tableRefusalWords(limits: { readonly megabytes: number; readonly rows: number }) {
  const { megabytes } = limits;
  const rows = limits.rows.toLocaleString('en');
  return {
    too_large: words(`文件超过 ${megabytes} MB。`, `The file is larger than ${megabytes} MB.`),
    too_many_rows: words(`超过 ${rows} 行。`, `More than ${rows} rows.`),
    too_many_columns: words('列数过多，请使用模板。', 'Too many columns; use the template.'),
    unsupported_format: words(
      '无法识别文件格式，请使用模板。',
      'The file’s format is unknown; use the template.',
    ),
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
  } as const satisfies Record<string, Words>;
}

/** Columns of the table that lists what is wrong in a file, row by row. */
export const findingWords = {
  row: words('行号', 'Row'),
  column: words('列', 'Column'),
  problem: words('问题', 'Problem'),
  firstOf: (drawn: number, all: number): Words =>
    words(
      `列出前 ${drawn.toLocaleString('en')} 处，共 ${all.toLocaleString('en')} 处。`,
      `The first ${drawn.toLocaleString('en')} of ${all.toLocaleString('en')}.`,
    ),
} as const;
