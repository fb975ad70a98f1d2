import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import type { NoticeTable } from '../schema.ts';

/** How many product notices the account in scope has not read. */
export async function countUnreadNotices(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recipient_id', '=', sql<string>`nullif(current_setting('app.account', true), '')::uuid`)
    .where('channel', '=', 'product')
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** A product notice of one account, its content sealed. */
export interface MyNotice {
  readonly id: string;
  /** Whose tenant it is about. */
  readonly organisationId: string;
  readonly rule: string;
  readonly createdAt: string;
  readonly readAt: string | null;
  readonly contentCipher: string;
}

function mine(trx: Trx, accountId: string) {
  return trx
    .selectFrom('notice')
    .innerJoin('notice_body', (join) =>
      join
        .onRef('notice_body.organisation_id', '=', 'notice.organisation_id')
        .onRef('notice_body.notice_id', '=', 'notice.id'),
    )
    .select([
      'notice.id',
      'notice.organisation_id as organisationId',
      'notice.rule',
      'notice.created_at as createdAt',
      'notice.read_at as readAt',
      'notice_body.content_cipher as contentCipher',
    ])
    .where('notice.recipient_id', '=', accountId)
    .where('notice.channel', '=', 'product');
}

/** Product notices of an account, newest first: those read, or those unread. */
export async function listMyNotices(
  trx: Trx,
  accountId: string,
  page: { isRead: boolean; beforeId: string | null; limit: number },
): Promise<MyNotice[]> {
  let query = mine(trx, accountId)
    .where('notice.read_at', page.isRead ? 'is not' : 'is', null)
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(page.limit);
  // Ids are made in the order of time.
  if (page.beforeId) query = query.where('notice.id', '<', page.beforeId);
  return query.execute();
}

/** One product notice of an account. */
export async function getMyNotice(trx: Trx, accountId: string, id: string): Promise<MyNotice | undefined> {
  return mine(trx, accountId).where('notice.id', '=', id).executeTakeFirst();
}

/** A line of the outbox: no address, no content. */
export interface OutboxLine {
  readonly id: string;
  readonly channel: NoticeTable['channel'];
  readonly rule: string;
  readonly recipientMask: string;
  readonly state: NoticeTable['state'];
  readonly attempts: number;
  readonly lastError: string;
  readonly notBefore: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

/** Mails and posts, newest first; all states, or one. */
export async function listOutbox(
  trx: Trx,
  page: { state: NoticeTable['state'] | null; beforeId: string | null; limit: number },
): Promise<OutboxLine[]> {
  let query = trx
    .selectFrom('notice')
    .select([
      'id',
      'channel',
      'rule',
      'recipient_mask as recipientMask',
      'state',
      'attempts',
      'last_error as lastError',
      'not_before as notBefore',
      'created_at as createdAt',
      'sent_at as sentAt',
    ])
    .where('channel', '<>', 'product')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.state) query = query.where('state', '=', page.state);
  if (page.beforeId) query = query.where('id', '<', page.beforeId);
  return query.execute();
}

/** How many mails and posts are in each state. */
export async function countOutbox(trx: Trx): Promise<Partial<Record<NoticeTable['state'], number>>> {
  const rows = await trx
    .selectFrom('notice')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('channel', '<>', 'product')
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** Whether a mail or a post is due; `channels` are those that can be served. */
export async function hasDueNotices(
  trx: Trx,
  now: string,
  channels: readonly NoticeTable['channel'][],
): Promise<boolean> {
  if (channels.length === 0) return false;
  const row = await trx
    .selectFrom('notice')
    .select('id')
    .where('state', 'in', ['waiting', 'sending', 'uncertain'])
    .where('not_before', '<=', now)
    .where('channel', 'in', channels)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A mail of the demonstration, content and address sealed. */
export interface DemoMail {
  readonly id: string;
  readonly rule: string;
  readonly state: NoticeTable['state'];
  readonly createdAt: string;
  readonly addressCipher: string | null;
  readonly contentCipher: string;
}

/** The newest mails with their sealed contents. For the demonstration's outbox alone. */
export async function listDemoMails(trx: Trx, limit: number): Promise<DemoMail[]> {
  return trx
    .selectFrom('notice')
    .innerJoin('notice_body', (join) =>
      join
        .onRef('notice_body.organisation_id', '=', 'notice.organisation_id')
        .onRef('notice_body.notice_id', '=', 'notice.id'),
    )
    .select([
      'notice.id',
      'notice.rule',
      'notice.state',
      'notice.created_at as createdAt',
      'notice_body.address_cipher as addressCipher',
      'notice_body.content_cipher as contentCipher',
    ])
    .where('notice.channel', '=', 'mail')
    .orderBy('notice.id', 'desc')
    .limit(limit)
    .execute();
}
