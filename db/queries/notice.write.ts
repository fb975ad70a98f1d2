import type { Trx } from '../client.ts';
import type { NoticeTable } from '../schema.ts';

/** One row for the outbox: to whom, by which channel, and its sealed content. */
export interface NewNotice {
  readonly id: string;
  readonly organisationId: string;
  readonly recipientId: string | null;
  /** With rule, occurrence and channel it makes the notice unique. */
  readonly recipientKey: string;
  readonly recipientMask: string;
  readonly rule: string;
  readonly occurrence: string;
  readonly channel: NoticeTable['channel'];
  /** Plain, so only where it holds no secret: the product's own channel. */
  readonly link: string;
  readonly state: NoticeTable['state'];
  readonly notBefore: string;
  readonly messageId: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly addressCipher: string | null;
  readonly contentCipher: string;
}

/**
 * Puts a notice into the outbox unless the same one is there already.
 * @returns whether it is new
 */
export async function insertNotice(trx: Trx, notice: NewNotice): Promise<boolean> {
  // No conflict target and no RETURNING: both would ask for the right to read other people's notices.
  const result = await trx
    .insertInto('notice')
    .values({
      organisation_id: notice.organisationId,
      id: notice.id,
      recipient_id: notice.recipientId,
      recipient_key: notice.recipientKey,
      recipient_mask: notice.recipientMask,
      rule: notice.rule,
      occurrence: notice.occurrence,
      channel: notice.channel,
      link: notice.link,
      state: notice.state,
      not_before: notice.notBefore,
      message_id: notice.messageId,
      created_at: notice.createdAt,
      sent_at: notice.sentAt,
      read_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  await trx
    .insertInto('notice_body')
    .values({
      organisation_id: notice.organisationId,
      notice_id: notice.id,
      recipient_id: notice.recipientId,
      channel: notice.channel,
      address_cipher: notice.addressCipher,
      content_cipher: notice.contentCipher,
    })
    .execute();
  return true;
}
