import { CERTIFICATE_REMINDERS } from '../domain/certificate/reminder.ts';
import { REMINDER_RULES } from '../domain/filing/reminder.ts';
import { words, type Words } from '../domain/words.ts';

/** What a notice is about, by the rule that asked for it: names the happening and nobody it happened to. */
const RULES: Readonly<Record<string, Words>> = {
  'access-request.accepted': words('加入申请已同意', 'Request to join accepted'),
  'account.already-registered': words('邮箱已注册', 'Address already registered'),
  'account.password-changed': words('密码已更改', 'Password changed'),
  'account.reset-password': words('重设密码', 'Password reset'),
  'account.second-factor-reset': words('动态码由平台重置', 'Second factor reset by the operator'),
  'account.verify-email': words('验证邮箱', 'Address to be verified'),
  'action.planned': words('安排改进行动', 'Improvement action planned'),
  'reminder.action-overdue': words('改进行动已逾期', 'Improvement action overdue'),
  'batch.recorded': words('报送数据审核入库', 'Reported data recorded'),
  'batch.returned': words('报送数据退回补正', 'Reported data returned'),
  'batch.submitted': words('报送指标数据', 'Data reported'),
  'batch.withdrawn': words('撤回报送数据', 'Reported data withdrawn'),
  'certificate.submitted': words('企业提交证书', 'Certificate submitted'),
  'certificate.withdrawn': words('企业撤销证书登记', 'Certificate withdrawn'),
  'assessment.answered': words('评估询问已有答复', 'Assessment question answered'),
  'assessment.asked': words('评估中有新的询问', 'Question in an assessment'),
  'assessment.returned': words('评估结论被退回', 'Assessment answers sent back'),
  'change.cancelled': words('撤销变更报告', 'Change report cancelled'),
  'change.corrected': words('更正变更日期', 'Date of a change corrected'),
  'change.deadline-moved': words('期限因工作日历更新而调整', 'Deadline moved by the calendar'),
  'change.opened': words('主管部门登记变更', 'Change opened by the regulator'),
  'change.reported': words('企业报告变更', 'Change reported'),
  'comment.published': words('提出意见', 'Comment made'),
  'comment.replied': words('回复意见', 'Reply to a comment'),
  'filing.receipt': words('报送回执', 'Receipt of a submission'),
  'filing.recorded': words('备案存档', 'Put on record'),
  'filing.returned': words('退回补正', 'Returned for correction'),
  'filing.submitted': words('报送备案', 'Submitted'),
  'filing.urged': words('催办补正', 'Correction urged'),
  'filing.withdrawn': words('撤回报送', 'Withdrawn'),
  'grant.given': words('授予咨询授权', 'Grant given'),
  'grant.revoked': words('撤销咨询授权', 'Grant revoked'),
  'invitation.sent': words('邀请加入', 'Invitation'),
  'organisation.corrected': words('更正单位信息', 'Organisation corrected'),
  'organisation.founded': words('登记单位', 'Organisation registered'),
  'organisation.ownership-moved': words('管理员变更', 'Ownership moved'),
  'roster.invited': words('邀请持证企业', 'Licence holder invited'),
  'roster.urged': words('催办备案', 'Filing urged'),
};

const REMINDERS: Readonly<Record<string, { readonly title: Words }>> = {
  ...REMINDER_RULES,
  ...CERTIFICATE_REMINDERS,
};

/** The words of a notice's rule; the rule's own name for one that has none. */
export function ruleWords(rule: string): Words {
  const reminder = REMINDERS[rule.replace(/^reminder\./u, '')];
  return RULES[rule] ?? reminder?.title ?? words(rule, rule);
}
