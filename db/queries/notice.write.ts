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

/** A notice taken for sending, with its sealed content. */
export interface ClaimedNotice {
  readonly organisationId: string;
  readonly id: string;
  readonly rule: string;
  readonly channel: NoticeTable['channel'];
  readonly recipientKey: string;
  readonly messageId: string;
  /** Tries, the one that begins included. */
  readonly attempts: number;
  readonly lastError: string;
  readonly addressCipher: string | null;
  readonly contentCipher: string;
}

/**
 * Takes the notice that waits longest and is due, and marks it as being sent until `leaseUntil`. Another process
 * passes over it. Undefined when nothing is due.
 */
export async function claimNotice(
  trx: Trx,
  claim: {
    now: string;
    leaseUntil: string;
    channels: readonly NoticeTable['channel'][];
    /** Rules that begin with this text wait for another time; null: none. */
    exceptPrefix: string | null;
  },
): Promise<ClaimedNotice | undefined> {
  if (claim.channels.length === 0) return undefined;
  let query = trx
    .selectFrom('notice')
    .innerJoin('notice_body', (join) =>
      join
        .onRef('notice_body.organisation_id', '=', 'notice.organisation_id')
        .onRef('notice_body.notice_id', '=', 'notice.id'),
    )
    .select([
      'notice.organisation_id as organisationId',
      'notice.id',
      'notice.rule',
      'notice.channel',
      'notice.recipient_key as recipientKey',
      'notice.message_id as messageId',
      'notice.attempts',
      'notice.last_error as lastError',
      'notice_body.address_cipher as addressCipher',
      'notice_body.content_cipher as contentCipher',
    ])
    .where('notice.state', 'in', ['waiting', 'uncertain'])
    .where('notice.not_before', '<=', claim.now)
    .where('notice.channel', 'in', claim.channels)
    .orderBy('notice.not_before')
    .orderBy('notice.id')
    .limit(1)
    .forUpdate('notice')
    .skipLocked();
  if (claim.exceptPrefix !== null) {
    query = query.where(
      (eb) => eb.fn<string>('left', ['notice.rule', eb.val(claim.exceptPrefix?.length ?? 0)]),
      '<>',
      claim.exceptPrefix,
    );
  }
  const row = await query.executeTakeFirst();
  if (!row) return undefined;
  const attempts = row.attempts + 1;
  await trx
    .updateTable('notice')
    .set({ state: 'sending', attempts, not_before: claim.leaseUntil })
    .where('organisation_id', '=', row.organisationId)
    .where('id', '=', row.id)
    .execute();
  return { ...row, attempts };
}

/**
 * Notices whose sending was cut off (the lease is over) become uncertain and due at once: the receiver may have them.
 * @param error what the row says from now on
 * @returns how many
 */
export async function recoverInterruptedNotices(trx: Trx, now: string, error: string): Promise<number> {
  const result = await trx
    .updateTable('notice')
    .set({ state: 'uncertain', not_before: now, last_error: error })
    .where('state', '=', 'sending')
    .where('not_before', '<=', now)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Records what became of a try, unless another process has taken the notice since. */
export async function settleNotice(
  trx: Trx,
  notice: Pick<ClaimedNotice, 'organisationId' | 'id' | 'attempts'>,
  settlement: {
    state: NoticeTable['state'];
    notBefore: string;
    sentAt: string | null;
    lastError: string;
  },
): Promise<void> {
  await trx
    .updateTable('notice')
    .set({
      state: settlement.state,
      not_before: settlement.notBefore,
      sent_at: settlement.sentAt,
      last_error: settlement.lastError,
    })
    .where('organisation_id', '=', notice.organisationId)
    .where('id', '=', notice.id)
    .where('state', '=', 'sending')
    .where('attempts', '=', notice.attempts)
    .execute();
}

/**
 * Puts a notice that failed or waits back to the head of the outbox.
 * @returns its rule, or undefined when it isn't there or is sent already
 */
export async function requeueNotice(trx: Trx, id: string, now: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('notice')
    .select(['organisation_id', 'rule'])
    .where('id', '=', id)
    .where('channel', '<>', 'product')
    .where('state', 'in', ['waiting', 'failed', 'uncertain'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  await trx
    .updateTable('notice')
    .set({ state: 'waiting', not_before: now, attempts: 0 })
    .where('organisation_id', '=', row.organisation_id)
    .where('id', '=', id)
    .execute();
  return row.rule;
}

/** Marks one product notice of an account as read; the first reading counts. */
export async function markNoticeRead(trx: Trx, accountId: string, id: string, now: string): Promise<void> {
  await trx
    .updateTable('notice')
    .set({ read_at: now })
    .where('recipient_id', '=', accountId)
    .where('channel', '=', 'product')
    .where('id', '=', id)
    .where('read_at', 'is', null)
    .execute();
}

/** Marks all product notices of an account as read. */
export async function markAllNoticesRead(trx: Trx, accountId: string, now: string): Promise<number> {
  const result = await trx
    .updateTable('notice')
    .set({ read_at: now })
    .where('recipient_id', '=', accountId)
    .where('channel', '=', 'product')
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes the contents of mails and posts that were sent before an instant; the row without them stays. */
export async function deleteSentNoticeBodies(trx: Trx, before: string): Promise<number> {
  const result = await trx
    .deleteFrom('notice_body')
    .where('channel', '<>', 'product')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('notice')
          .select('notice.id')
          .whereRef('notice.organisation_id', '=', 'notice_body.organisation_id')
          .whereRef('notice.id', '=', 'notice_body.notice_id')
          .where('notice.state', '=', 'sent')
          .where('notice.sent_at', '<', before),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
