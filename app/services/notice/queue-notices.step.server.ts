import type { Moment } from '#app/domain/account/actor.ts';
import type { NoticeContent } from '#app/domain/notice/content.ts';
import { maskEmail } from '#app/domain/organisation/masking.ts';
import type { Role } from '#app/domain/organisation/organisation.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { insertNotice, type NewNotice } from '#db/queries/notice.write.ts';
import {
  listRecipientsOfOrganisation,
  listRecipientsOfRegulator,
  listWebhooksOf,
  type RecipientRow,
} from '#db/queries/recipient.read.ts';
import type { Ports } from '../ports.ts';

/** Somebody who is told: an account, or a bare address of a person who has none yet. */
export interface Recipient {
  readonly accountId: string | null;
  readonly email: string;
  /** The house in which the person is told; its webhooks get the notice once. */
  readonly organisationId?: string;
}

/** What happened and what to say. */
export interface NoticeToQueue {
  /** Whose tenant it is about; the platform's id for what belongs to none. */
  readonly organisationId: string;
  /** `noun.verb`: `filing.returned`. */
  readonly rule: string;
  /** Unique per happening: a filing's id and its version's number, for example. */
  readonly occurrence: string;
  readonly subject: Words;
  readonly body: Words;
  /** Path within the product. A mail's may hold a one-time token: it is kept sealed. */
  readonly link: string;
  /** Both by default. Webhooks follow the product's. */
  readonly channels?: readonly ('product' | 'mail')[];
  /** Instant before which mail and webhooks wait; now by default. */
  readonly notBefore?: string;
}

type QueuePorts = Pick<Ports, 'sealer' | 'site'>;
/** One row to be: who and how. */
interface Delivery {
  readonly channel: NewNotice['channel'];
  readonly key: string;
  readonly mask: string;
  readonly accountId: string | null;
  readonly address: string | null;
}

function deliveriesTo(ports: QueuePorts, recipient: Recipient, channels: readonly string[]): Delivery[] {
  const { accountId, email } = recipient;
  const base = { key: accountId ?? ports.sealer.blindIndex('notice.address', email), accountId };
  const mask = maskEmail(email);
  const deliveries: Delivery[] = [];
  if (channels.includes('product') && accountId) {
    deliveries.push({ ...base, channel: 'product', mask, address: null });
  }
  if (channels.includes('mail')) deliveries.push({ ...base, channel: 'mail', mask, address: email });
  return deliveries;
}

async function deliveriesToWebhooks(trx: Trx, recipients: readonly Recipient[]): Promise<Delivery[]> {
  const houses = new Set(recipients.flatMap((recipient) => recipient.organisationId ?? []));
  const deliveries: Delivery[] = [];
  for (const house of [...houses].sort()) {
    for (const { id, label } of await listWebhooksOf(trx, house)) {
      const key = webhookKey(house, id);
      deliveries.push({ channel: 'webhook', key, mask: label, accountId: null, address: null });
    }
  }
  return deliveries;
}

/** How a webhook is named as a recipient: its organisation and its id. */
function webhookKey(organisationId: string, id: string): string {
  return `webhook:${organisationId}:${id}`;
}

/** Mail wants a domain in a Message-ID; the host of the product's own address serves. */
function messageIdOf(id: string, origin: string): string {
  const host = new URL(origin).hostname.replace(/[^A-Za-z0-9.-]/g, '-');
  return `<${id}@${host}>`;
}

/**
 * Puts a notice into the outbox of each recipient, in the caller's transaction: in the product at once, by mail and
 * webhook when the delivery job runs. The same rule × occurrence × recipient × channel is queued once, whoever asks
 * and however often.
 * @returns how many rows are new
 */
export async function queueNotices(
  trx: Trx,
  ports: QueuePorts,
  moment: Moment,
  notice: NoticeToQueue,
  recipients: readonly Recipient[],
): Promise<number> {
  const channels = notice.channels ?? ['product', 'mail'];
  const people = recipients.flatMap((recipient) => deliveriesTo(ports, recipient, channels));
  const hooks = channels.includes('product') ? await deliveriesToWebhooks(trx, recipients) : [];
  // One order everywhere: two transactions that queue the same rows then wait for, and never deadlock, each other.
  const deliveries = [...people, ...hooks].sort((a, b) =>
    `${a.key}${a.channel}` < `${b.key}${b.channel}` ? -1 : 1,
  );
  const { subject, body, link } = notice;
  const content = JSON.stringify({ subject, body, link } satisfies NoticeContent);
  let queued = 0;
  for (const { channel, key, mask, accountId, address } of deliveries) {
    const id = newId(moment.now);
    const inProduct = channel === 'product';
    const isNew = await insertNotice(trx, {
      id,
      organisationId: notice.organisationId,
      recipientId: accountId,
      recipientKey: key,
      recipientMask: mask,
      rule: notice.rule,
      occurrence: notice.occurrence,
      channel,
      link: inProduct ? link : '',
      state: inProduct ? 'sent' : 'waiting',
      notBefore: inProduct ? moment.now : (notice.notBefore ?? moment.now),
      messageId: messageIdOf(id, ports.site.origin),
      createdAt: moment.now,
      sentAt: inProduct ? moment.now : null,
      addressCipher: address === null ? null : ports.sealer.seal('notice.address', address, id),
      contentCipher: ports.sealer.seal('notice.content', content, id),
    });
    if (isNew) queued += 1;
  }
  return queued;
}

function opened(ports: Pick<Ports, 'sealer'>, rows: readonly RecipientRow[]): Recipient[] {
  return rows.map((row) => ({
    accountId: row.accountId,
    email: ports.sealer.open('account.email', row.emailCipher, row.accountId),
    organisationId: row.organisationId,
  }));
}

/**
 * The people of an organisation, or those of some roles. The scope decides: colleagues of a member, enterprises of a
 * regulator's region, anybody for a job; otherwise nobody.
 */
export async function recipientsOfOrganisation(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  organisationId: string,
  roles?: readonly Role[],
): Promise<Recipient[]> {
  const rows = await listRecipientsOfOrganisation(trx, organisationId);
  return opened(ports, roles ? rows.filter((row) => roles.some((role) => role === row.role)) : rows);
}

/** The reviewers and supervisors in charge of a region in a programme. */
export async function recipientsOfRegulator(
  trx: Trx,
  ports: Pick<Ports, 'sealer'>,
  programmeId: string,
  regionCode: string,
): Promise<Recipient[]> {
  return opened(ports, await listRecipientsOfRegulator(trx, programmeId, regionCode));
}
