import { words, type Words } from '../domain/words.ts';

/** Words of a plan's board, its wall view, its comparisons, and its public pages. */
export const boardWords = {
  // Head and figures
  number: words('文号', 'Document'),
  issuer: words('发文机关', 'Issued by'),
  issuedOn: words('印发日期', 'Issued on'),
  notStated: words('原文未写明', 'not stated in the text'),
  house: words('跟踪单位', 'Tracked by'),
  period: words('起止', 'Period'),
  source: words('来源', 'Source'),
  sample: words('示例数据', 'Sample data'),
  draft: words('草稿，尚未发布', 'Draft, not published'),
  withdrawn: words('已撤回', 'Withdrawn'),
  isPublic: words('已向社会公开', 'Open to everyone'),
  defects: (count: number): Words =>
    words(`文本缺陷 ${count} 处`, count === 1 ? '1 defect of the text' : `${count} defects of the text`),
  figures: words('总体进度', 'Overall progress'),
  ofTotal: (total: number): Words => words(`共 ${total} 项指标`, `of ${total} targets`),
  daysLeft: words('距截止（天）', 'Days left'),
  dueToday: words('今日截止', 'Due today'),
  ended: words('已截止', 'Ended'),
  endsOn: (on: string): Words => words(`截止日 ${on}`, `ends ${on}`),

  // Order and filter
  order: words('排列', 'Order'),
  document: words('按文件顺序', 'As in the document'),
  gap: words('按差距', 'By distance'),
  gapTitle: words('按差距排列：差距最大的在前', 'By distance: what lacks most comes first'),
  filtered: words('只显示', 'Showing only'),
  clear: words('显示全部', 'Show all'),
  noneInState: words('没有处于该状态的指标。', 'No target is in this state.'),

  // Tiles
  target: words('目标', 'Target'),
  limit: words('上限', 'Limit'),
  aspiration: words('力争', 'aspiration'),
  noData: words('暂无数据', 'No data'),
  share: words('完成比例', 'Share of the target'),
  required: words('按进度应达到', 'Required by now'),
  alsoKnown: words('另有', 'Also'),
  sparkNote: words(
    '走势图：实线为实际值，虚线为按时间匀速的要求进度，灰线为目标值。',
    'Trend: the solid line is what was, the dashed one the even pace required, the grey one the target.',
  ),

  // Deliverables and context
  deliverables: words('定性任务', 'Qualitative tasks'),
  deliverablesFinding: (done: number, total: number, overdue: number): Words =>
    words(
      `${total} 项定性任务中 ${done} 项已完成${overdue > 0 ? `，${overdue} 项逾期未完成` : ''}`,
      `${done} of ${total} qualitative tasks done${overdue > 0 ? `, ${overdue} overdue` : ''}`,
    ),
  task: words('任务', 'Task'),
  clause: words('条款', 'Clause'),
  deadline: words('期限', 'Deadline'),
  state: words('状态', 'State'),
  doneOn: words('完成于', 'Done on'),
  doneLate: words('逾期完成于', 'Done late, on'),
  overdue: words('逾期未完成', 'Overdue'),
  open: words('尚未完成', 'Not done yet'),
  context: words('背景数据', 'Context'),
  contextLead: words(
    '公开来源的相关数据，仅供参照，不是本计划指标的实际值，不参与判定。',
    'Published figures beside the targets; they are no actual values and play no part in judging.',
  ),
  figure: words('数据', 'Figure'),
  date: words('时间', 'Date'),
  confidence: words('可信度', 'Confidence'),

  // Actions
  actions: words('本计划的页面', 'Pages of this plan'),
  plans: words('全部计划', 'All plans'),
  board: words('看板', 'Board'),
  cities: words('各市对比', 'Compare cities'),
  compare: words('指标对比', 'Compare targets'),
  wall: words('大屏', 'Wall view'),
  entries: words('名录条目', 'Entries'),
  import: words('导入条目', 'Import entries'),
  export: words('导出', 'Export'),
  split: words('分解到市', 'Split by city'),
  settings: words('判定与公开设置', 'Judging and publication'),
  edit: words('编辑计划', 'Edit the plan'),
  versions: words('版本', 'Versions'),
  revise: words('版本与修订', 'Versions and revising'),
  publicPage: words('公开页面', 'Public page'),
  report: words('报送数据', 'Report figures'),
  more: words('更多', 'More'),

  // Wall
  wallUpdated: words('更新于', 'Updated'),
  wallFailed: words('更新失败，显示的是', 'Update failed; shown as of'),
  wallRetry: words('的数据，每分钟自动重试', ', retried every minute'),
  wallSignedOut: words('登录已失效，请重新登录；显示的是', 'Signed out; sign in again. Shown as of'),
  wallBack: words('返回看板（Esc）', 'Back to the board (Esc)'),
  wallPause: words('暂停翻页', 'Stop turning'),
  wallResume: words('继续翻页', 'Go on turning'),
  wallPage: (page: number, count: number): Words =>
    words(`第 ${page}/${count} 屏`, `Screen ${page}/${count}`),
  asAt: words('截至', 'As at'),

  // Cities
  citiesTitle: words('各市对比', 'Compare cities'),
  citiesLead: words(
    '各市数值按指标的主口径统计；有分解数的按分解数判定，格内为“数值/分解数”。',
    'Each city’s value by the target’s headline source, judged against its share of the target where there is one (value/share).',
  ),
  noCities: words('本计划没有分市数据', 'This plan has no cities'),
  noCitiesText: words('只有省级计划按市统计。', 'Only a province’s plan is told by city.'),
  chooseTargets: words('选择指标', 'Choose targets'),
  show: words('显示', 'Show'),
  city: words('市', 'City'),
  citySum: words('各市合计', 'Sum of cities'),
  planValue: words('本计划取值', 'The plan’s value'),
  barFor: words('条形图', 'Bars'),
  shadeNote: words(
    '底色越深比例越高：有分解数的为占分解数的比例，没有的为占最高市的比例。✓ 已达成，● 进度正常，◷ 滞后，! 严重滞后或未达成。',
    'Darker is more: of the city’s share where there is one, else of the highest city. ✓ reached, ● on course, ◷ behind, ! far behind or missed.',
  ),
  unknownTargets: (ids: string): Words =>
    words(`本计划没有这些指标，已忽略：${ids}。`, `This plan has no such targets, left out: ${ids}.`),
  value: words('数值', 'Value'),

  // Compare
  compareTitle: words('指标对比', 'Compare targets'),
  compareLead: words(
    '各指标的主口径数值占目标值的比例，随时间变化；100% 即达到目标值。',
    'Each target’s headline value as a share of what is asked, over time; 100% is the target.',
  ),
  chooseSome: words('请选择至少一项指标。', 'Choose at least one target.'),
  tooMany: (most: number): Words =>
    words(
      `一次最多对比 ${most} 项，已取前 ${most} 项。`,
      `At most ${most} at a time; the first ${most} are shown.`,
    ),
  leftOut: (names: Words): Words =>
    words(
      `以下指标是上限或目标值为 0，不按比例比较：${names.zh}。`,
      `Limits and targets of 0 aren’t told as a share: ${names.en}.`,
    ),
  whole: words('目标值 100%', 'Target 100%'),
  day: words('日期', 'Day'),

  // Public
  openTitle: words('公开计划', 'Published plans'),
  openLead: words(
    '主管部门公开的计划及其进度，无需登录；只有数字，不含企业名称。',
    'Plans that authorities have published, with their progress. No account needed; numbers only, no enterprises’ names.',
  ),
  openNone: words('暂无公开的计划', 'No plan is published yet'),
  openNoneText: words(
    '主管部门在“判定与公开设置”中公开计划后，在此显示。',
    'Plans appear here once an authority opens them to everyone.',
  ),
  backToBoard: words('返回看板', 'Back to the board'),
  openPlanTag: words('公开页面', 'Public page'),
  publishedAt: words('本版发布于', 'This version published'),
  targets: (count: number): Words => words(`${count} 项指标`, `${count} targets`),
  plan: words('计划', 'Plan'),
  region: words('地区', 'Region'),
  targetColumn: words('指标数', 'Targets'),
  until: words('截止日', 'Ends'),
} as const;
