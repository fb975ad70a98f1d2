import type { Trx } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { insertOneTimeLink } from '#db/queries/account.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices } from '../notice/queue-notices.step.server.ts';
import {
  hoursAfter,
  newOneTimeToken,
  RESET_HOURS,
  VERIFICATION_HOURS,
} from './one-time-token.step.server.ts';

/** Whom a mail about an account goes to. */
export interface MailTarget {
  readonly accountId: string;
  readonly email: string;
}

type MailPorts = Pick<Ports, 'sealer' | 'site'>;

async function mail(
  trx: Trx,
  ports: MailPorts,
  moment: Moment,
  to: MailTarget,
  notice: { rule: string; occurrence: string; subject: Words; body: Words; link: string },
): Promise<void> {
  await queueNotices(
    trx,
    ports,
    moment,
    { organisationId: PLATFORM_ORGANISATION_ID, channels: ['mail'], ...notice },
    [to],
  );
}

/** Mails a link by which the person shows that the address is theirs. In the scope of that account. */
export async function mailVerificationLink(
  trx: Trx,
  ports: MailPorts,
  moment: Moment,
  to: MailTarget,
  back: string,
): Promise<void> {
  const { token, digest } = newOneTimeToken();
  await insertOneTimeLink(trx, {
    digest,
    purpose: 'verify-email',
    accountId: to.accountId,
    now: moment.now,
    expiresAt: hoursAfter(moment.now, VERIFICATION_HOURS),
  });
  await mail(trx, ports, moment, to, {
    rule: 'account.verify-email',
    occurrence: digest,
    subject: words('验证您的电子邮箱', 'Verify your e-mail address'),
    body: words(
      `有人用此邮箱注册了数衡账号。如是您本人，请在 ${VERIFICATION_HOURS} 小时内打开链接，并填写注册时设置的密码完成验证；如不是，请忽略本邮件。`,
      `Somebody registered an account with this address. If it was you, open the link within ${VERIFICATION_HOURS} hours and enter the password you chose; if not, ignore this mail.`,
    ),
    link: `/verify-email/${token}${back ? `?back=${encodeURIComponent(back)}` : ''}`,
  });
}

/** Mails a link by which the person chooses a new password. In the scope of that account. */
export async function mailResetLink(
  trx: Trx,
  ports: MailPorts,
  moment: Moment,
  to: MailTarget,
): Promise<void> {
  const { token, digest } = newOneTimeToken();
  await insertOneTimeLink(trx, {
    digest,
    purpose: 'reset-password',
    accountId: to.accountId,
    now: moment.now,
    expiresAt: hoursAfter(moment.now, RESET_HOURS),
  });
  await mail(trx, ports, moment, to, {
    rule: 'account.reset-password',
    occurrence: digest,
    subject: words('重置密码', 'Reset your password'),
    body: words(
      `有人请求重置此邮箱对应账号的密码。如是您本人，请在 ${RESET_HOURS} 小时内打开链接设置新密码；如不是，请忽略本邮件，密码不会改变。`,
      `Somebody asked to reset the password of this account. If it was you, open the link within ${RESET_HOURS} hour; if not, ignore this mail, nothing changes.`,
    ),
    link: `/reset/${token}`,
  });
}

/** A mail about what became of an account; it says the same to whomever it goes. */
function tidings(said: { rule: string; subject: Words; body: Words; link: string }) {
  return (trx: Trx, ports: MailPorts, moment: Moment, to: MailTarget): Promise<void> =>
    mail(trx, ports, moment, to, { ...said, occurrence: `${to.accountId}:${moment.now}` });
}

/** Tells the owner of an address that somebody tried to register with it. */
export const mailAlreadyRegistered = tidings({
  rule: 'account.already-registered',
  subject: words('此邮箱已注册', 'This address is registered already'),
  body: words(
    '有人用此邮箱再次注册。您的账号没有任何变化：如是您本人，请直接登录，忘记密码可以重置；如不是，请忽略本邮件。',
    'Somebody tried to register with this address. Your account is unchanged: sign in if it was you, reset the password if you forgot it; otherwise ignore this mail.',
  ),
  link: '/sign-in',
});

/** Tells a person that the password was changed. */
export const mailPasswordChanged = tidings({
  rule: 'account.password-changed',
  subject: words('密码已更改', 'Your password was changed'),
  body: words(
    '您的账号密码已更改，其他设备上的登录已全部结束。如非您本人操作，请立即重置密码。',
    'The password of your account was changed and sessions elsewhere were ended. If it was not you, reset it at once.',
  ),
  link: '/forgot',
});

/** Tells a person that the operator took the second factor off the account. */
export const mailSecondFactorReset = tidings({
  rule: 'account.second-factor-reset',
  subject: words('动态码已由平台重置', 'Your second factor was reset'),
  body: words(
    '平台管理方核实身份后停用了您账号的动态码，所有设备上的登录已全部结束。请用密码登录，按提示重新设置动态码。如非您本人申请，请立即重置密码，并联系平台管理方。',
    'After checking who asked, the operator of the platform took the second factor off your account and ended all of its sessions. Sign in with your password and set up a new one as asked. If you did not ask for it, reset your password at once and tell the operator.',
  ),
  link: '/sign-in',
});
