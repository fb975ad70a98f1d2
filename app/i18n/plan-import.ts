import { words, type Words } from '../domain/words.ts';

/** Words of importing plans. */
export const planImportWords = {
  title: words('导入计划', 'Import a plan'),
  lead: words(
    '下载模板，填写文件信息、各部分、指标和定性任务，上传后先检查，没有错误再建立草稿。',
    'Fill in the template: the document, its parts, targets and deliverables. It is checked first and becomes a draft once nothing is wrong.',
  ),
  template: words('下载模板（XLSX）', 'Template (XLSX)'),
  file: words('工作簿', 'Workbook'),
  fileHelp: words('XLSX，不超过 2 MB、1,000 行。', 'XLSX, at most 2 MB and 1,000 rows.'),
  chooseFile: words('请选择文件。', 'Choose a file.'),
  check: words('检查', 'Check'),
  previewTitle: words('导入预检结果', 'What the workbook says'),
  states: {
    previewed: words('待确认', 'To be confirmed'),
    applied: words('已导入', 'Imported'),
    discarded: words('已放弃', 'Put aside'),
  },
  problemCount: (count: number): Words =>
    words(`发现 ${count} 处错误`, `${count} mistake${count === 1 ? '' : 's'}`),
  problemLead: words(
    '没有写入任何内容。请按下列位置改正后重新上传。',
    'Nothing was written. Mend the places below and upload it again.',
  ),
  more: (count: number): Words => words(`另有 ${count} 处未列出。`, `${count} more aren’t listed.`),
  place: words('位置', 'Place'),
  problem: words('问题', 'Problem'),
  wholeFile: words('整个文件', 'the whole file'),
  apply: words('建立草稿', 'Make the draft'),
  applied: words(
    '已建立草稿。请核对指标，然后发布。',
    'The draft is there. Check its targets, then publish it.',
  ),
  discard: words('放弃', 'Put aside'),
  discarded: words('本次导入已放弃。', 'The import is put aside.'),
  again: words('重新上传', 'Upload again'),
} as const;
