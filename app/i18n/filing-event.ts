import { words, type Words } from '../domain/words.ts';

/** What the timeline says of each event about a filing. */
const EVENTS: Readonly<Record<string, Words>> = {
  'filing.created': words('新建草稿', 'Draft begun'),
  'filing.frozen': words('定稿并生成备案表', 'Frozen and printed'),
  'filing.unfrozen': words('撤销定稿，签字盖章件作废', 'Unfrozen; the scan is void'),
  'filing.check-requested': words('提交内部复核', 'Internal check asked for'),
  'filing.check-ended': words('内部复核结束', 'Internal check ended'),
  'filing.submitted': words('报送备案', 'Submitted'),
  'filing.withdrawn': words('撤回报送', 'Withdrawn'),
  'filing.deleted': words('删除草稿', 'Draft deleted'),
  'filing.assigned': words('分派审阅', 'Assigned for review'),
  'filing.claimed': words('领取审阅', 'Claimed for review'),
  'filing.released': words('退回待办', 'Released'),
  'filing.returned': words('退回补正', 'Returned for correction'),
  'filing.recorded': words('备案存档', 'Put on record'),
  'filing.superseded': words('被后续备案替代', 'Superseded by a later filing'),
  'filing.paper-confirmed': words('确认纸质报送日期', 'Date of the paper filing confirmed'),
  'filing.unmasked': words('查看完整信息', 'Personal details shown in full'),
  'filing.exported': words('导出', 'Exported'),
  'attachment.added': words('上传附件', 'File uploaded'),
  'attachment.voided': words('移除附件', 'File removed'),
  'attachment.read': words('查看附件', 'File opened'),
  'comment.answered': words('答复意见', 'Comment answered'),
  'comment.proposal-accepted': words('采纳建议值', 'Proposed value accepted'),
  'comment.published': words('提出意见', 'Comment made'),
  'comment.replied': words('回复意见', 'Reply to a comment'),
  'comment.resolved': words('关闭意见', 'Comment resolved'),
  'evidence.added': words('证据入库', 'Evidence added'),
  'evidence.edited': words('更正证据信息', 'Evidence corrected'),
  'evidence.retired': words('停用证据', 'Evidence retired'),
  'evidence.read': words('外部人员查看证据', 'Evidence opened from outside'),
  'certificate.added': words('登记证书', 'Certificate recorded'),
  'certificate.scanned': words('上传证书扫描件', 'Scan of the certificate uploaded'),
  'certificate.submitted': words('向主管部门提交证书', 'Certificate submitted to the regulator'),
  'certificate.withdrawn': words('撤销证书登记', 'Certificate withdrawn'),
  'certificate.read': words('查看证书扫描件', 'Scan of the certificate opened'),
  'change.deadline-moved': words('期限因工作日历更新而调整', 'Deadline moved by the calendar'),
};

/** The words of an event's type; the type itself for one that has none. */
export function eventWords(type: string): Words {
  return EVENTS[type] ?? words(type, type);
}
