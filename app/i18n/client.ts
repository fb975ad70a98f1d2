import { words } from '../domain/words.ts';

/** Words of the consultant's pages. */
export const clientWords = {
  title: words('客户', 'Clients'),
  lead: words('授权有效的客户，及各自待办的事项。', 'Clients whose grant is alive, and what waits for each.'),
  none: words('目前没有有效的客户授权', 'No live grant'),
  noneText: words(
    '客户在“咨询授权”中用贵机构的统一社会信用代码授权后，会出现在这里。授权到期或撤销后即不可见。',
    'A client appears here after granting your consultancy by its code under “Grants”, and disappears when the grant ends.',
  ),
  client: words('客户', 'Client'),
  purpose: words('用途', 'Purpose'),
  rights: words('权限', 'Rights'),
  expires: words('授权到期', 'Grant ends'),
  waits: words('待办', 'What waits'),
  nothing: words('没有待办', 'Nothing waits'),
  help: words('备案协助', 'Help with the filing'),
  assess: words('成熟度评估', 'Assessment'),
  read: words('只读', 'Read only'),
  draft: words('可填写草稿', 'May prepare drafts'),
  actingFor: words('正在查看客户', 'Working for client'),
  never: words(
    '咨询机构不能报送、盖章或撤回；由企业自行办理。',
    'A consultancy never submits, seals or withdraws; the enterprise does.',
  ),
  filings: words('备案', 'Filings'),
  noFilings: words('该客户还没有备案或草稿', 'This client has no filing yet'),
  noFilingsText: words(
    '由企业新建首次备案后，可在这里协助填写。',
    'Once the enterprise begins a filing you can help here.',
  ),
  edit: words('协助填写', 'Help to fill in'),
  toClient: words('返回客户', 'Back to the client'),
  isDraft: words('草稿内容，个人信息已掩码', 'The draft; personal data is masked'),
  isSubmitted: words('最近报送的内容，个人信息已掩码', 'As submitted last; personal data is masked'),
  history: words('办理记录', 'History'),
  kind: words('类型', 'Kind'),
  state: words('状态', 'State'),
  updated: words('更新时间', 'Updated'),
  due: words('截止', 'due'),
  soonEnds: words('即将到期', 'Ends soon'),
  changes: words('待重新备案的变更', 'Re-filings due'),
};
