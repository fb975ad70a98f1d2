import { words, type Words } from '../domain/words.ts';

/** Words of the message centre. */
export const noticeWords = {
  title: words('消息', 'Messages'),
  unread: words('未读', 'Unread'),
  read: words('已读', 'Read'),
  readAll: words('全部标为已读', 'Mark all as read'),
  allRead: words('已全部标为已读。', 'All messages are marked as read.'),
  open: words('查看', 'Open'),
  empty: words('没有消息', 'No messages'),
  emptyText: words(
    '备案被退回、备案存档、期限临近等事项会出现在这里，并同时发送邮件。',
    'Returned filings, filings on record, deadlines and the like appear here, and are sent by mail as well.',
  ),
  noUnread: words('没有未读消息。', 'Nothing unread.'),
  older: words('更早的消息', 'Older messages'),
  switched: words('已切换到该消息所属的单位。', 'You now act for the organisation of this message.'),
};

/** Words of the outbox. */
export const outboxWords = {
  title: words('发件箱', 'Outbox'),
  lead: words(
    '邮件和群机器人消息的发送状态。此处不显示收件地址和正文。',
    'State of mails and posts to webhooks. Addresses and contents are not shown.',
  ),
  noMail: words('未配置邮件服务', 'No mail server'),
  noMailText: words(
    '未设置 SMTP_URL：邮件保留在发件箱中等待，不会丢失。设置并重启后自动发送。',
    'SMTP_URL is not set: mail waits here and is not lost. It is sent once the setting is made.',
  ),
  all: words('全部', 'All'),
  recipient: words('收件人', 'Recipient'),
  rule: words('事项', 'Rule'),
  channel: words('渠道', 'Channel'),
  state: words('状态', 'State'),
  attempts: words('次数', 'Tries'),
  error: words('说明', 'Remark'),
  created: words('生成', 'Made'),
  next: words('下次', 'Next'),
  sentAt: words('发出', 'Sent'),
  action: words('操作', 'Action'),
  retry: words('立即重试', 'Try again now'),
  retried: words('已放回发件箱首位。', 'It is back at the head of the outbox.'),
  empty: words('没有这类消息', 'Nothing here'),
  emptyText: words(
    '有事项需要通知时，消息会先进入这里。',
    'Messages come here first when something is to be told.',
  ),
  older: words('更早', 'Older'),
  demoLink: words('查看演示邮件正文', 'Read the demonstration’s mails'),
  states: {
    waiting: words('待发送', 'Waiting'),
    sending: words('发送中', 'Sending'),
    sent: words('已发送', 'Sent'),
    failed: words('发送失败', 'Failed'),
    uncertain: words('结果不明', 'Uncertain'),
  },
  channels: {
    mail: words('邮件', 'Mail'),
    webhook: words('群机器人', 'Webhook'),
    product: words('站内', 'In the product'),
  },
  mayRepeat: words('对方可能收到两次', 'may have been received twice'),
};

const ERRORS: Readonly<Record<string, Words>> = {
  invalid_message: words('地址或标题格式有误', 'malformed address or subject'),
  refused: words('对方服务器拒收', 'declined by the server'),
  sign_in_refused: words('邮件服务器拒绝登录，请检查设置', 'the mail server refused our account'),
  tls_failed: words('无法建立可信的加密连接', 'no trusted encrypted connection'),
  unreachable: words('无法连接', 'unreachable'),
  connection_lost: words('移交过程中连接中断', 'the connection was lost on handing over'),
  interrupted: words('发送过程中服务中断', 'interrupted while sending'),
  target_removed: words('该机器人已被移除', 'the webhook was removed'),
  invalid_url: words('机器人地址无效', 'the webhook’s address is not valid'),
  forbidden_address: words('机器人地址指向内网', 'the webhook’s address is not public'),
  unknown_host: words('机器人域名无法解析', 'the webhook’s name is unknown'),
  timeout: words('对方未及时应答', 'no answer in time'),
  redirected: words('对方要求跳转，未跟随', 'a redirect, not followed'),
  answer_too_large: words('对方应答过大', 'the answer was too large'),
  no_address: words('没有收件地址', 'no address'),
  SealError: words('内容无法解密', 'the content can’t be opened'),
};

/** What a row's last error says to the operator; codes of servers stay beside it. */
export function errorWords(lastError: string): Words | null {
  if (lastError === '') return null;
  const parts = lastError.split(' ');
  const repeat = parts[0] === 'may_repeat';
  const [reason, ...rest] = repeat ? parts.slice(1) : parts;
  const known = reason ? (ERRORS[reason] ?? words(reason, reason)) : null;
  const code = rest.length > 0 ? `（${rest.join(' ')}）` : '';
  const said = known ? words(known.zh + code, known.en + code) : null;
  if (!repeat) return said;
  const { zh, en } = outboxWords.mayRepeat;
  return said ? words(`${said.zh}；${zh}`, `${said.en}; ${en}`) : outboxWords.mayRepeat;
}

/** Words of the demonstration's outbox. */
export const demoOutboxWords = {
  title: words('演示邮件', 'Demonstration mail'),
  lead: words(
    '演示环境不真正发送邮件。注册验证、重置口令、邀请等邮件在此阅读，链接可以点击。',
    'The demonstration sends no mail. Read verification, reset and invitation mails here; their links work.',
  ),
  to: words('收件人', 'To'),
  link: words('打开邮件中的链接', 'Open the link of this mail'),
  empty: words('还没有邮件', 'No mail yet'),
  emptyText: words(
    '注册一个账号或退回一份备案后，邮件会出现在这里。',
    'Register an account, for example, and its mail appears here.',
  ),
};
