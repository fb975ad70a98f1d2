import type { MailFailure } from '#app/adapters/mail/port.ts';
import type { WebhookFailure, WebhookTarget } from '#app/adapters/webhook/port.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { messageText, NoticeContent, subjectLine } from '#app/domain/notice/content.ts';
import {
  isWorkingHour,
  MAY_REPEAT,
  REMINDER_PREFIX,
  settle,
  type Outcome,
} from '#app/domain/notice/delivery.ts';
import {
  claimNotice,
  recoverInterruptedNotices,
  settleNotice,
  type ClaimedNotice,
} from '#db/queries/notice.write.ts';
import { getWebhook } from '#db/queries/webhook.read.ts';
import type { Ports } from '../ports.ts';
import type { Channels, JobClock } from './channel.ts';

/** What one run of the delivery did. */
export interface DeliveryReport {
  readonly sent: number;
  readonly failed: number;
  /** Tried in vain and put back. */
  readonly postponed: number;
  /** Found cut off by a crash, and taken up again. */
  readonly recovered: number;
}

type DeliveryPorts = Pick<Ports, 'db' | 'sealer' | 'site'>;

const SCOPE = { kind: 'job', name: 'delivery' } as const;
/** How long a process may take over one message before another believes that it died. */
const LEASE_MS = 5 * 60_000;
/** Messages a run; the next run takes the rest. */
const MOST = 200;

/** Not the mail's fault: the way to the server is shut, for every mail alike. */
const MAIL_OUTAGES: ReadonlySet<MailFailure> = new Set(['unreachable', 'tls_failed', 'sign_in_refused']);
const WEBHOOK_OUTAGES: ReadonlySet<WebhookFailure> = new Set(['unreachable', 'timeout', 'unknown_host']);

function declined(reason: string, permanent: boolean, outage = false, uncertain = false): Outcome {
  return { kind: 'declined', reason, permanent, outage, uncertain };
}

function contentOf(ports: DeliveryPorts, notice: ClaimedNotice): NoticeContent {
  return NoticeContent.parse(
    JSON.parse(ports.sealer.open('notice.content', notice.contentCipher, notice.id)),
  );
}

async function sendMail(
  ports: DeliveryPorts,
  mailer: NonNullable<Channels['mailer']>,
  notice: ClaimedNotice,
): Promise<Outcome> {
  if (notice.addressCipher === null) return declined('no_address', true);
  const content = contentOf(ports, notice);
  const result = await mailer.send({
    messageId: notice.messageId,
    to: ports.sealer.open('notice.address', notice.addressCipher, notice.id),
    subject: subjectLine(content.subject),
    text: `${messageText(content, ports.site.origin)}\n`,
  });
  if (result.accepted) return { kind: 'accepted' };
  const reason = result.replyCode === undefined ? result.reason : `${result.reason} ${result.replyCode}`;
  // A wrong setting is mended by the operator; the mail waits for that.
  const outage = MAIL_OUTAGES.has(result.reason);
  return declined(reason, result.permanent && !outage, outage, result.uncertain);
}

async function webhookTarget(ports: DeliveryPorts, notice: ClaimedNotice): Promise<WebhookTarget | null> {
  const [, organisationId = '', id = ''] = notice.recipientKey.split(':');
  const row = await ports.db.transaction(SCOPE, (trx) => getWebhook(trx, organisationId, id));
  if (!row) return null;
  const url = ports.sealer.open('webhook.url', row.urlCipher, organisationId);
  const secret = row.secretCipher
    ? ports.sealer.open('webhook.secret', row.secretCipher, organisationId)
    : '';
  switch (row.kind) {
    case 'wecom':
      return { format: 'wecom', url };
    case 'dingtalk':
      return secret ? { format: 'dingtalk', url, secret } : { format: 'dingtalk', url };
    case 'json':
      return { format: 'json', url, secret };
  }
}

async function postWebhook(
  ports: DeliveryPorts,
  channels: Channels,
  notice: ClaimedNotice,
  now: string,
): Promise<Outcome> {
  const target = await webhookTarget(ports, notice);
  if (!target) return declined('target_removed', true);
  const content = contentOf(ports, notice);
  const message = {
    id: notice.id,
    title: subjectLine(content.subject),
    text: messageText({ ...content, link: '' }, ports.site.origin),
    url: `${ports.site.origin}${content.link}`,
  };
  const result = await channels.webhook.post(target, message, now);
  if (result.delivered) return { kind: 'accepted' };
  const code = result.code ?? result.status;
  const reason = code === undefined ? result.reason : `${result.reason} ${code}`;
  return declined(reason, result.permanent, WEBHOOK_OUTAGES.has(result.reason));
}

async function attempt(
  ports: DeliveryPorts,
  channels: Channels,
  notice: ClaimedNotice,
  now: string,
): Promise<Outcome> {
  try {
    if (notice.channel === 'webhook') return await postWebhook(ports, channels, notice, now);
    return channels.mailer
      ? await sendMail(ports, channels.mailer, notice)
      : declined('no_mailer', false, true);
  } catch (error) {
    // A content that can't be opened or read will not become readable by trying.
    return declined(error instanceof Error ? error.name : 'unreadable', true);
  }
}

/**
 * Sends what is due in the outbox: mail if there is a mailer, posts to webhooks; reminders in working hours alone.
 * Each message is marked as being sent, committed, handed over, and marked again: a crash in between leaves it to be
 * sent once more with the same Message-ID, marked as possibly repeated.
 */
export async function deliverNotices(
  ports: DeliveryPorts,
  channels: Channels,
  clock: JobClock,
  calendar: Calendar,
): Promise<DeliveryReport> {
  const report = { sent: 0, failed: 0, postponed: 0, recovered: 0 };
  let open: ('mail' | 'webhook')[] = channels.mailer ? ['mail', 'webhook'] : ['webhook'];
  const begin = clock.moment().now;
  report.recovered = await ports.db.transaction(SCOPE, (trx) =>
    recoverInterruptedNotices(trx, begin, `${MAY_REPEAT} interrupted`),
  );
  for (let count = 0; count < MOST && open.length > 0; count += 1) {
    const { now } = clock.moment();
    const leaseUntil = new Date(Date.parse(now) + LEASE_MS).toISOString();
    const exceptPrefix = isWorkingHour(now, calendar) ? null : REMINDER_PREFIX;
    const notice = await ports.db.transaction(SCOPE, (trx) =>
      claimNotice(trx, { now, leaseUntil, channels: open, exceptPrefix }),
    );
    if (!notice) break;
    const outcome = await attempt(ports, channels, notice, now);
    const settlement = settle(outcome, clock.moment().now, notice.attempts, notice.lastError);
    await ports.db.transaction(SCOPE, (trx) => settleNotice(trx, notice, settlement));
    if (settlement.state === 'sent') report.sent += 1;
    else if (settlement.state === 'failed') report.failed += 1;
    else report.postponed += 1;
    // The next mail would meet the same shut door.
    if (outcome.kind === 'declined' && outcome.outage && notice.channel === 'mail') {
      open = open.filter((channel) => channel !== 'mail');
    }
  }
  return report;
}
