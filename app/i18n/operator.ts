import { words } from '../domain/words.ts';

/** Words of the operator's pages about regulators and the platform. */
export const operatorWords = {
  regulatorsTitle: words('主管部门账号', 'Regulators'),
  regulatorsLead: words(
    '按备案事项和管辖地区建立主管部门单位，再邀请审阅人员。人员首次登录须设置动态码。',
    'Make a house for each programme and region, then invite its people. They set up a second factor first.',
  ),
  newHouse: words('新建主管部门', 'New regulator'),
  houseName: words('单位名称', 'Name'),
  programme: words('备案事项', 'Programme'),
  region: words('管辖地区', 'Region'),
  makeHouse: words('建立主管部门', 'Make the regulator'),
  made: words('主管部门已建立，请邀请人员。', 'Made. Now invite its people.'),
  people: words('人员', 'People'),
  noPeople: words('还没有人员。', 'Nobody yet.'),
  openInvitations: words('待接受的邀请', 'Open invitations'),
  email: words('电子邮箱', 'E-mail'),
  role: words('角色', 'Role'),
  invite: words('发送邀请', 'Send the invitation'),
  inviteTitle: words('邀请人员', 'Invite'),
  invited: words('邀请邮件已发送。', 'Invitation sent.'),
  end: words('移除', 'Remove'),
  endConfirm: words('确认移除', 'Remove now'),
  endConsequence: words(
    '移除后立即不能再查看本主管部门的数据，已领取的备案仍显示其姓名。',
    'Access ends at once; filings claimed so far keep the name.',
  ),
  ended: words('人员已移除。', 'Removed.'),
  open: words('管理人员', 'People'),
  back: words('返回主管部门列表', 'Back to regulators'),
  none: words('还没有主管部门', 'No regulators yet'),
  noneText: words('建立后，企业的备案才有人受理。', 'Filings are taken once there is one.'),
  settingsTitle: words('平台设置', 'Platform settings'),
  footer: words('页脚备案号', 'Numbers in the footer'),
  footerLead: words(
    '显示在每一页的页脚；留空则不显示。此处的设置优先于环境变量。',
    'Shown at the foot of every page; empty shows none. They stand before the environment’s.',
  ),
  icp: words('ICP 备案号', 'ICP number'),
  police: words('公安备案号', 'Public-security number'),
  saveFooter: words('保存页脚备案号', 'Save'),
  footerSaved: words('页脚备案号已保存，数秒内生效。', 'Saved; it shows within seconds.'),
  retention: words('保留期限', 'Retention'),
  retentionLead: words(
    '日志（审计日志的哈希链）永不清理，长于网络日志留存不少于六个月的要求。',
    'The journal, with its chain of digests, is never pruned: longer than the six months for which network logs are kept at least.',
  ),
  logLead: words(
    '运行日志由程序写到标准输出，平台自身不保存；须由部署环境保存不少于六个月，配置见运维手册“Retention”一节。',
    'The running log goes to standard output and the product keeps none; whoever runs it keeps it for six months at least, see “Retention” in docs/operations.md.',
  ),
  retentionMonths: words(
    '已被替代的备案版本中个人信息保留月数',
    'Months to keep personal data of superseded versions',
  ),
  retentionHelp: words(
    '自被后续版本或后续备案替代之日起算。留空为一直保留（默认）。我们未查到规定的期限，请按本单位制度填写。',
    'From the day on which a later version or filing took its place. Empty keeps it (the default). We know of no period that a law names; follow your own rules.',
  ),
  retentionErases: words(
    '到期后每日 02:40 删除：加密保存的手机、联系方式、证件号码，以及该版本的备案表打印件和签字盖章扫描件。首席数据官姓名、其余内容、其他附件、摘要与日志保留；现行存档和在办备案不受影响。',
    'Erased daily at 02:40 once it is over: the encrypted mobiles, contacts and identity numbers, and the printed form and signed scan of that version. The officer’s name, the rest, other files, digests and journal stay; what is on record or at work isn’t touched.',
  ),
  retentionConfirm: words(
    '我已知晓：到期的个人信息删除后不可恢复',
    'I know that what is erased can’t be brought back',
  ),
  retentionNow: (count: number) =>
    words(
      `按当前设置，下次整理将删除 ${count} 个版本中的个人信息。`,
      `With the present setting the next run erases personal data of ${count} versions.`,
    ),
  retentionUnset: words('当前未设置：一直保留。', 'Not set: everything is kept.'),
  saveRetention: words('保存保留期限', 'Save the retention'),
  retentionSaved: words('保留期限已保存。', 'Saved.'),
  sessions: words('登录有效期', 'Session life'),
  sessionsLead: words(
    '由部署环境设置（SESSION_IDLE_MINUTES、SESSION_ABSOLUTE_MINUTES），此处只读。',
    'Set in the environment (SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_MINUTES); read-only here.',
  ),
  idle: words('无操作自动退出', 'Idle'),
  absolute: words('最长登录时间', 'At most'),
  minutes: words('分钟', 'minutes'),
  mail: words('邮件服务', 'Mail'),
  mailOn: words('已配置', 'Configured'),
  mailOff: words('未配置：邮件留在发件箱', 'Not configured: mail stays in the outbox'),
};
