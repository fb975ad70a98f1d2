import { words } from '../domain/words.ts';

/** Words of the roster of licence holders. */
export const rosterWords = {
  title: words('持证企业名录', 'Roster of licence holders'),
  lead: words(
    '名录是“应备案”的分母。指南未规定首次备案期限，“逾期”只指变更后超过 5 个工作日未重新备案。',
    'The roster is the denominator of those who should file. The guideline sets no limit for a first filing; overdue means a re-filing not made within 5 working days of a change.',
  ),
  import: words('导入名录', 'Import'),
  template: words('下载模板', 'Template'),
  figures: words('备案情况', 'State of filing'),
  of: words('占应备案', 'of all'),
  filters: words('筛选', 'Filters'),
  state: words('备案情况', 'State'),
  region: words('所在地区', 'Region'),
  anyRegion: words('全部地区', 'All regions'),
  search: words('查找', 'Search'),
  searchHint: words('企业名称、统一社会信用代码或许可证编号', 'Name, credit code or licence number'),
  apply: words('筛选', 'Apply'),
  clear: words('清除筛选', 'Clear filters'),
  enterprise: words('企业', 'Enterprise'),
  licence: words('许可证', 'Licence'),
  filing: words('备案', 'Filing'),
  registered: words('注册', 'Registered'),
  isRegistered: words('已注册', 'Yes'),
  notRegistered: words('未注册', 'No'),
  contact: words('联系邮箱', 'Contact'),
  noContact: words('无', 'None'),
  lastUrged: words('最近催办', 'Last urged'),
  recorded: words('已备案', 'On record'),
  missing: words('未备案', 'Not filed'),
  owed: words('变更后应重新备案，期限', 'Re-filing due'),
  overdue: words('逾期未重新备案，期限', 'Re-filing overdue since'),
  pick: words('勾选', 'Tick'),
  batch: words('批量处理（先勾选）', 'With the ticked enterprises'),
  urge: words('催办', 'Urge'),
  invite: words('邀请注册', 'Invite to register'),
  remove: words('移出名录', 'Remove'),
  next: words('下一页', 'Next page'),
  first: words('回到第一页', 'First page'),
  emptyTitle: words('名录还是空的', 'The roster is empty'),
  emptyText: words(
    '导入持证企业名录后，才能统计应备案、已备案和未备案。',
    'Import the licence holders to see who should file, who has and who has not.',
  ),
  emptyFiltered: words('没有符合条件的企业', 'No enterprise matches'),
  emptyFilteredText: words('请放宽或清除筛选条件。', 'Widen or clear the filters.'),
  // import
  importTitle: words('导入持证企业名录', 'Import the roster'),
  importLead: words(
    '支持 XLSX 和 CSV，不超过 5 MB、10,000 行。先预检，确认无误后再写入；有一处错误则整批不写入。',
    'XLSX or CSV, up to 5 MB and 10,000 rows. It is checked first; with a single error nothing is written.',
  ),
  file: words('名录文件', 'File'),
  columns: words('列', 'Columns'),
  required: words('必填', 'required'),
  check: words('预检', 'Check'),
  mergeNote: words(
    '名录中已有的企业按统一社会信用代码更新，未出现在文件中的企业保持不变。',
    'Known enterprises are brought up to date by their code; those not in the file stay as they are.',
  ),
  chooseFile: words('请选择文件。', 'Choose a file.'),
  previewTitle: words('名录预检结果', 'Result of the check'),
  rows: words('行', 'rows'),
  added: words('新增', 'New'),
  updated: words('更新', 'Updated'),
  withContact: words('有联系邮箱', 'With a contact'),
  problems: words('处错误', 'problems'),
  problemLead: words(
    '请在原文件中改正后重新上传。本次未写入任何内容。',
    'Correct them in your file and upload it again. Nothing was written.',
  ),
  applyImport: words('写入名录', 'Write to the roster'),
  discard: words('放弃本次导入', 'Discard'),
  again: words('重新上传', 'Upload again'),
  state_applied: words('已写入名录', 'Applied'),
  state_discarded: words('已放弃', 'Discarded'),
  state_previewed: words('待确认', 'Waiting for you'),
  sample: words('前几行', 'First rows'),
  applied: (added: number, updated: number) =>
    words(`名录已更新：新增 ${added} 家，更新 ${updated} 家。`, `Done: ${added} new, ${updated} updated.`),
  discarded: words('已放弃本次导入。', 'Discarded.'),
  // urging
  urgeTitle: words('催办', 'Urge'),
  urgeLead: (count: number) =>
    words(
      `将通知 ${count} 家企业：已注册的发给企业成员（站内信和邮件），未注册的发到名录联系邮箱。同一企业一天最多一次。`,
      `${count} enterprises: members of registered ones by message and mail, others at the roster’s contact. Once a day at most.`,
    ),
  skipped: (settled: number, unreachable: number) =>
    words(
      `另有 ${settled} 家已备案且无待办、${unreachable} 家无联系方式，不发送。`,
      `Not sent to ${settled} with nothing owed and ${unreachable} without an address.`,
    ),
  text: words('催办内容', 'Text'),
  textHelp: words('可用占位符：{企业名称}、{期限}。', 'Placeholders: {企业名称} (name), {期限} (due date).'),
  preview: words('预览', 'Preview'),
  previewOf: words('发给', 'To'),
  refresh: words('更新预览', 'Update the preview'),
  send: words('发送催办', 'Send'),
  back: words('返回名录', 'Back to the roster'),
  nobodyTicked: words('请先在名录中勾选企业。', 'Tick enterprises in the roster first.'),
  noneToUrge: words(
    '勾选的企业都无须催办或没有联系方式。',
    'None of the ticked needs urging or can be reached.',
  ),
  urged: (urged: number, left: number) =>
    words(
      left === 0 ? `已催办 ${urged} 家企业。` : `已催办 ${urged} 家企业；${left} 家无须催办或无联系方式。`,
      left === 0 ? `${urged} urged.` : `${urged} urged; ${left} needed none or can’t be reached.`,
    ),
  invited: (invited: number, left: number) =>
    words(
      left === 0
        ? `已邀请 ${invited} 家企业，链接 30 天内有效。`
        : `已邀请 ${invited} 家企业，链接 30 天内有效；${left} 家已注册或无联系邮箱，未邀请。`,
      left === 0
        ? `${invited} invited; the links hold for 30 days.`
        : `${invited} invited; ${left} are registered or have no contact.`,
    ),
  // removal
  removeTitle: words('移出名录', 'Remove from the roster'),
  removeLead: (name: string) =>
    words(
      `将把${name}移出名录：不再计入应备案企业。企业账号和已有备案不受影响。`,
      `${name} will no longer count among those who should file. Its account and filings are not affected.`,
    ),
  reason: words('移出原因', 'Reason'),
  reasonHelp: words(
    '如许可证已注销、企业已迁出。原因留存在日志。',
    'For example: licence cancelled, moved away. Kept in the journal.',
  ),
  removeAction: words('确认移出', 'Remove now'),
  removed: (name: string) => words(`已将${name}移出名录。`, `${name} was removed.`),
} as const;
