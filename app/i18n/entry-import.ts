import { words, type Words } from '../domain/words.ts';

const number = (value: number) => value.toLocaleString('en-US');

/** Words of importing entries: the upload, what its check found, writing, undoing. */
export const entryImportWords = {
  title: words('导入数据条目', 'Import entries'),
  lead: words(
    '先预检、后写入：有一处错误即整体不写入。写入后成为一个报送批次。',
    'Checked first, then written: one error and nothing is. What is written becomes one batch.',
  ),
  templateXlsx: words('下载模板（XLSX，含填写说明）', 'Template (XLSX, with explanations)'),
  templateCsv: words('下载模板（CSV）', 'Template (CSV)'),
  file: words('文件', 'File'),
  fileHelp: words(
    'XLSX 或 CSV（UTF-8 或 GB18030），不超过 20 MB、50,000 行。几万行的文件预检约需 10 秒。',
    'XLSX or CSV (UTF-8 or GB18030), 20 MB and 50,000 rows at most. Tens of thousands of rows take about ten seconds to check.',
  ),
  chooseFile: words('请选择文件。', 'Choose a file.'),
  tooLarge: words('文件超过 20 MB，请分批导入。', 'The file is larger than 20 MB; import it in parts.'),
  closed: words(
    '该计划已停止接收报送（未发布或已撤下）。',
    'This plan takes no reports any more: it isn’t published or was withdrawn.',
  ),
  check: words('上传并预检', 'Upload and check'),
  columns: words('列', 'Columns'),
  recent: words('最近的导入', 'Latest imports'),
  noRecent: words('还没有导入过。', 'Nothing was imported yet.'),
  runTitle: words('导入预检与写入', 'Check and writing of an import'),
  states: {
    failed: words('有错误，未写入', 'Errors, nothing written'),
    ready: words('预检通过，待写入', 'Checked, to be written'),
    writing: words('正在写入', 'Being written'),
    applied: words('已写入批次', 'Written into a batch'),
    discarded: words('已放弃', 'Put aside'),
    undone: words('已撤销', 'Undone'),
  },
  rows: (count: number): Words => words(`${number(count)} 行`, `${number(count)} rows`),
  errors: (count: number): Words =>
    words(`发现 ${number(count)} 处错误，未写入任何内容`, `${number(count)} errors; nothing was written`),
  errorLead: words('请按行号改正后重新上传整个文件。', 'Mend them by row and upload the whole file again.'),
  doubts: (count: number): Words =>
    words(`${number(count)} 处疑似重复，请核对`, `${number(count)} may be there already: please look`),
  doubtLead: words(
    '名称去掉公司后缀、括号与全半角差别后相同或相近，且代码不能说明是两家。核对标准为本平台约定。',
    'Names that are the same or alike once endings, brackets and widths are left out, and no code tells them apart. The measure is this platform’s convention.',
  ),
  checked: words('已核对，确认不是重复', 'I have looked: none is a duplicate'),
  readyLead: (count: number): Words =>
    words(
      `预检通过：${number(count)} 行可以写入，写入后生成一个报送批次草稿。`,
      `Checked: ${number(count)} rows can be written; they become the draft of one batch.`,
    ),
  write: words('写入报送批次', 'Write into a batch'),
  continue: words('继续写入', 'Go on writing'),
  progress: (written: number, total: number): Words =>
    words(
      `已写入 ${number(written)} / ${number(total)} 行`,
      `${number(written)} of ${number(total)} rows written`,
    ),
  progressLead: words(
    '写完之前批次不能报送或入库。可以离开本页，回来后从此处继续。',
    'The batch can’t be submitted or recorded before the last row. You may leave and go on here later.',
  ),
  written: (count: number): Words =>
    words(
      `已写入 ${number(count)} 行，请在批次中报送或入库。`,
      `${number(count)} rows written; submit or record the batch.`,
    ),
  appliedLead: words('内容已在报送批次中。', 'The rows are in a batch.'),
  openBatch: words('打开批次', 'Open the batch'),
  recordNow: words('直接入库', 'Record at once'),
  undo: words('撤销本次导入', 'Undo this import'),
  discard: words('放弃本次导入', 'Put this import aside'),
  discarded: words('已放弃本次导入。', 'The import was put aside.'),
  again: words('改正后重新上传', 'Upload again'),
  back: words('返回', 'Back'),
  undoTitle: words('撤销导入', 'Undo an import'),
  undoDraft: (count: number): Words =>
    words(
      `将删除该草稿批次及其 ${number(count)} 条内容；这些内容尚未计入任何指标。`,
      `The draft batch and its ${number(count)} lines are deleted; none of them counts yet.`,
    ),
  undoRecorded: (count: number): Words =>
    words(
      `将删除该批次入库的 ${number(count)} 条条目，指标数随即减少。条目与批次的记录保留，写入日志。`,
      `${number(count)} recorded entries are removed and the numbers fall at once. What they were stays on record.`,
    ),
  undoAction: (count: number): Words => words(`撤销 ${number(count)} 条`, `Undo ${number(count)}`),
  undone: (count: number): Words =>
    words(`已撤销导入，共 ${number(count)} 条。`, `The import was undone: ${number(count)} entries.`),
  cannotUndo: words('现在不能撤销', 'It can’t be undone now'),
} as const;
